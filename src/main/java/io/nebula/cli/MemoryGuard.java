package io.nebula.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * Sees to it that a process without memory ends. A run that has run out of it fails by itself where what it held becomes free
 * again; where it does not, nothing can be relied upon to come to an end, and the process is ended as failed after a bound.
 * Needs no memory once it has been started. Thread-safe.
 */
final class MemoryGuard implements Runnable {
    private static final long BOUND_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final byte[] LAST_WORDS = ("nebula: out of memory, and none has become free again; the run is ended without"
            + " a summary, and its output is incomplete. Give it more (NEBULA_OPTS=-Xmx2g) or less to hold at a time"
            + " (parallel.in-flight-bytes, parallel.worker-count), and run the same command again to go on.\n")
            .getBytes(StandardCharsets.UTF_8);

    private final OutputStream err;
    private final IntConsumer halt;
    private final long boundNanos;
    private final Thread thread = new Thread(this, "nebula-memory");
    private volatile boolean exhausted;
    private volatile boolean ended;

    /** @param err unbuffered @param halt ends the process with that code, at once */
    MemoryGuard(OutputStream err, IntConsumer halt) {
        this(err, halt, BOUND_NANOS);
    }

    MemoryGuard(OutputStream err, IntConsumer halt, long boundNanos) {
        this.err = err;
        this.halt = halt;
        this.boundNanos = boundNanos;
    }

    MemoryGuard start() {
        thread.setDaemon(true);
        thread.start();
        return this;
    }

    /** Somebody has got no memory. */
    void exhausted() {
        exhausted = true;
        LockSupport.unpark(thread);
    }

    /** Everything has come to its end. */
    void ended() {
        ended = true;
    }

    @Override
    public void run() {
        while (!exhausted) {
            LockSupport.park(this);
        }
        long since = System.nanoTime();
        while (!ended && System.nanoTime() - since < boundNanos) {
            LockSupport.parkNanos(this, LOOK_NANOS);
        }
        if (!ended) {
            end();
        }
    }

    private void end() {
        try {
            err.write(LAST_WORDS);
        } catch (IOException e) {
            return; // nobody listens, and the process ends all the same
        } finally {
            halt.accept(ExitCode.FAILED);
        }
    }
}
