package io.nebula.cli;

import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * What happens when the process is told to stop, by SIGINT, SIGTERM or SIGHUP. The first signal interrupts the run, which then
 * has a bound to drain and to print its summary; without a run, at the second signal and at the bound the process ends at
 * once. Thread-safe.
 */
final class Shutdown {
    /** What a shell adds to the number of the signal that ended a process. */
    static final int SIGNALLED = 128;
    private static final int SIGINT = 2;
    private static final long BOUND_SECONDS = 10;

    private final PrintStream err;
    private final IntConsumer halt;
    private final long boundNanos;
    private final CountDownLatch ended = new CountDownLatch(1);
    private Runnable interruption;
    private int signal;

    /** @param err for what cannot wait for the summary @param halt ends the process with that code, at once */
    Shutdown(PrintStream err, IntConsumer halt) {
        this(err, halt, TimeUnit.SECONDS.toNanos(BOUND_SECONDS));
    }

    Shutdown(PrintStream err, IntConsumer halt, long boundNanos) {
        this.err = err;
        this.halt = halt;
        this.boundNanos = boundNanos;
    }

    /** Names what is to be interrupted. */
    synchronized void interrupts(Runnable run) {
        interruption = run;
    }

    /** The exit code of an interrupted run. */
    synchronized int code() {
        return SIGNALLED + (signal == 0 ? SIGINT : signal);
    }

    /** Nothing is left to be said: the bound no longer matters. */
    void ended() {
        ended.countDown();
    }

    /** Takes a signal; returns soon unless it ends the process. */
    void signalled(int number) {
        Runnable running;
        synchronized (this) {
            running = signal == 0 ? interruption : null;
            signal = signal == 0 ? number : signal;
        }
        if (running == null) {
            halt.accept(SIGNALLED + number);
            return;
        }
        Thread bound = new Thread(this::haltAtTheBound, "nebula-shutdown");
        bound.setDaemon(true);
        bound.start();
        running.run();
    }

    private void haltAtTheBound() {
        try {
            if (!ended.await(boundNanos, TimeUnit.NANOSECONDS)) {
                err.println("nebula: the run did not stop within " + TimeUnit.NANOSECONDS.toSeconds(boundNanos)
                        + " s after the signal and is ended without a summary; its output is incomplete");
                halt.accept(code());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
