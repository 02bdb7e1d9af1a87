package io.nebula.cli.bench;

import io.nebula.metrics.RunResult;
import io.nebula.metrics.WorkerResult;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * All measured runs of one setup.
 *
 * @param runs at least one
 */
record Measured(Setup setup, List<RunResult> runs) {
    double recordsPerSecond() {
        return median(RunResult::recordsPerSecond);
    }

    double cpuSeconds() {
        return median(RunResult::cpuSeconds);
    }

    long stolen() {
        return Math.round(median(run -> run.workers().stream().mapToLong(WorkerResult::stolen).sum()));
    }

    /** Whether threads were bound indeed. */
    boolean bound() {
        return runs.get(0).workers().stream().anyMatch(worker -> worker.cpu() >= 0);
    }

    double seconds() {
        return median(RunResult::seconds);
    }

    double speedUp(Measured sequential) {
        return recordsPerSecond() / sequential.recordsPerSecond();
    }

    /** Speed-up for each worker. */
    double efficiency(Measured sequential) {
        return speedUp(sequential) / Math.max(1, setup.workers());
    }

    private double median(ToDoubleFunction<RunResult> value) {
        double[] sorted = runs.stream().mapToDouble(value).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
