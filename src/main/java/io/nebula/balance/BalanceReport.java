package io.nebula.balance;

import io.nebula.metrics.Bottleneck;
import java.util.ArrayList;
import java.util.List;

/** What a balance stage did, told when it has ended. */
public record BalanceReport(List<WorkerReport> workers, Bottleneck bottleneck) {
    /**
     * What the workers of one number did.
     *
     * @param cpu -1 for one that was not bound or never worked
     * @param elements of the morsels that they finished
     * @param failures of these elements, where the stream went on
     * @param stolen morsels that they finished and others were told first
     * @param busyNanos CPU time
     */
    public record WorkerReport(int group, int worker, int cpu, long elements, long failures, long morsels, long stolen,
            long busyNanos) {}

    /** This with what the first worker has done before. */
    public BalanceReport after(BalanceReport alone) {
        List<WorkerReport> all = new ArrayList<>(workers);
        for (WorkerReport before : alone.workers()) {
            if (all.isEmpty()) {
                all.add(before);
            } else {
                WorkerReport first = all.get(0);
                all.set(0, new WorkerReport(first.group(), first.worker(), first.cpu(),
                        first.elements() + before.elements(), first.failures() + before.failures(),
                        first.morsels() + before.morsels(),
                        first.stolen(), first.busyNanos() + before.busyNanos()));
            }
        }
        return new BalanceReport(all, bottleneck);
    }
}
