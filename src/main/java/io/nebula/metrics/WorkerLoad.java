package io.nebula.metrics;

/**
 * How long one worker has been at work. Written by the worker's thread, before and after each morsel; read by anyone, also
 * in the middle of a morsel.
 */
public final class WorkerLoad {
    private static final long IDLE = Long.MIN_VALUE;
    /** Both numbers at once: between two, a reader would miss the whole morsel that has just been done. */
    private volatile State state = new State(IDLE, 0);

    /** A morsel begins. @param now as {@link System#nanoTime} tells it */
    public void begin(long now) {
        state = new State(now, state.busyNanos);
    }

    /** It is done. */
    public void end(long now) {
        State before = state;
        state = new State(IDLE, before.busyNanos + (now - before.since));
    }

    /** Wall time spent in morsels, the one that it is in included; grows only. */
    public long busyNanos(long now) {
        State seen = state;
        return seen.since == IDLE ? seen.busyNanos : seen.busyNanos + Math.max(0, now - seen.since);
    }

    /** @param busyNanos time spent in morsels that are done */
    private record State(long since, long busyNanos) {}
}
