package io.nebula.pipeline;

/** What becomes of a record that cannot be processed. */
public enum ErrorPolicy {
    /** The run stops at the first one in the order of the input. */
    FAIL,
    /** It is left out and counted. */
    SKIP,
    /** It is left out, counted, and written to another output as it was read. */
    DEAD_LETTER
}
