package io.nebula.engine;

import io.nebula.balance.BalanceLimits;
import io.nebula.balance.CrewSettings;
import io.nebula.connector.MorselSize;
import io.nebula.dispatch.Pinning;
import io.nebula.pipeline.Ordering;
import io.nebula.pipeline.ParallelSettings;
import io.nebula.pipeline.Switch;

/**
 * The settings with every {@code auto} decided, for one machine and one input.
 *
 * @param parallel whether worker groups are used at all
 * @param workers in all
 * @param groups at most one per worker
 * @param morsel how large morsels are
 * @param vectorRows rows per vector
 * @param credits morsels that one worker may hold
 * @param mostCredits the same while morsels are short
 * @param maxWeight bytes that may be inside the engine, those of results included
 * @param maxJobs morsels that may be inside the engine
 */
public record Sizing(boolean parallel, int workers, int groups, MorselSize morsel, int vectorRows, int credits, int mostCredits,
        long maxWeight, long maxJobs) {
    /** Inputs up to this size are not worth starting worker groups for. */
    static final long SMALL_INPUT_BYTES = 8L << 20;

    static final long SMALL_INPUT_RECORDS = 100_000;
    /** Small enough that the in-flight budget holds 200 of them: with half as many, a slow one idles the other workers. */
    static final int MORSEL_BYTES = 256 << 10;
    private static final int SMALLEST_MORSEL_BYTES = 32 << 10;
    private static final int MORSELS_PER_WORKER = 8;
    private static final int CREDITS = 2;
    private static final int CREDITS_FOR_SHORT_MORSELS = 256;
    private static final int VECTOR_ROWS = 1024;
    private static final long MAX_IN_FLIGHT_BYTES = 128L << 20;
    private static final long MOST_BUFFERS = 1024;
    private static final int IN_FLIGHT_SHARE_OF_HEAP = 8;
    private static final int TRAIN_SHARE_OF_BUDGET = 48;
    /** One being read, one that waits and one being taken in; one being written. */
    private static final int TRAINS_OUTSIDE_THE_STAGE = 4;

    /** The machine that a run has for itself. */
    public record Machine(int cpus, long heapBytes) {
        /** This one. */
        public static Machine current() {
            return new Machine(Runtime.getRuntime().availableProcessors(), Runtime.getRuntime().maxMemory());
        }
    }

    /** @param storedBytes of the source, or -1 @param records of the source, or -1 */
    public static Sizing of(ParallelSettings settings, Machine machine, long storedBytes, long records) {
        boolean small = storedBytes >= 0 && storedBytes <= SMALL_INPUT_BYTES
                || records >= 0 && records <= SMALL_INPUT_RECORDS;
        boolean parallel = settings.useParallel() == Switch.AUTO ? !small : settings.useParallel() == Switch.ON;
        int workers = workers(settings, machine);
        int groups = Math.min(workers, given(settings.parallelGroups(), machine.cpus()));
        long maxWeight = given(settings.inFlightBytes(),
                Math.min(MAX_IN_FLIGHT_BYTES, machine.heapBytes() / IN_FLIGHT_SHARE_OF_HEAP));
        long batch = batchRecords(settings, workers);
        MorselSize morsel = new MorselSize(morselBytes(settings, storedBytes, workers, maxWeight), batch);
        long maxJobs = settings.queueSize() == ParallelSettings.AUTO ? Long.MAX_VALUE
                : Math.max(1, settings.queueSize() / batch);
        int vectorRows = (int) Math.min(given(settings.vectorBatchSize(), VECTOR_ROWS), batch);
        int mostCredits = given(settings.credits(), CREDITS_FOR_SHORT_MORSELS);
        return new Sizing(parallel, workers, groups, morsel, vectorRows, given(settings.credits(), CREDITS), mostCredits,
                maxWeight, maxJobs);
    }

    /** Whether worker groups will be used if the source has that many bytes; where nobody knows, rather not. */
    static boolean likelyParallel(ParallelSettings settings, long storedBytes) {
        return settings.useParallel() == Switch.AUTO ? storedBytes > SMALL_INPUT_BYTES
                : settings.useParallel() == Switch.ON;
    }

    private static int workers(ParallelSettings settings, Machine machine) {
        return given(settings.workerCount(), machine.cpus());
    }

    /** With a bound on records inside the engine, morsels must be small enough for every credit to be of use. */
    private static long batchRecords(ParallelSettings settings, int workers) {
        if (settings.batchSize() != ParallelSettings.AUTO) {
            return settings.batchSize();
        }
        return settings.queueSize() == ParallelSettings.AUTO ? Long.MAX_VALUE
                : Math.max(1, settings.queueSize() / ((long) workers * given(settings.credits(), CREDITS)));
    }

    /** Large enough to amortise a hand-off, small enough for a short input to reach every worker several times. */
    private static int morselBytes(ParallelSettings settings, long storedBytes, int workers, long maxWeight) {
        if (settings.batchSize() != ParallelSettings.AUTO) {
            return Integer.MAX_VALUE / 4;
        }
        long bytes = MORSEL_BYTES;
        if (storedBytes >= 0) {
            bytes = Math.min(bytes, Math.max(SMALLEST_MORSEL_BYTES, storedBytes / ((long) workers * MORSELS_PER_WORKER)));
        }
        return (int) Math.max(1, Math.min(bytes, maxWeight));
    }

    private static int given(int value, int otherwise) {
        return value == ParallelSettings.AUTO ? otherwise : value;
    }

    private static long given(long value, long otherwise) {
        return value == ParallelSettings.AUTO ? otherwise : value;
    }

    /**
     * The memory that a morsel of that many bytes takes until it has left: its own and, at half as much again, that of its result,
     * which is where results of more than that begin to grow.
     */
    public static long weight(int bytes) {
        return bytes + (long) bytes * 3 / 2;
    }

    /**
     * How many buffers are worth keeping: as many as morsels may be inside, because behind a slow one all of the budget is
     * filled, and emptied at once when it is done.
     */
    public int keptBuffers(ParallelSettings settings) {
        if (!parallel) {
            return 1;
        }
        long inside = Math.min(maxJobs, Math.max(1, maxWeight / weight(Math.min(morsel.bytes(), MORSEL_BYTES))));
        return (int) Math.min(MOST_BUFFERS, inside + (long) workers * credits);
    }

    /** Trains outside the stage count too, apart from one morsel each. */
    BalanceLimits limits(ParallelSettings settings) {
        long trainWeight = maxWeight / TRAIN_SHARE_OF_BUDGET;
        int trainJobs = (int) Math.max(1, Math.min(BalanceLimits.LONGEST_TRAIN, maxJobs / TRAIN_SHARE_OF_BUDGET));
        return new BalanceLimits(workers, credits, mostCredits, maxWeight - TRAINS_OUTSIDE_THE_STAGE * trainWeight,
                maxJobs - TRAINS_OUTSIDE_THE_STAGE * (trainJobs - 1L), trainWeight, trainJobs,
                settings.ordering() == Ordering.INPUT);
    }

    /** The workers of a run or an operator of that name. */
    public CrewSettings crew(ParallelSettings settings, String name) {
        return new CrewSettings(name, workers, groups, mostCredits, pinning(settings.enableAffinity()));
    }

    private static Pinning pinning(Switch enableAffinity) {
        return switch (enableAffinity) {
            case AUTO -> Pinning.AUTO;
            case ON -> Pinning.ALWAYS;
            case OFF -> Pinning.NEVER;
        };
    }
}
