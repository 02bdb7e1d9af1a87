package io.nebula.operator;

import io.nebula.balance.BalanceControl;
import io.nebula.balance.BalanceReport;
import io.nebula.operator.ProcessorStatus.GroupStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/** An operator at work, as others see and steer it: what a materialised flow of {@code ParallelProcessor} gives. Thread-safe. */
public final class ProcessorControl {
    /** Workers that an operator may have. */
    static final int MOST_WORKERS = 1024;

    private static final double NANOS = 1e9;

    private final BalanceControl balance;
    private final CompletionStage<Done> completion;

    /** @param completion of the operator's outlet */
    ProcessorControl(BalanceControl balance, CompletionStage<Done> completion) {
        this.balance = balance;
        this.completion = completion;
    }

    /** What has been done so far; what was done in all, when the operator has ended. Cheap enough to be asked often. */
    public ProcessorStatus status() {
        BalanceReport report = balance.live();
        List<GroupStatus> groups = new ArrayList<>();
        long processed = 0;
        long failed = 0;
        for (BalanceReport.WorkerReport worker : report.workers()) {
            while (groups.size() <= worker.group()) {
                groups.add(new GroupStatus(groups.size(), 0, 0, 0, 0, 0));
            }
            groups.set(worker.group(), sum(groups.get(worker.group()), worker));
            processed += worker.elements();
            failed += worker.failures();
        }
        return new ProcessorStatus(balance.arrived(), processed, failed, balance.workers(), List.copyOf(groups));
    }

    private static GroupStatus sum(GroupStatus group, BalanceReport.WorkerReport worker) {
        return new GroupStatus(group.group(), group.processed() + worker.elements(), group.failed() + worker.failures(),
                group.morsels() + worker.morsels(), group.stolen() + worker.stolen(),
                group.busySeconds() + worker.busyNanos() / NANOS);
    }

    /**
     * Ends the stream as if upstream had completed: upstream is cancelled; what has been taken in is still worked on and
     * emitted.
     *
     * @return {@link #completion}
     */
    public CompletionStage<Done> drain() {
        balance.drain();
        return completion;
    }

    /**
     * Adds workers, or lets some go. Nothing is lost and the order is kept: what a worker that goes has not begun is done by
     * others.
     *
     * @param workers in all
     * @return completes with that number when they are so many; fails with an {@link IllegalArgumentException} if that is less
     *     than 1 or more than 1,024 and {@code worker-count}, and with an {@link IllegalStateException} if the operator has ended
     */
    public CompletionStage<Integer> resize(int workers) {
        return balance.resize(workers);
    }

    /**
     * When the operator has ended: done if all that came in has been emitted, or downstream had enough; otherwise with what it
     * or downstream failed with.
     */
    public CompletionStage<Done> completion() {
        return completion;
    }
}
