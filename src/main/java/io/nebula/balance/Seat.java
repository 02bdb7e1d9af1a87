package io.nebula.balance;

import java.util.ArrayList;
import java.util.List;

/**
 * One worker as the balancer sees it: the jobs it has been told and not answered. When a worker dies its seat is left
 * for good and the replacement gets a new one, so that late answers cannot touch the wrong credits.
 *
 * <p>Used by the stage's island, except for {@link #worked}.
 */
final class Seat<I> {
    /** Unique in the run; a job is claimed with it. */
    final int id;
    /** The worker's number, which a replacement inherits. */
    final int worker;
    private final List<Job<I>> told;
    private long toldInAll;
    /** Never falls, so the worker need not look at it again for an answer that it has compared before. */
    private volatile long wakeAt;
    /** Written by the worker. */
    private long worked;
    private boolean leaving;

    Seat(int id, int worker, int window) {
        this.id = id;
        this.worker = worker;
        this.told = new ArrayList<>(window);
    }

    /** The worker gets nothing more to do. */
    void leave() {
        leaving = true;
    }

    boolean leaving() {
        return leaving;
    }

    int inFlight() {
        return told.size();
    }

    void tell(Job<I> job) {
        told.add(job);
        toldInAll++;
    }

    void answered(Job<I> job) {
        told.remove(job);
    }

    /** The stage is about to sleep: the worker is to wake it when half of what it has in hand is done. */
    void wakeHalfway() {
        wakeAt = toldInAll - told.size() / 2;
    }

    /** Counts an envelope that its worker has dealt with, on the worker's thread; true if the stage is to be woken. */
    boolean worked() {
        return ++worked >= wakeAt;
    }

    /** The jobs told and not answered, oldest first. */
    List<Job<I>> told() {
        return told;
    }
}
