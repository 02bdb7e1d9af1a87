package io.nebula.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Words for a failure that nobody expected. */
final class Failure {
    private Failure() {}

    /** @param debug whether the trace is shown, which is what a report of a defect needs */
    static String text(Throwable failure, boolean debug) {
        if (!debug) {
            return "unexpected failure: " + failure + "; run the same command again with " + Execution.DEBUG.name()
                    + ", and please report what it says";
        }
        StringWriter text = new StringWriter();
        text.append("unexpected failure; please report this with the command that led to it\n");
        failure.printStackTrace(new PrintWriter(text));
        return text.toString().stripTrailing();
    }
}
