package io.nebula.operator;

/**
 * How large morsels get, and how much is gathered before a worker is woken for it: so many elements that a worker is at them
 * for a while, and no more, found by looking at how long the last ones took. Where morsels have a fixed size, short ones are
 * gathered all the same. Used by one thread.
 */
final class MorselBound {
    /** Some hundred times what waking a worker costs, and next to nothing for somebody who waits for a result. */
    private static final long WORTH_NANOS = 250_000;

    private static final int FIRST = 16;
    private static final int SMOOTHING = 4;
    /** A morsel whose thread has been taken off its CPU in between says little about the next one. */
    private static final int OUTLIER = 8;

    private final int most;
    private final long mostWeight;
    private final boolean fixed;
    private double nanosPerElement;
    private int count;
    private int worth;

    private MorselBound(int count, int most, long mostWeight, boolean fixed) {
        this.count = count;
        this.worth = count;
        this.most = most;
        this.mostWeight = mostWeight;
        this.fixed = fixed;
    }

    /** @param most elements that are gathered, if morsels have fewer */
    static MorselBound fixed(int count, int most, long mostWeight) {
        return new MorselBound(count, Math.max(count, most), mostWeight, true);
    }

    static MorselBound measured(int most, long mostWeight) {
        return new MorselBound(Math.min(FIRST, most), most, mostWeight, false);
    }

    /** Elements of the next morsel. */
    int count() {
        return count;
    }

    /** Elements that are worth waking a worker for; no fewer than a morsel has. */
    int worth() {
        return worth;
    }

    /** The next morsel's weight; the element that reaches it is the last one. */
    long weight() {
        return mostWeight;
    }

    /** Takes note of how long a morsel took, waits included. */
    void took(int elements, long nanos) {
        if (elements == 0) {
            return;
        }
        double each = Math.max(1, (double) nanos / elements);
        nanosPerElement = nanosPerElement == 0 ? each
                : nanosPerElement + (Math.min(each, nanosPerElement * OUTLIER) - nanosPerElement) / SMOOTHING;
        int fitting = (int) Math.max(1, Math.min(most, WORTH_NANOS / nanosPerElement));
        count = fixed ? count : fitting;
        worth = Math.max(count, fitting);
    }
}
