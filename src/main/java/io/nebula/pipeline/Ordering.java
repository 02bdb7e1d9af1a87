package io.nebula.pipeline;

/** In which order results leave the engine. */
public enum Ordering {
    /** As they were read. */
    INPUT,
    /** As they become ready. */
    NONE
}
