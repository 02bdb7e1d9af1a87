package io.nebula.cli;

import java.io.PrintStream;

/**
 * Where the tool speaks.
 *
 * @param out for data
 * @param err for everything said to a person, and for the summary
 * @param terminal whether {@code err} is a terminal
 */
record Console(PrintStream out, PrintStream err, boolean terminal) {
    /** The process's own streams; the launcher knows whether they are a terminal. */
    static Console ofProcess() {
        return new Console(System.out, System.err, Boolean.getBoolean("nebula.stderr.tty"));
    }
}
