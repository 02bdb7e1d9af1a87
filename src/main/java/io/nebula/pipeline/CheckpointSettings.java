package io.nebula.pipeline;

import java.time.Duration;
import java.util.Objects;

/**
 * Whether a run that is interrupted can be continued by the next one.
 *
 * @param enabled on: the run is refused if it could not be continued; auto: where source and sink allow it and no lambda takes
 *     part, whose code nobody can recognise; off: never, and nothing is forced to disk
 * @param interval how long at least between two checkpoints; what a run has done since the last one is done again
 */
public record CheckpointSettings(Switch enabled, Duration interval) {
    /** Where it is possible, every five seconds. */
    public static final CheckpointSettings DEFAULT = new CheckpointSettings(Switch.AUTO, Duration.ofSeconds(5));

    public CheckpointSettings {
        Objects.requireNonNull(enabled, "enabled");
        if (interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("the interval between checkpoints must be positive, not " + interval);
        }
    }
}
