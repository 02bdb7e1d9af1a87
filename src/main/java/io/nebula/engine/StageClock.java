package io.nebula.engine;

import io.nebula.metrics.WorkerLoad;

/**
 * How one kernel's time divides over its stages. Written by the worker's thread, read by others once it has answered.
 *
 * <p>Looking at the clock around each step of each vector would cost more than it tells: after the first vectors only one
 * of so many is looked at, and counts for all.
 */
final class StageClock {
    static final int DECODE = 0;
    /** A prime, so as not to meet the same vector of every morsel. */
    private static final int INTERVAL = 61;
    private final WorkerLoad load;
    private final long[] nanos;
    private long vectors;
    private long weight;
    private long last;

    /** @param stages decoder, transforms, encoder and compressor */
    StageClock(int stages, WorkerLoad load) {
        this.nanos = new long[stages];
        this.load = load;
    }

    /** A morsel begins. */
    void morsel() {
        load.begin(System.nanoTime());
    }

    /** The morsel is done. */
    void morselDone() {
        load.end(System.nanoTime());
    }

    /** What follows until {@link #lap} is done once for a morsel. */
    void once() {
        weight = 1;
        last = System.nanoTime();
    }

    /** A vector begins. */
    void vector() {
        weight = vectors < INTERVAL ? 1 : vectors % INTERVAL == 0 ? INTERVAL : 0;
        vectors++;
        if (weight > 0) {
            last = System.nanoTime();
        }
    }

    /** What has been done since the last call belongs to that stage. */
    void lap(int stage) {
        if (weight > 0) {
            long now = System.nanoTime();
            nanos[stage] += weight * (now - last);
            last = now;
        }
    }

    long nanos(int stage) {
        return nanos[stage];
    }
}
