package io.nebula.engine;

/** The run fails because of one morsel, not because of what it holds: nobody could finish it. */
class MorselFailedException extends RunFailedException {
    /** What helps, as an advice. */
    static final String MORE_MEMORY = "give the JVM more, with -Xmx in NEBULA_OPTS, or lower parallel.in-flight-bytes or the"
            + " source's max-record-bytes";
    private static final long serialVersionUID = 1;
    private final transient Object input;

    /** @param input the morsel; null if it is none in particular */
    MorselFailedException(String message, Object input) {
        super(message);
        this.input = input;
    }

    /** There was not enough memory for its records and what is made of them. */
    static MorselFailedException withoutMemory(Object input, OutOfMemoryError error) {
        MorselFailedException failure = new MorselFailedException("there is not enough memory to work on some records ("
                + error + "); " + MORE_MEMORY, input);
        failure.initCause(error);
        return failure;
    }

    Object input() {
        return input;
    }
}
