package io.nebula.bench;

import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * A schedule of arrivals at even distances, and how late each result was. An element that is not offered in time, because its
 * generator slept too long or there was no room, is late from the time at which it should have come.
 *
 * <p>{@link #await} is for one thread, {@link #arrived} for one other.
 */
final class Arrivals {
    private final double periodNanos;
    private final int unmeasured;
    private final long[] offersLate;
    private final long[] resultsLate;
    private int results;
    private final long start;

    /** Begins now. @param unmeasured how many come first and do not count */
    Arrivals(double perSecond, int count, int unmeasured) {
        this.periodNanos = 1e9 / perSecond;
        this.unmeasured = unmeasured;
        this.offersLate = new long[count];
        this.resultsLate = new long[count];
        this.start = System.nanoTime();
    }

    /** Waits until the arrival with that number is due. Leaves the CPU to others meanwhile. */
    void await(int number) {
        long due = due(number);
        long now;
        while ((now = System.nanoTime()) < due) {
            LockSupport.parkNanos(due - now);
        }
        offersLate[number] = now - due;
    }

    /** The result of the next arrival is there. */
    void arrived() {
        resultsLate[results] = System.nanoTime() - due(results);
        results++;
    }

    private long due(int number) {
        return start + (long) (number * periodNanos);
    }

    /** Nanoseconds from when elements should have come to when their results were there; once all are. */
    Percentiles results() {
        return percentiles(resultsLate);
    }

    /** The part of it that is the generator's. */
    Percentiles offers() {
        return percentiles(offersLate);
    }

    private Percentiles percentiles(long[] late) {
        long[] measured = Arrays.copyOfRange(late, unmeasured, late.length);
        Arrays.sort(measured);
        return new Percentiles(measured);
    }

    /** Exact ones of sorted values. */
    record Percentiles(long[] sorted) {
        /** The smallest value that is not below that percentage of all. */
        long at(double percentage) {
            return sorted[(int) Math.ceil(percentage / 100 * sorted.length) - 1];
        }
    }
}
