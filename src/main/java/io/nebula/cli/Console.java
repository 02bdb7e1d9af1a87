package io.nebula.cli;

import io.nebula.cli.page.Style;
import java.io.PrintStream;
import java.util.Map;

/**
 * Where the tool speaks.
 *
 * @param out for data
 * @param err for everything said to a person, and for the summary
 * @param terminal whether {@code err} is a terminal
 * @param style how what goes to {@code out} looks
 * @param errStyle how what goes to {@code err} looks
 * @param width of the terminal, where {@code err} is one
 * @param redraws whether {@code err} is a terminal that can show a line anew in its place
 * @param hidden what is said on neither
 */
record Console(PrintStream out, PrintStream err, boolean terminal, Style style, Style errStyle, TerminalWidth width,
        boolean redraws, Hidden hidden) {
    Console {
        out = hidden.over(out);
        err = hidden.over(err);
    }

    /** With nothing to hide so far, on a terminal, if it is one, that can do what terminals usually can. */
    Console(PrintStream out, PrintStream err, boolean terminal, Style style, Style errStyle, TerminalWidth width) {
        this(out, err, terminal, style, errStyle, width, terminal, new Hidden());
    }

    /** Without colours, on lines of the usual width. */
    Console(PrintStream out, PrintStream err, boolean terminal) {
        this(out, err, terminal, Style.PLAIN);
    }

    /** Whether {@code out} is a terminal. */
    boolean outTerminal() {
        return style != Style.PLAIN;
    }

    /** The same, {@code err} without colours. */
    Console(PrintStream out, PrintStream err, boolean terminal, Style style) {
        this(out, err, terminal, style, Style.PLAIN, TerminalWidth.of(0, Map.of()));
    }

    /** As wide as the terminal is now. */
    @Override
    public Style errStyle() {
        return terminal ? errStyle.wide(width.columns()) : errStyle;
    }

    /** The process's own streams, {@code out} as it is given; the launcher knows whether they are a terminal, and how wide it is. */
    static Console ofProcess(PrintStream out) {
        boolean terminal = Boolean.getBoolean("nebula.stderr.tty");
        TerminalWidth width = TerminalWidth.of(Integer.getInteger("nebula.columns", 0), System.getenv());
        return new Console(out, System.err, terminal,
                Style.of(Boolean.getBoolean("nebula.stdout.tty"), width.columns(), System.getenv()),
                Style.of(terminal, width.columns(), System.getenv()), width,
                terminal && !"dumb".equals(System.getenv("TERM")), new Hidden());
    }
}
