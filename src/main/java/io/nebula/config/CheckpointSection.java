package io.nebula.config;

import io.nebula.options.Options;
import io.nebula.options.Problem;
import io.nebula.pipeline.CheckpointSettings;
import io.nebula.pipeline.Switch;
import java.time.Duration;

/** Reads {@code checkpoint { … }}. */
final class CheckpointSection {
    private CheckpointSection() {}

    static CheckpointSettings read(Options options) {
        boolean auto = options.string("enabled", "auto").equals("auto");
        Switch enabled = auto ? Switch.AUTO : options.bool("enabled", false) ? Switch.ON : Switch.OFF;
        Duration interval = options.duration("interval", CheckpointSettings.DEFAULT.interval());
        if (interval.isZero()) {
            options.problem(Problem.at("interval", "out-of-range", "must be longer than nothing",
                    "a duration such as 5s; to take no checkpoints, set enabled = false"));
            interval = CheckpointSettings.DEFAULT.interval();
        }
        return new CheckpointSettings(enabled, interval);
    }
}
