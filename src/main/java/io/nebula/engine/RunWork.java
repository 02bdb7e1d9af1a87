package io.nebula.engine;

import io.nebula.balance.BalanceReport;
import io.nebula.balance.RunTime;
import io.nebula.connector.Buffers;
import io.nebula.connector.MorselReader;
import io.nebula.metrics.RunProgress;
import io.nebula.metrics.RunResult;
import io.nebula.pipeline.ParallelSettings;
import java.io.IOException;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * A run from the opening of its outputs to their end, whichever way its morsels are worked on: {@link #open}, then if {@link
 * #hasWork} everything that {@link #read} gives through a {@link #kernel} to the {@link #settlement}, then {@link #end}. Opening
 * and ending write, and so belong on threads that may block.
 */
final class RunWork {
    private final Plan plan;
    private final boolean restart;
    private final RunTime time;
    private final Sizing sizing;
    private final RunProgress progress;
    private final StageTimes times;
    private final Buffers morselBuffers;
    private final Buffers resultBuffers;
    private final RunInput input;
    private final HandedOut handedOut = new HandedOut();
    private volatile Runnable onInterrupt = () -> {};
    private volatile RunEnding ending;
    private Runnable memoryExhausted = () -> {};

    private RunClock clock = new RunClock();
    private RunBeginning beginning;
    private Settlement settlement;

    /**
     * @param restart whether to begin at the beginning, whatever an earlier run has left
     * @param time what is decided by
     */
    RunWork(Plan plan, boolean restart, RunTime time) {
        this.plan = plan;
        this.restart = restart;
        this.time = time;
        ParallelSettings settings = plan.pipeline().parallel();
        long storedBytes = plan.source().storedBytes();
        long records = plan.source().records();
        this.sizing = Sizing.of(settings, Sizing.Machine.current(), storedBytes, records);
        this.progress = new RunProgress(storedBytes, records, sizing.parallel() ? sizing.workers() : 1);
        this.times = new StageTimes(plan, progress);
        this.morselBuffers = new Buffers(sizing.keptBuffers(settings));
        this.resultBuffers = new Buffers(sizing.keptBuffers(settings));
        this.input = new RunInput(plan.source(), sizing.morsel(), morselBuffers);
    }

    Plan plan() {
        return plan;
    }

    /** What the run decides by. */
    RunTime time() {
        return time;
    }

    Sizing sizing() {
        return sizing;
    }

    RunProgress progress() {
        return progress;
    }

    HandedOut handedOut() {
        return handedOut;
    }

    /** Null if the outputs could not be opened. */
    Settlement settlement() {
        return settlement;
    }

    /** The end that it has come to; null before. */
    RunEnding ending() {
        return ending;
    }

    /** Names what is to be told, on any thread, that a worker has got no memory. */
    void whenOutOfMemory(Runnable guard) {
        memoryExhausted = guard;
    }

    /**
     * Opens the outputs.
     *
     * @param workers how many there will be
     * @throws IOException naming place, problem and remedy; then nothing is open or locked
     */
    void open(int workers) throws IOException {
        clock = new RunClock();
        RunBeginning begun = new RunBeginning(plan, restart, time::nanoTime);
        begun.open(workers);
        beginning = begun;
        settlement = new Settlement(plan.source(), begun.output(), progress, morselBuffers, resultBuffers, workers,
                plan.pipeline().errors(), new RejectLog(plan.source(), begun.deadLetters()),
                Recount.ifOn(plan.source(), plan.sink()), begun.checkpoints(), begun.before());
    }

    /** Whether there is anything left to read; otherwise only publication can be left. */
    boolean hasWork() {
        return !beginning.published() && (beginning.before() == null || !beginning.before().complete());
    }

    /** The one reader of the run: begins to read when it is first called. */
    MorselReader read() {
        return input.read(beginning);
    }

    /** Lets nobody read any more. */
    void closeInput() {
        input.close();
    }

    /** A kernel for one worker, on whose thread this is to be called. */
    NotingKernel kernel(int worker) {
        return new NotingKernel(worker, plan.kernel(worker, sizing.vectorRows(), resultBuffers, times.clock(worker)),
                beginning.quarantine(), memoryExhausted);
    }

    /** Whether there are records that may bring the process down. */
    boolean hasSuspects() {
        return beginning.quarantine().needed();
    }

    /**
     * Settles everything up to the last record that may bring the process down, such records one by one and nothing beside
     * them; then takes a checkpoint, so that none of them is suspected any longer.
     *
     * @return whether the run goes on behind them
     */
    boolean settleSuspects(SequentialLoop loop) throws IOException {
        if (!hasSuspects()) {
            return true;
        }
        warn("The process has died again and again where this run goes on; up to there, records are worked on one at a time"
                + " to find the one that brings it down");
        try (IsolatingKernel kernel = new IsolatingKernel(plan, sizing.vectorRows(), resultBuffers, beginning.quarantine(),
                memoryExhausted, times.clock(0))) {
            loop.run(input.readAlone(beginning), handedOut, kernel, settlement);
        }
        if (loop.abandoned() || settlement.rejectMessage() != null) {
            return false;
        }
        settlement.checkpoint(false);
        return true;
    }

    /** Says what else is to be told of an interruption, which may have come already. */
    void whenInterrupted(Runnable also) {
        onInterrupt = also;
        if (input.interrupted()) {
            interrupt();
        }
    }

    /** Lets the input end here. Thread-safe. */
    void interrupt() {
        input.interrupt();
        onInterrupt.run();
    }

    /** @param failure what it has ended with, or null */
    RunResult end(Throwable failure, BalanceReport report) {
        if (beginning != null) {
            beginning.quarantine().end(failure);
        }
        RunEnding concluding = new RunEnding(plan, beginning, settlement, clock, times);
        RunResult result = concluding.conclude(failure, input.interrupted() && (failure != null || hasWork()),
                this::imbalance, report);
        ending = concluding;
        return result;
    }

    /** What was handed out and has not come back; null if nothing. */
    private String imbalance() {
        return Stream.of(settlement.mismatch(handedOut.morsels(), handedOut.bytes()),
                input.isRead() ? settlement.untaken(input.skippedBytes()) : null, morselBuffers.missing(),
                resultBuffers.missing()).filter(Objects::nonNull).findFirst().orElse(null);
    }

    /** Fetched only now: setting up the logging would delay every start. */
    static void warn(String message) {
        LoggerFactory.getLogger(PipelineRun.class).warn(message);
    }
}
