package io.nebula.balance;

import java.util.concurrent.CompletionStage;

/** A balance stage at work, as others see and steer it. Thread-safe. */
public interface BalanceControl {
    /** What has been done so far. */
    BalanceReport live();

    /** Elements that have arrived. */
    long arrived();

    /** How many workers there are to be. */
    int workers();

    /** What was done; when the stage has ended, and never with a failure. */
    CompletionStage<BalanceReport> report();

    /** Lets the stage end as if upstream had completed: what has been taken in is still worked on and emitted. */
    void drain();

    /**
     * Adds workers, or lets some go: what they have not begun is done by others.
     *
     * @return completes with that number when it is so; with an {@link IllegalArgumentException} if it is less than 1 or more
     *     than there may be; with a failure if the stage has ended
     */
    CompletionStage<Integer> resize(int workers);
}
