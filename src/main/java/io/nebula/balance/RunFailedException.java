package io.nebula.balance;

/** Why the engine itself gives a run up, said for a person: the message is shown as it is. */
public class RunFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public RunFailedException(String message) {
        super(message);
    }
}
