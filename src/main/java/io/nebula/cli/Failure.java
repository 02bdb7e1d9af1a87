package io.nebula.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Words for a failure that nobody expected. */
final class Failure {
    private Failure() {}

    /** The whole trace: what nobody expected is a defect, and the trace is what a report of it needs. */
    static String text(Throwable failure) {
        StringWriter text = new StringWriter();
        text.append("unexpected failure; please report this with the command that led to it\n");
        failure.printStackTrace(new PrintWriter(text));
        return text.toString().stripTrailing();
    }
}
