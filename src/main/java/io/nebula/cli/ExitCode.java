package io.nebula.cli;

/** What the process says to its caller; see {@link Shutdown#code} for a run that was interrupted. */
final class ExitCode {
    /** Done. */
    static final int DONE = 0;
    /** The run failed. */
    static final int FAILED = 1;
    /** The command line makes no sense. */
    static final int USAGE = 2;
    /** More records were rejected than the limits allow. */
    static final int TOO_MANY_REJECTS = 65;
    /** Found before the first output byte: the configuration, the inputs or the output are not as they must be. */
    static final int CONFIGURATION = 78;
    /** Whoever read standard output has gone. */
    static final int OUTPUT_CLOSED = 141;

    private ExitCode() {}
}
