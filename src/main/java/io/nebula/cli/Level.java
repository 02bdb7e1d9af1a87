package io.nebula.cli;

/** How far a validation goes; each level includes those before it. */
enum Level {
    /** What the pipeline files tell, and the fields of inputs that are there. */
    STATIC,
    /** What inputs and outputs answer. */
    CONNECT,
    /** What becomes of a few records. */
    SAMPLE
}
