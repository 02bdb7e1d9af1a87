package io.nebula.config;

import io.nebula.options.Options;
import io.nebula.options.Problem;
import io.nebula.pipeline.Ordering;
import io.nebula.pipeline.ParallelSettings;
import io.nebula.pipeline.Switch;
import java.time.Duration;
import java.util.List;

/** Reads {@code parallel { … }}. */
final class ParallelSection {
    private static final String AUTO = "auto";
    private final Options options;

    private ParallelSection(Options options) {
        this.options = options;
    }

    static ParallelSettings read(Options options) {
        return new ParallelSection(options).settings();
    }

    private ParallelSettings settings() {
        ParallelSettings defaults = ParallelSettings.DEFAULT;
        int workers = integer("worker-count", defaults.workerCount(), ParallelSettings.MOST_WORKERS);
        int groups = integer("parallel-groups", defaults.parallelGroups(), ParallelSettings.MOST_WORKERS);
        long batch = integer("batch-size", defaults.batchSize());
        long queue = integer("queue-size", defaults.queueSize());
        if (workers > 0 && groups > workers) {
            options.problem(Problem.at("parallel-groups", "out-of-range", groups + " groups cannot share " + workers
                    + " workers", "each group needs at least one: lower parallel-groups or raise worker-count"));
        }
        if (queue > 0 && queue < batch) {
            options.problem(Problem.at("queue-size", "out-of-range", "a queue of " + queue
                    + " records cannot hold one batch of " + batch, "make queue-size at least batch-size"));
        }
        return new ParallelSettings(onOff("use-parallel", defaults.useParallel()), workers, groups, batch,
                integer("vector-batch-size", defaults.vectorBatchSize(), ParallelSettings.MOST_VECTOR_ROWS), queue,
                onOff("enable-affinity", defaults.enableAffinity()), ordering(),
                integer("credits", defaults.credits(), ParallelSettings.MOST_CREDITS), bytes("in-flight-bytes", defaults.inFlightBytes()),
                timeout("morsel-timeout", defaults.morselTimeout()));
    }

    private boolean isAuto(String key) {
        return options.string(key, AUTO).equals(AUTO);
    }

    private Switch onOff(String key, Switch fallback) {
        if (isAuto(key)) {
            return fallback;
        }
        return options.bool(key, false) ? Switch.ON : Switch.OFF;
    }

    private long integer(String key, long fallback) {
        return isAuto(key) ? fallback : options.integer(key, fallback, 1);
    }

    private int integer(String key, int fallback, int most) {
        long value = integer(key, fallback);
        if (value > most) {
            options.problem(Problem.at(key, "out-of-range", "must be at most " + most, null));
            return fallback;
        }
        return (int) value;
    }

    private long bytes(String key, long fallback) {
        long value = isAuto(key) ? fallback : options.bytes(key, -1);
        if (value == 0 && !isAuto(key)) {
            options.problem(Problem.at(key, "out-of-range", "must be more than nothing", "a size such as 64MiB, or auto"));
        }
        return value < 0 ? fallback : value;
    }

    private Duration timeout(String key, Duration fallback) {
        Duration value = isAuto(key) ? fallback : options.duration(key, fallback);
        if (value.isZero()) {
            options.problem(Problem.at(key, "out-of-range", "must be longer than nothing", "a duration such as 10m, or auto"));
            return fallback;
        }
        if (value.compareTo(ParallelSettings.LONGEST_TIMEOUT) > 0) {
            options.problem(Problem.at(key, "out-of-range", "must be at most "
                    + ParallelSettings.LONGEST_TIMEOUT.toDays() + " days", null));
            return fallback;
        }
        return value;
    }

    private Ordering ordering() {
        if (options.string("ordering", AUTO).equals("key")) {
            options.problem(Problem.at("ordering", "not-a-choice", "ordering by key is for the Java operator only",
                    "use ordering = input: it keeps the order of all records, and so of those with equal keys"));
            return Ordering.INPUT;
        }
        String choice = isAuto("ordering") ? "input" : options.choice("ordering", "input", List.of("input", "none", AUTO));
        return choice.equals("none") ? Ordering.NONE : Ordering.INPUT;
    }
}
