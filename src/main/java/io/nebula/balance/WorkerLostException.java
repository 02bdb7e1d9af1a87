package io.nebula.balance;

/** Workers ended and the work could not be given to others. */
final class WorkerLostException extends MorselFailedException {
    private static final long serialVersionUID = 1;

    WorkerLostException(String message, Object input) {
        super(message, input);
    }
}
