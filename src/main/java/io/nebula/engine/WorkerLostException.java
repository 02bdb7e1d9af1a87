package io.nebula.engine;

/** Workers ended and the work could not be given to others. */
final class WorkerLostException extends RunFailedException {
    private static final long serialVersionUID = 1;

    WorkerLostException(String message) {
        super(message);
    }
}
