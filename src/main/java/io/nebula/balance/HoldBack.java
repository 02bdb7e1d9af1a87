package io.nebula.balance;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Decides how long a morsel that could still grow is held back: while all workers are at work, at most for a while; where one
 * has nothing to do, as long as more keeps arriving. Confined to the stage's island.
 */
final class HoldBack {
    /** After a pause that long, what arrives is not the middle of a rush; some times what a morsel costs the island. */
    private static final long PAUSE_NANOS = 2_000;

    private final long mostNanos;
    private final AtomicLong arrivals;
    private final Turn turn;
    private final RunTime time;
    private long arrivalsAtTurn;
    private boolean holding;
    private boolean hungry;
    private long since;
    private long lastTaken;

    /**
     * @param most how long a morsel may be held back
     * @param arrivals how many elements have arrived so far
     * @param turn finds out whether anything else is about to arrive
     */
    HoldBack(Duration most, AtomicLong arrivals, Turn turn, RunTime time) {
        this.mostNanos = most.toNanos();
        this.arrivals = arrivals;
        this.turn = turn;
        this.time = time;
    }

    boolean holding() {
        return holding;
    }

    /** Whether a worker has nothing to do and would get what there is. */
    boolean hungry() {
        return hungry;
    }

    /** Begins to hold a morsel back; true if it had better leave at once. */
    boolean begin() {
        holding = true;
        since = time.nanoTime();
        return hungry && since - lastTaken >= PAUSE_NANOS;
    }

    /** Takes note that a morsel has left. */
    void taken() {
        holding = false;
        lastTaken = time.nanoTime();
    }

    /** Takes note that nothing is held back any more. */
    void end() {
        holding = false;
    }

    /** Takes note of whether a worker has nothing to do, and goes on. */
    void goOn(boolean workerWaits) {
        hungry = workerWaits;
        goOn();
    }

    /** For the sake of a worker that waits, finds out whether more is about to arrive. */
    void goOn() {
        if (hungry && holding && turn.ask()) {
            arrivalsAtTurn = arrivals.getPlain();
        }
    }

    /** The turn is over; true if what is held back must leave: nothing has come in between, or it has been too long. */
    boolean over() {
        turn.over();
        if (!holding || !hungry) {
            return false;
        }
        if (arrivals.getPlain() == arrivalsAtTurn || tooLong()) {
            return true;
        }
        goOn();
        return false;
    }

    /** Whether a morsel has been held back as long as one may be. */
    boolean tooLong() {
        return holding && leftNanos() <= 0;
    }

    /** For how much longer what is held back may be. */
    long leftNanos() {
        return mostNanos - (time.nanoTime() - since);
    }
}
