package io.nebula.balance;

/** The run fails because of one morsel, not because of what it holds: nobody could finish it. */
public class MorselFailedException extends RunFailedException {
    private static final long serialVersionUID = 1;
    private final transient Object input;

    /** @param input the morsel; null if it is none in particular */
    public MorselFailedException(String message, Object input) {
        super(message);
        this.input = input;
    }

    /** The morsel; null if it is none in particular. */
    public Object input() {
        return input;
    }
}
