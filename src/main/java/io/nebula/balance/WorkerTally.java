package io.nebula.balance;

import java.util.concurrent.atomic.AtomicLong;

/** What the workers of one number have done so far. Written by the stage's island, read by anybody. */
final class WorkerTally {
    private final AtomicLong morsels = new AtomicLong();
    private final AtomicLong stolen = new AtomicLong();
    private final AtomicLong busyNanos = new AtomicLong();

    void did(boolean another, long nanos) {
        morsels.lazySet(morsels.getPlain() + 1);
        busyNanos.lazySet(busyNanos.getPlain() + nanos);
        if (another) {
            stolen.lazySet(stolen.getPlain() + 1);
        }
    }

    /** Morsels that they finished. */
    long morsels() {
        return morsels.get();
    }

    /** Morsels that they finished and another was told first. */
    long stolen() {
        return stolen.get();
    }

    /** CPU time that they spent in morsels. */
    long busyNanos() {
        return busyNanos.get();
    }
}
