package io.nebula.balance;

/**
 * How many morsels a worker may hold: as many as keep it at work while the stage, which sleeps in between, is being woken.
 * Long morsels need no more than the least; of short ones there must be many, or each of them costs a wake-up.
 */
final class CreditWindow {
    /** Some hundred times what waking a thread takes, and still no time to somebody who waits for a result. */
    private static final long WINDOW_NANOS = 8_000_000;

    private static final int SMOOTHING = 8;
    /** A morsel whose thread has been taken off its CPU in between says little about the next one. */
    private static final int OUTLIER = 8;

    private final int least;
    private final int most;
    private long averageNanos = WINDOW_NANOS;
    private int size;

    CreditWindow(int least, int most) {
        this.least = least;
        this.most = most;
        this.size = least;
    }

    int size() {
        return size;
    }

    /** Takes note of how long a worker took for a morsel, waits included. */
    void took(long nanos) {
        long believed = Math.min(nanos, averageNanos * OUTLIER + OUTLIER);
        averageNanos += (believed - averageNanos) / SMOOTHING;
        long fitting = WINDOW_NANOS / Math.max(1, averageNanos);
        size = (int) Math.max(least, Math.min(most, fitting));
    }
}
