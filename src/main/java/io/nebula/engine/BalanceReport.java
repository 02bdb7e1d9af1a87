package io.nebula.engine;

import io.nebula.metrics.Bottleneck;
import java.util.List;

/** What a balance stage did, told when it has ended. */
record BalanceReport(List<WorkerReport> workers, Bottleneck bottleneck) {
    /** What one worker did; {@code cpu} is -1 for one that was not bound or never worked. */
    record WorkerReport(int group, int worker, int cpu, long morsels, long stolen, long busyNanos) {}
}
