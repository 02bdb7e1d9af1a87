package io.nebula.engine;

import io.nebula.connector.MorselReader;
import io.nebula.metrics.RunResult;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** A run in a plain loop: no actors, the same bytes. */
final class LoopRun {
    private final RunWork work;
    private final SequentialLoop loop = new SequentialLoop();

    LoopRun(RunWork work) {
        this.work = work;
    }

    /**
     * Runs on the calling thread, which a transform that is stuck keeps.
     *
     * @return null if somebody has given up on the loop, and ended the run
     */
    RunResult run() {
        Throwable failure = null;
        try {
            work.open(1);
            if (work.hasWork()) {
                try (MorselReader morsels = work.read()) {
                    if (work.settleSuspects(loop)) {
                        settle(morsels);
                    }
                }
            }
        } catch (Throwable e) { // whatever a transform throws, an Error too, is the run's failure and not the caller's
            failure = e;
        }
        return loop.abandoned() ? null : work.end(failure, loop.report());
    }

    private void settle(MorselReader morsels) throws IOException {
        try (NotingKernel kernel = work.kernel(0)) {
            loop.run(morsels, work.handedOut(), kernel, work.settlement());
        }
    }

    /** Runs on a thread of that executor; the stage completes also if the thread does not come back from a morsel. */
    CompletionStage<RunResult> on(Executor executor) {
        CompletableFuture<RunResult> result = new CompletableFuture<>();
        executor.execute(() -> LoopWatch.complete(result, this::run));
        new LoopWatch<>(loop, work.plan().pipeline().parallel().morselTimeout(), result,
                failure -> work.end(failure, loop.report())).begin();
        return result;
    }
}
