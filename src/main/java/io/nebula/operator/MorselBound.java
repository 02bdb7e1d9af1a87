package io.nebula.operator;

/**
 * How large morsels get: so many elements that a worker is at them for a while, and no more. The number is fixed, or found
 * by looking at how long the last ones took. Used by one thread.
 */
final class MorselBound {
    /** Some hundred times what handing a morsel over costs, and next to nothing for somebody who waits for a result. */
    private static final long MORSEL_NANOS = 250_000;

    private static final int FIRST = 16;
    private static final int SMOOTHING = 4;
    /** A morsel whose thread has been taken off its CPU in between says little about the next one. */
    private static final int OUTLIER = 8;

    private final int most;
    private final long mostWeight;
    private final boolean fixed;
    private double nanosPerElement;
    private int count;

    private MorselBound(int count, int most, long mostWeight, boolean fixed) {
        this.count = count;
        this.most = most;
        this.mostWeight = mostWeight;
        this.fixed = fixed;
    }

    static MorselBound fixed(int count, long mostWeight) {
        return new MorselBound(count, count, mostWeight, true);
    }

    static MorselBound measured(int most, long mostWeight) {
        return new MorselBound(Math.min(FIRST, most), most, mostWeight, false);
    }

    /** Elements of the next morsel. */
    int count() {
        return count;
    }

    /** Its weight; the element that reaches it is the last one. */
    long weight() {
        return mostWeight;
    }

    /** Takes note of how long a morsel took, waits included. */
    void took(int elements, long nanos) {
        if (fixed || elements == 0) {
            return;
        }
        double each = Math.max(1, (double) nanos / elements);
        nanosPerElement = nanosPerElement == 0 ? each
                : nanosPerElement + (Math.min(each, nanosPerElement * OUTLIER) - nanosPerElement) / SMOOTHING;
        count = (int) Math.max(1, Math.min(most, MORSEL_NANOS / nanosPerElement));
    }
}
