package io.nebula.balance;

import java.util.concurrent.atomic.AtomicLong;

/** What the workers of one number have done so far. Written by the stage's island, read by anybody. */
final class WorkerTally {
    private final AtomicLong morsels = new AtomicLong();
    private final AtomicLong stolen = new AtomicLong();
    private final AtomicLong busyNanos = new AtomicLong();
    private final AtomicLong elements = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();

    /** A morsel has been done. @param stole whether another worker was told it first */
    void did(boolean stole, long nanos, long elementsOfIt, long failuresOfIt) {
        add(morsels, 1);
        add(stolen, stole ? 1 : 0);
        add(busyNanos, nanos);
        add(elements, elementsOfIt);
        add(failures, failuresOfIt);
    }

    private static void add(AtomicLong counter, long more) {
        counter.lazySet(counter.getPlain() + more);
    }

    /** Morsels that they finished. */
    long morsels() {
        return morsels.get();
    }

    /** Morsels that they finished and another was told first. */
    long stolen() {
        return stolen.get();
    }

    /** Elements of the morsels that they finished. */
    long elements() {
        return elements.get();
    }

    /** Those of them for which the function failed, and the stream went on. */
    long failures() {
        return failures.get();
    }

    /** CPU time that they spent in morsels. */
    long busyNanos() {
        return busyNanos.get();
    }
}
