package io.nebula.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What happens when the process is told to stop, by SIGINT or SIGTERM: the run is interrupted and given a bound to drain and
 * to print its summary. The JVM then ends with its own exit code for the signal, 130 or 143.
 *
 * <p>The main thread does not call {@code System.exit} while the hook may be waiting for it: it first marks the work as
 * settled, which frees the hook.
 */
final class Shutdown implements Runnable {
    private static final long BOUND_SECONDS = 10;
    private final CountDownLatch settled = new CountDownLatch(1);
    private Runnable interruption;
    private boolean begun;

    /** Names what is to be interrupted; it is interrupted at once if the process has been told to stop already. */
    void interrupts(Runnable run) {
        boolean late;
        synchronized (this) {
            interruption = run;
            late = begun;
        }
        if (late) {
            run.run();
        }
    }

    /** Everything has been said; ends the process with that code unless a signal is ending it. */
    void settled(int code) {
        settled.countDown();
        System.exit(code);
    }

    /** Called by the JVM. */
    @Override
    public void run() {
        if (settled.getCount() == 0) {
            return;
        }
        Runnable running;
        synchronized (this) {
            begun = true;
            running = interruption;
        }
        if (running == null) {
            return;
        }
        running.run();
        try {
            settled.await(BOUND_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
