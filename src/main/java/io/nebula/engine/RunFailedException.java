package io.nebula.engine;

/** Why the engine itself gives a run up, said for a person: the message is shown as it is. */
class RunFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    RunFailedException(String message) {
        super(message);
    }
}
