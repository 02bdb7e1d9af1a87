package io.nebula.balance;

/**
 * What tells a run on worker groups how late it is, where it decides by time: when a checkpoint is due, which worker has worked
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
