package io.nebula.cli;

import io.nebula.cli.page.Style;
import java.io.PrintStream;

/**
 * Where the tool speaks.
 *
 * @param out for data
 * @param err for everything said to a person, and for the summary
 * @param terminal whether {@code err} is a terminal
 * @param style how what goes to {@code out} looks
 */
record Console(PrintStream out, PrintStream err, boolean terminal, Style style) {
    /** Without colours, on lines of the usual width. */
    Console(PrintStream out, PrintStream err, boolean terminal) {
        this(out, err, terminal, Style.PLAIN);
    }

    /** Whether {@code out} is a terminal. */
    boolean outTerminal() {
        return style != Style.PLAIN;
    }

    /** The process's own streams; the launcher knows whether they are a terminal, and how wide it is. */
    static Console ofProcess() {
        Style style = Style.of(Boolean.getBoolean("nebula.stdout.tty"), Integer.getInteger("nebula.columns", 0),
                System.getenv());
        return new Console(System.out, System.err, Boolean.getBoolean("nebula.stderr.tty"), style);
    }
}
