package io.nebula.connector;

import java.io.IOException;

/** The reader at the other end of the output has gone, as after {@code | head}: a reason to stop quietly. */
public final class ClosedOutputException extends IOException {
    private static final long serialVersionUID = 1;

    public ClosedOutputException(IOException cause) {
        super("the reader of the output has gone", cause);
    }

    /** Whether that is what a failure to write means. */
    public static boolean tells(IOException failure) {
        return String.valueOf(failure.getMessage()).contains("Broken pipe");
    }
}
