package io.nebula.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
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
    private static final int FRAMES = 6;

    private final PrintStream err;
    private final IntConsumer halt;
    private final long boundNanos;
    private final CountDownLatch ended = new CountDownLatch(1);
    private Runnable interruption;
    private Runnable memoryExhausted = () -> {};
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

    /** Names what is to be told when a run has got no memory. */
    void whenOutOfMemory(Runnable guard) {
        memoryExhausted = guard;
    }

    /** What a run is to tell that it has got no memory; needs none. */
    Runnable memoryExhausted() {
        return memoryExhausted;
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

    /**
     * To be called as the JVM shuts down. Only the end of everything may exit: if somebody else does, a transform perhaps, the
     * process ends as failed whatever code they have given, so that nobody takes partial output for the whole.
     */
    void exiting() {
        if (ended.getCount() > 0) {
            err.println("nebula: something has called System.exit in the middle of the run; its output is incomplete."
                    + " Remove that call and run the same command again." + caller());
            err.flush();
            halt.accept(ExitCode.FAILED);
        }
    }

    /** The stack of the thread that waits for the JVM to exit; empty if there is none. */
    private static String caller() {
        for (Map.Entry<Thread, StackTraceElement[]> each : Thread.getAllStackTraces().entrySet()) {
            List<StackTraceElement> stack = List.of(each.getValue());
            int exit = stack.size() - 1;
            while (exit >= 0 && !isExit(stack.get(exit))) {
                exit--;
            }
            if (exit >= 0) {
                StringBuilder text = new StringBuilder(" It was called by \"" + each.getKey().getName() + "\"");
                stack.stream().skip(exit + 1L).limit(FRAMES).forEach(frame -> text.append("\n    at ").append(frame));
                return text.toString();
            }
        }
        return "";
    }

    private static boolean isExit(StackTraceElement frame) {
        return frame.getMethodName().equals("exit") && (frame.getClassName().equals(System.class.getName())
                || frame.getClassName().equals(Runtime.class.getName()));
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
