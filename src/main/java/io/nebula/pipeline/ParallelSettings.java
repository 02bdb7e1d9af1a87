package io.nebula.pipeline;

import java.time.Duration;
import java.util.Objects;

/**
 * How a pipeline is spread over the machine. {@link #AUTO} lets the engine choose.
 *
 * @param useParallel on: worker groups; off: one plain loop without actors; auto: the loop for small known inputs
 * @param workerCount workers in all, dealt evenly over the groups
 * @param parallelGroups worker groups, each with a dispatcher and CPUs of its own; at most one per worker
 * @param batchSize records per morsel
 * @param vectorBatchSize rows per vector, the slice that one kernel call works on
 * @param queueSize records inside the engine, read and not yet emitted
 * @param enableAffinity whether threads are bound to CPUs
 * @param ordering the order in which results leave
 * @param credits morsels that one worker may hold, the one it works on included; auto: two, more while morsels are short
 * @param inFlightBytes memory of what is inside the engine, read and not yet emitted, results included
 * @param morselTimeout how long one morsel may take before the run fails
 */
public record ParallelSettings(
        Switch useParallel,
        int workerCount,
        int parallelGroups,
        long batchSize,
        int vectorBatchSize,
        long queueSize,
        Switch enableAffinity,
        Ordering ordering,
        int credits,
        long inFlightBytes,
        Duration morselTimeout) {
    /** Stands for a number that the engine chooses. */
    public static final int AUTO = 0;

    /** The largest {@code worker-count}, and so the largest {@code parallel-groups}. */
    public static final int MOST_WORKERS = 4096;

    /** The largest {@code vector-batch-size}. */
    public static final int MOST_VECTOR_ROWS = 1 << 20;

    /** The most {@code credits}. */
    public static final int MOST_CREDITS = 1024;

    /** The longest {@code morsel-timeout}. */
    public static final Duration LONGEST_TIMEOUT = Duration.ofDays(365);

    /** Everything left to the engine: order kept, ten minutes per morsel. */
    public static final ParallelSettings DEFAULT = new ParallelSettings(Switch.AUTO, AUTO, AUTO, AUTO, AUTO, AUTO,
            Switch.AUTO, Ordering.INPUT, AUTO, AUTO, Duration.ofMinutes(10));

    /** @throws IllegalArgumentException naming the setting that makes no sense */
    public ParallelSettings {
        Objects.requireNonNull(useParallel, "useParallel");
        Objects.requireNonNull(enableAffinity, "enableAffinity");
        Objects.requireNonNull(ordering, "ordering");
        Objects.requireNonNull(morselTimeout, "morselTimeout");
        bounded("worker-count", workerCount, MOST_WORKERS);
        bounded("parallel-groups", parallelGroups, MOST_WORKERS);
        bounded("batch-size", batchSize, Long.MAX_VALUE);
        bounded("vector-batch-size", vectorBatchSize, MOST_VECTOR_ROWS);
        bounded("queue-size", queueSize, Long.MAX_VALUE);
        bounded("credits", credits, MOST_CREDITS);
        bounded("in-flight-bytes", inFlightBytes, Long.MAX_VALUE);
        if (morselTimeout.isNegative() || morselTimeout.isZero() || morselTimeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new IllegalArgumentException("morsel-timeout must be positive and at most 365 days, not " + morselTimeout);
        }
    }

    private static void bounded(String name, long value, long most) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " must be positive or auto, not " + value);
        }
        if (value > most) {
            throw new IllegalArgumentException(name + " must be at most " + most + ", not " + value);
        }
    }

    public ParallelSettings withUseParallel(Switch value) {
        return new ParallelSettings(value, workerCount, parallelGroups, batchSize, vectorBatchSize, queueSize,
                enableAffinity, ordering, credits, inFlightBytes, morselTimeout);
    }

    public ParallelSettings withWorkerCount(int value) {
        return new ParallelSettings(useParallel, value, parallelGroups, batchSize, vectorBatchSize, queueSize,
                enableAffinity, ordering, credits, inFlightBytes, morselTimeout);
    }

    public ParallelSettings withParallelGroups(int value) {
        return new ParallelSettings(useParallel, workerCount, value, batchSize, vectorBatchSize, queueSize,
                enableAffinity, ordering, credits, inFlightBytes, morselTimeout);
    }

    public ParallelSettings withBatchSize(long value) {
        return new ParallelSettings(useParallel, workerCount, parallelGroups, value, vectorBatchSize, queueSize,
                enableAffinity, ordering, credits, inFlightBytes, morselTimeout);
    }

    public ParallelSettings withVectorBatchSize(int value) {
        return new ParallelSettings(useParallel, workerCount, parallelGroups, batchSize, value, queueSize,
                enableAffinity, ordering, credits, inFlightBytes, morselTimeout);
    }

    public ParallelSettings withQueueSize(long value) {
        return new ParallelSettings(useParallel, workerCount, parallelGroups, batchSize, vectorBatchSize, value,
                enableAffinity, ordering, credits, inFlightBytes, morselTimeout);
    }

    public ParallelSettings withEnableAffinity(Switch value) {
        return new ParallelSettings(useParallel, workerCount, parallelGroups, batchSize, vectorBatchSize, queueSize,
                value, ordering, credits, inFlightBytes, morselTimeout);
    }

    public ParallelSettings withOrdering(Ordering value) {
        return new ParallelSettings(useParallel, workerCount, parallelGroups, batchSize, vectorBatchSize, queueSize,
                enableAffinity, value, credits, inFlightBytes, morselTimeout);
    }

    public ParallelSettings withCredits(int value) {
        return new ParallelSettings(useParallel, workerCount, parallelGroups, batchSize, vectorBatchSize, queueSize,
                enableAffinity, ordering, value, inFlightBytes, morselTimeout);
    }

    public ParallelSettings withInFlightBytes(long value) {
        return new ParallelSettings(useParallel, workerCount, parallelGroups, batchSize, vectorBatchSize, queueSize,
                enableAffinity, ordering, credits, value, morselTimeout);
    }

    public ParallelSettings withMorselTimeout(Duration value) {
        return new ParallelSettings(useParallel, workerCount, parallelGroups, batchSize, vectorBatchSize, queueSize,
                enableAffinity, ordering, credits, inFlightBytes, value);
    }
}
