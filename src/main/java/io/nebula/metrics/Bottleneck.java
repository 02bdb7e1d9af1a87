package io.nebula.metrics;

/** What a run waited for most. */
public enum Bottleneck {
    /** Workers were idle because nothing was there to work on. */
    SOURCE,
    /** Source and sink waited for the workers. */
    WORKERS,
    /** Results waited to be written. */
    SINK,
    /** The run was too short, or too balanced, to tell. */
    NONE
}
