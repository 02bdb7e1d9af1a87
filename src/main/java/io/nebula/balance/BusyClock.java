package io.nebula.balance;

import java.util.function.LongSupplier;

/**
 * The CPU time that one worker spends in its morsels. To ask the system for it, twice, takes longer than many a morsel of a few
 * elements; so a morsel that took very little, like the one before it, counts with the time that went by. What turns out to
 * have taken long after such ones counts with what its thread has used since it was last asked, less what has been counted.
 *
 * <p>{@link #begin} and the {@link #end} after it are called on one thread, which may be another for the next morsel.
 */
final class BusyClock {
    /** Some ten times what asking costs. */
    static final long SHORT_NANOS = 20_000;

    private final LongSupplier cpuNanos;
    private boolean asking = true;
    private Thread asked;
    private long answer;
    private long countedSince;

    /** @param cpuNanos CPU time of the calling thread */
    BusyClock(LongSupplier cpuNanos) {
        this.cpuNanos = cpuNanos;
    }

    void begin() {
        if (asking) {
            ask();
        }
    }

    /**
     * CPU time of the morsel.
     *
     * @param tookNanos waits included
     */
    long end(long tookNanos) {
        boolean isShort = tookNanos < SHORT_NANOS;
        if (isShort && !asking) {
            countedSince += tookNanos;
            return tookNanos;
        }
        asking = !isShort;
        Thread before = asked;
        long accounted = answer + countedSince;
        ask();
        return before == asked ? Math.max(0, Math.min(tookNanos, answer - accounted)) : tookNanos;
    }

    private void ask() {
        asked = Thread.currentThread();
        answer = cpuNanos.getAsLong();
        countedSince = 0;
    }
}
