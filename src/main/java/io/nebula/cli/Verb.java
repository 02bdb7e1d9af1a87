package io.nebula.cli;

/** One thing that the tool does. */
interface Verb {
    /** Its name, and what it can be told. */
    Synopsis synopsis();

    /** Does it and returns the exit code. */
    int run(Arguments arguments) throws Exception;
}
