package io.nebula.metrics;

/**
 * How long one worker has been at work. Written by the worker's thread, before and after each morsel; read by anyone, also
 * in the middle of a morsel.
 */
public final class WorkerLoad {
    private static final long IDLE = Long.MIN_VALUE;
    private volatile long since = IDLE;
    private volatile long busyNanos;

    /** A morsel begins. @param now as {@link System#nanoTime} tells it */
    public void begin(long now) {
        since = now;
    }

    /** It is done. */
    public void end(long now) {
        long began = since;
        since = IDLE;
        busyNanos = busyNanos + (now - began);
    }

    /** Wall time spent in morsels, the one that it is in included. */
    public long busyNanos(long now) {
        long done = busyNanos;
        long began = since;
        return began == IDLE ? done : done + Math.max(0, now - began);
    }
}
