package io.nebula.balance;

/**
 * What tells a run how late it is. Everything that is decided by time asks it: when a checkpoint is due, which worker has worked
 * least, what has taken too long. Thread-safe.
 */
public interface RunTime {
    /** Time as it goes by. */
    RunTime SYSTEM = new RunTime() {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public long cpuNanos() {
            return ThreadClock.cpuNanos();
        }
    };

    /** As {@link System#nanoTime} counts it. */
    long nanoTime();

    /** CPU time of the calling thread. */
    long cpuNanos();
}
