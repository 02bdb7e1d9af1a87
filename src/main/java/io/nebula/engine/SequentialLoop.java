package io.nebula.engine;

import io.nebula.connector.MorselReader;
import io.nebula.format.Morsel;
import io.nebula.metrics.Bottleneck;
import java.io.IOException;
import java.util.List;

/** One morsel after the other on the calling thread, which counts as the only worker. */
final class SequentialLoop {
    private final long startCpuNanos = RunClock.threadCpuNanos();
    private long morsels;

    /** Ends with the input, or after a halting result. */
    void run(MorselReader reader, HandedOut handedOut, MorselKernel kernel, Settlement settlement) throws IOException {
        Morsel morsel;
        while ((morsel = reader.next()) != null) {
            handedOut.add(morsel);
            MorselResult result = kernel.apply(morsel);
            settlement.settle(result);
            morsels++;
            if (result.halts()) {
                return;
            }
        }
    }

    /** What it has done so far. */
    BalanceReport report() {
        return new BalanceReport(List.of(new BalanceReport.WorkerReport(0, 0, -1, morsels, 0,
                RunClock.threadCpuNanos() - startCpuNanos)), Bottleneck.NONE);
    }
}
