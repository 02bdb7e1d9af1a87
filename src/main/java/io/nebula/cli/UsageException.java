package io.nebula.cli;

/** A command line makes no sense; the message says what is wrong and what was probably meant. */
final class UsageException extends Exception {
    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }
}
