package io.nebula.balance;

import io.nebula.metrics.Bottleneck;

/** Adds up what a balance stage waited for. Reads no clock itself. */
final class WaitClock {
    private static final double SHARE = 0.5;
    private static final long SHORTEST_NANOS = 20_000_000;

    private final long[] nanos = new long[Bottleneck.values().length];
    private Bottleneck waitingFor = Bottleneck.NONE;
    private long since;

    void start(long nowNanos) {
        since = nowNanos;
    }

    /** From now on the stage waits for {@code next}. */
    void waitFor(Bottleneck next, long nowNanos) {
        nanos[waitingFor.ordinal()] += nowNanos - since;
        since = nowNanos;
        waitingFor = next;
    }

    /** What took more than half of the time, if that was long enough to tell. */
    Bottleneck verdict() {
        long total = 0;
        for (long each : nanos) {
            total += each;
        }
        for (Bottleneck candidate : Bottleneck.values()) {
            if (total >= SHORTEST_NANOS && nanos[candidate.ordinal()] > SHARE * total) {
                return candidate;
            }
        }
        return Bottleneck.NONE;
    }
}
