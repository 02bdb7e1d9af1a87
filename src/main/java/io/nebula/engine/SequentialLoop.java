package io.nebula.engine;

import io.nebula.balance.BalanceReport;
import io.nebula.balance.Job;
import io.nebula.balance.RunTime;
import io.nebula.balance.ThreadClock;
import io.nebula.connector.MorselReader;
import io.nebula.format.Morsel;
import io.nebula.metrics.Bottleneck;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * One morsel after the other on one thread, which counts as the only worker. Another thread may look at what it is doing,
 * and {@link #abandon} it there.
 */
final class SequentialLoop {
    private static final Job<Morsel> ABANDONED = new Job<>(-1, null, 0, 0);

    /** What is being worked on; null between morsels. */
    private final AtomicReference<Job<Morsel>> current = new AtomicReference<>();
    private volatile boolean reading;
    private volatile long taken;
    private volatile long morsels;
    private volatile long busyNanos;

    /**
     * May be called for one part of the input after the other. Ends with the input, after a halting result, or when what was
     * being worked on has been abandoned meanwhile.
     */
    void run(MorselReader reader, HandedOut handedOut, Function<Morsel, MorselResult> kernel,
            Settlement settlement) throws IOException {
        long startNanos = ThreadClock.cpuNanos() - busyNanos;
        Morsel morsel;
        boolean halted = false;
        while (!halted && (morsel = next(reader)) != null) {
            handedOut.add(morsel);
            MorselResult result = process(morsel, kernel);
            if (abandoned()) {
                return;
            }
            settlement.settle(result);
            morsels = taken;
            busyNanos = ThreadClock.cpuNanos() - startNanos;
            halted = result.halts();
        }
    }

    private Morsel next(MorselReader reader) throws IOException {
        reading = true;
        Morsel morsel = reader.next();
        reading = false;
        return morsel;
    }

    private MorselResult process(Morsel morsel, Function<Morsel, MorselResult> kernel) {
        Job<Morsel> job = new Job<>(taken, morsel, 1, 1);
        taken = job.sequence + 1;
        job.claim(0, RunTime.SYSTEM);
        current.set(job);
        try {
            return kernel.apply(morsel);
        } finally {
            current.compareAndSet(job, null);
        }
    }

    /** The morsel that is being worked on, if there is one. */
    List<Job<Morsel>> running() {
        Job<Morsel> job = current.get();
        return job == null || job == ABANDONED ? List.of() : List.of(job);
    }

    /** Whether it waits for the source. */
    boolean reading() {
        return reading;
    }

    /** How many morsels it has taken from the source. */
    long taken() {
        return taken;
    }

    /**
     * Gives up on the morsel that is being worked on: what becomes of it will not be settled. False if it has been done in
     * the meantime.
     */
    boolean abandon(Job<Morsel> job) {
        return current.compareAndSet(job, ABANDONED);
    }

    /** Whether somebody has given up on it: then the end of the run is theirs. */
    boolean abandoned() {
        return current.get() == ABANDONED;
    }

    /** What it has done so far. */
    BalanceReport report() {
        return new BalanceReport(List.of(new BalanceReport.WorkerReport(0, 0, -1, morsels, 0, morsels, 0, busyNanos)),
                Bottleneck.NONE);
    }
}
