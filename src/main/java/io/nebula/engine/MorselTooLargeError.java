package io.nebula.engine;

import io.nebula.format.Morsel;

/** There was not enough memory for a morsel's records and what is made of them. Like any such error, but with a place. */
final class MorselTooLargeError extends OutOfMemoryError {
    private static final long serialVersionUID = 1;
    private final transient Morsel morsel;

    MorselTooLargeError(OutOfMemoryError cause, Morsel morsel) {
        super(cause.getMessage());
        this.morsel = morsel;
        initCause(cause);
    }

    Morsel morsel() {
        return morsel;
    }

    @Override
    public String toString() {
        return "there is not enough memory (" + getCause() + ")";
    }
}
