package io.nebula.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * One worker as the balancer sees it: the jobs it has been told and not answered. When a worker dies its seat is left
 * for good and the replacement gets a new one, so that late answers cannot touch the wrong credits.
 */
final class Seat<I> {
    /** Unique in the run; a job is claimed with it. */
    final int id;
    /** The worker's number, which a replacement inherits. */
    final int worker;
    private final List<Job<I>> told;

    Seat(int id, int worker, int window) {
        this.id = id;
        this.worker = worker;
        this.told = new ArrayList<>(window);
    }

    int inFlight() {
        return told.size();
    }

    void tell(Job<I> job) {
        told.add(job);
    }

    void answered(Job<I> job) {
        told.remove(job);
    }

    /** The jobs told and not answered, oldest first. */
    List<Job<I>> told() {
        return told;
    }
}
