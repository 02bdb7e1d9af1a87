package io.nebula.balance;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * One attempt at one morsel. It may lie in two mailboxes at once, its first worker's and a thief's: whoever claims it runs
 * it, so that it runs at most once.
 */
public final class Job<I> {
    private static final int UNCLAIMED = -1;

    public final long sequence;
    final I input;
    final long weight;
    final int attempt;
    private final AtomicInteger claimedBy = new AtomicInteger(UNCLAIMED);
    private long claimedAtNanos;
    private volatile Thread thread;
    private long tookNanos;

    public Job(long sequence, I input, long weight, int attempt) {
        this.sequence = sequence;
        this.input = input;
        this.weight = weight;
        this.attempt = attempt;
    }

    /** Takes the job for the worker in that seat; false if another has it. Called on the worker's thread. */
    public boolean claim(int seat, RunTime time) {
        if (!claimedBy.compareAndSet(UNCLAIMED, seat)) {
            return false;
        }
        claimedAtNanos = time.nanoTime();
        thread = Thread.currentThread();
        return true;
    }

    boolean claimed() {
        return claimedBy.get() != UNCLAIMED;
    }

    boolean claimedBy(int seat) {
        return claimedBy.get() == seat;
    }

    /** The thread that runs it; null as long as nobody does. */
    Thread thread() {
        return thread;
    }

    /** When it was claimed; meaningful once {@link #thread} is set. */
    long claimedAtNanos() {
        return claimedAtNanos;
    }

    /** Says that it has been run, on the worker's thread, before the answer. */
    void ended(RunTime time) {
        tookNanos = time.nanoTime() - claimedAtNanos;
    }

    /** How long it ran, waits included; known once it has been answered. */
    long tookNanos() {
        return tookNanos;
    }

    /** The next attempt at the same morsel. */
    Job<I> again() {
        return new Job<>(sequence, input, weight, attempt + 1);
    }
}
