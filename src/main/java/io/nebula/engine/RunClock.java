package io.nebula.engine;

import java.time.Duration;

/** Wall and CPU time since it was made. */
final class RunClock {
    private final long startNanos = System.nanoTime();
    private final long startCpuNanos = processCpuNanos();

    double seconds() {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    /** CPU time of the whole process; -1 if the platform does not tell. */
    double cpuSeconds() {
        return startCpuNanos < 0 ? -1 : (processCpuNanos() - startCpuNanos) / 1e9;
    }

    /** Not from a management bean: finding the one that tells it costs more than a short run. */
    private static long processCpuNanos() {
        return ProcessHandle.current().info().totalCpuDuration().map(Duration::toNanos).orElse(-1L);
    }
}
