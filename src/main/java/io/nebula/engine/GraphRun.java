package io.nebula.engine;

import io.nebula.balance.BalanceReport;
import io.nebula.metrics.Bottleneck;
import io.nebula.metrics.RunResult;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.ClassicActorSystemProvider;

/** A run on worker groups in an actor system. */
final class GraphRun {
    private static final BalanceReport NO_WORK = new BalanceReport(List.of(), Bottleneck.NONE);

    private final RunWork work;
    private final ClassicActorSystemProvider system;

    GraphRun(RunWork work, ClassicActorSystemProvider system) {
        this.work = work;
        this.system = system;
    }

    /** The stage completes normally, whatever the outcome, on a thread that may block. */
    CompletionStage<RunResult> run() {
        Executor io;
        try {
            io = system.classicSystem().dispatchers().lookup(PipelineGraph.IO);
            work.open(work.sizing().workers());
        } catch (IOException | RuntimeException e) {
            return ended(e, NO_WORK);
        }
        if (!work.hasWork()) {
            return CompletableFuture.supplyAsync(() -> work.end(null, NO_WORK), io);
        }
        return work.hasSuspects() ? spreadBehindSuspects(io) : spread(io, NO_WORK);
    }

    /** The same as {@link #spread}, behind what has to be worked on alone. */
    private CompletionStage<RunResult> spreadBehindSuspects(Executor io) {
        SequentialLoop loop = new SequentialLoop();
        CompletableFuture<CompletionStage<RunResult>> result = new CompletableFuture<>();
        io.execute(() -> LoopWatch.complete(result, () -> settleSuspects(loop, io)));
        new LoopWatch<>(loop, work.plan().pipeline().parallel().morselTimeout(), result,
                failure -> ended(failure, loop.report())).begin();
        return result.thenCompose(ending -> ending);
    }

    /** @return null if somebody has given up on the loop, and ended the run */
    private CompletionStage<RunResult> settleSuspects(SequentialLoop loop, Executor io) {
        Throwable failure = null;
        try {
            if (work.settleSuspects(loop)) {
                return spread(io, loop.report());
            }
        } catch (Throwable e) { // as in the loop
            failure = e;
        }
        work.closeInput();
        return loop.abandoned() ? null : ended(failure, loop.report());
    }

    /** @param before what has been done already */
    private CompletionStage<RunResult> spread(Executor io, BalanceReport before) {
        PipelineGraph.Running running;
        try {
            running = new PipelineGraph(work.plan(), work.sizing(), work.settlement(), work.handedOut(), work::read,
                    work::kernel, work.time()).run(system);
        } catch (RuntimeException e) {
            return ended(e, before);
        }
        work.whenInterrupted(running.killSwitch()::shutdown);
        return running.end().handle((done, failure) -> failure)
                .thenCombineAsync(running.report(), (failure, report) -> work.end(failure, report.after(before)), io);
    }

    private CompletionStage<RunResult> ended(Throwable failure, BalanceReport report) {
        return CompletableFuture.completedFuture(work.end(failure, report));
    }
}
