package io.nebula.operator;

/**
 * An input of bytes is not what it was said to be, or does not suit what is to be done with it: its header is broken or names
 * other fields, or a transform does not fit the fields that were inferred. The message says what to do.
 */
public final class UnusableInputException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnusableInputException(Exception cause) {
        super(cause.getMessage(), cause);
    }
}
