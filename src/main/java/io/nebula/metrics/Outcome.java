package io.nebula.metrics;

/** How a run ended. */
public enum Outcome {
    /** Everything was read and written, the output stands under its final name. */
    COMPLETED,
    /** It stopped at a failure or a reject that the policy does not allow. */
    FAILED,
    /** Somebody asked it to stop. */
    INTERRUPTED
}
