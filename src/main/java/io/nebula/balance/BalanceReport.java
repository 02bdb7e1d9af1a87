package io.nebula.balance;

import io.nebula.metrics.Bottleneck;
import java.util.ArrayList;
import java.util.List;

/** What a balance stage did, told when it has ended. */
public record BalanceReport(List<WorkerReport> workers, Bottleneck bottleneck) {
    /** What one worker did; {@code cpu} is -1 for one that was not bound or never worked. */
    public record WorkerReport(int group, int worker, int cpu, long morsels, long stolen, long busyNanos) {}

    /** This with what the first worker has done before. */
    public BalanceReport after(BalanceReport alone) {
        List<WorkerReport> all = new ArrayList<>(workers);
        for (WorkerReport before : alone.workers()) {
            if (all.isEmpty()) {
                all.add(before);
            } else {
                WorkerReport first = all.get(0);
                all.set(0, new WorkerReport(first.group(), first.worker(), first.cpu(), first.morsels() + before.morsels(),
                        first.stolen(), first.busyNanos() + before.busyNanos()));
            }
        }
        return new BalanceReport(all, bottleneck);
    }
}
