package io.nebula.engine;

import io.nebula.balance.RunFailedException;

/** More records were rejected than the limits allow; the message gives counts and limit. */
final class TooManyRejectsException extends RunFailedException {
    private static final long serialVersionUID = 1;

    TooManyRejectsException(String message) {
        super(message + "; look at what the rejects have in common");
    }
}
