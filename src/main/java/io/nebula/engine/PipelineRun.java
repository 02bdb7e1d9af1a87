package io.nebula.engine;

import io.nebula.connector.Buffers;
import io.nebula.connector.Consumed;
import io.nebula.connector.MorselReader;
import io.nebula.delivery.Manifest;
import io.nebula.format.Morsel;
import io.nebula.metrics.Bottleneck;
import io.nebula.metrics.RunProgress;
import io.nebula.metrics.RunResult;
import io.nebula.options.InvalidOptionsException;
import io.nebula.options.Problem;
import io.nebula.pipeline.ParallelSettings;
import io.nebula.pipeline.Pipeline;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of one pipeline, from the check of everything outside to the finished output. Used once.
 *
 * <p>A failure after the check is a result, not an exception: its outcome and message say what happened and where the
 * partial output is.
 */
public final class PipelineRun {
    private static final BalanceReport NO_WORK = new BalanceReport(List.of(), Bottleneck.NONE);
    private static final Logger LOG = LoggerFactory.getLogger(PipelineRun.class);

    private final Plan plan;
    private final boolean restart;
    private final Sizing sizing;
    private final RunProgress progress;
    private final StageTimes times;
    private final AtomicBoolean interrupted = new AtomicBoolean();
    private final HandedOut handedOut = new HandedOut();
    private final Buffers morselBuffers;
    private final Buffers resultBuffers;
    private volatile boolean outputClosed;
    private volatile boolean tooManyRejects;
    private volatile Runnable onInterrupt = () -> {};
    private volatile InterruptibleReader reader;

    private RunClock clock = new RunClock();
    private RunBeginning beginning;
    private Settlement settlement;

    private PipelineRun(Plan plan, boolean restart) {
        this.plan = plan;
        this.restart = restart;
        ParallelSettings settings = plan.pipeline().parallel();
        long storedBytes = plan.source().storedBytes();
        long records = plan.source().records();
        this.sizing = Sizing.of(settings, Sizing.Machine.current(), storedBytes, records);
        this.progress = new RunProgress(storedBytes, records, sizing.parallel() ? sizing.workers() : 1);
        this.times = new StageTimes(plan, progress);
        this.morselBuffers = new Buffers(sizing.keptBuffers(settings));
        this.resultBuffers = new Buffers(sizing.keptBuffers(settings));
    }

    /**
     * Checks inputs, transforms and output. Touches no output.
     *
     * @throws InvalidOptionsException with every problem found, paths relative to the pipeline
     */
    public static PipelineRun prepare(Pipeline pipeline) throws InvalidOptionsException {
        return prepare(pipeline, false);
    }

    /**
     * The same.
     *
     * @param restart whether to begin at the beginning also where an interrupted run could be continued
     */
    public static PipelineRun prepare(Pipeline pipeline, boolean restart) throws InvalidOptionsException {
        return new PipelineRun(Plan.of(pipeline), restart);
    }

    /** What {@link #prepare} would refuse; empty if nothing. Leaves nothing open. */
    public static List<Problem> problems(Pipeline pipeline) {
        try {
            Plan.of(pipeline).source().close();
            return List.of();
        } catch (InvalidOptionsException e) {
            return e.problems();
        }
    }

    /** Whether worker groups are to be used: {@link #on}, else {@link #sequentially}. */
    public boolean parallel() {
        return sizing.parallel();
    }

    /** How far it has come; readable by any thread at any time. */
    public RunProgress progress() {
        return progress;
    }

    /** Whether the output could be opened; if not, nothing has been read or written. */
    public boolean started() {
        return settlement != null;
    }

    /** Whether it ended because the reader of its output had gone. */
    public boolean outputClosed() {
        return outputClosed;
    }

    /** Whether it failed because more records were rejected than the limits allow. */
    public boolean tooManyRejects() {
        return tooManyRejects;
    }

    /**
     * Asks the run to stop: no more is read, what has been read is still written, the output is left unfinished.
     * Thread-safe; does nothing once the run has ended.
     */
    public void interrupt() {
        interrupted.set(true);
        onInterrupt.run();
        InterruptibleReader open = reader;
        if (open != null) {
            open.interrupt();
        }
    }

    /** Runs in a plain loop on the calling thread: no actors, the same bytes. A transform that is stuck keeps it. */
    public RunResult sequentially() {
        return loop(new SequentialLoop());
    }

    /**
     * Runs in a plain loop on a thread of that executor; the stage completes normally, whatever the outcome, also if the
     * thread does not come back from a morsel: then as a failure, after {@code morsel-timeout}.
     */
    public CompletionStage<RunResult> sequentially(Executor executor) {
        SequentialLoop loop = new SequentialLoop();
        CompletableFuture<RunResult> result = new CompletableFuture<>();
        executor.execute(() -> complete(result, () -> loop(loop)));
        Watchdog watchdog = new Watchdog(plan.pipeline().parallel().morselTimeout(), LOG::warn);
        watchdog.arrived(System.nanoTime());
        watch(loop, watchdog, 0, result);
        return result;
    }

    /** Whoever waits must not wait for ever, whatever happens at the end of a run. */
    private static void complete(CompletableFuture<RunResult> result, Supplier<RunResult> ending) {
        try {
            RunResult end = ending.get();
            if (end != null) {
                result.complete(end);
            }
        } catch (Throwable e) {
            result.completeExceptionally(e);
        }
    }

    /** Looks at the loop again and again until it has come to an end, or has been given up. */
    private void watch(SequentialLoop loop, Watchdog watchdog, long seen, CompletableFuture<RunResult> result) {
        Duration interval = watchdog.interval();
        CompletableFuture.delayedExecutor(interval.toMillis(), TimeUnit.MILLISECONDS).execute(() -> {
            if (result.isDone()) {
                return;
            }
            long taken = loop.taken();
            if (taken != seen) {
                watchdog.arrived(System.nanoTime());
            }
            watchdog.inspectSource(loop.reading(), System.nanoTime());
            List<Job<Morsel>> running = loop.running();
            MorselFailedException failure = watchdog.inspect(running, System.nanoTime());
            if (failure != null && loop.abandon(running.get(0))) {
                complete(result, () -> end(failure, loop.report()));
            } else {
                watch(loop, watchdog, taken, result);
            }
        });
    }

    /** @return null if somebody has given up on the loop, and ended the run */
    private RunResult loop(SequentialLoop loop) {
        Throwable failure = null;
        try {
            open(1);
            if (hasWork()) {
                try (MorselKernel kernel = kernel(0); MorselReader morsels = read()) {
                    loop.run(morsels, handedOut, kernel, settlement);
                }
            }
        } catch (Throwable e) { // whatever a transform throws, an Error too, is the run's failure and not the caller's
            failure = e;
        }
        return loop.abandoned() ? null : end(failure, loop.report());
    }

    /**
     * Runs on worker groups in that actor system, typed or classic; the stage completes normally, whatever the outcome, on a
     * thread that may block.
     */
    public CompletionStage<RunResult> on(ClassicActorSystemProvider system) {
        PipelineGraph.Running running;
        Executor io;
        try {
            io = system.classicSystem().dispatchers().lookup(PipelineGraph.IO);
            open(sizing.workers());
            if (!hasWork()) {
                return CompletableFuture.supplyAsync(() -> end(null, NO_WORK), io);
            }
            running = new PipelineGraph(plan, sizing, settlement, handedOut, this::read, this::kernel).run(system);
        } catch (IOException | RuntimeException e) {
            return CompletableFuture.completedFuture(end(e, NO_WORK));
        }
        onInterrupt = running.killSwitch()::shutdown;
        if (interrupted.get()) {
            interrupt();
        }
        return running.end().handle((done, failure) -> failure)
                .thenCombineAsync(running.report(), this::end, io);
    }

    private MorselKernel kernel(int worker) {
        return plan.kernel(worker, sizing.vectorRows(), resultBuffers, times.clock(worker));
    }

    private InterruptibleReader read() {
        reader = new InterruptibleReader(plan.source().read(sizing.morsel(), morselBuffers,
                before() == null ? Consumed.nothing() : before().consumed()));
        if (interrupted.get()) {
            reader.interrupt();
        }
        return reader;
    }

    private void open(int workers) throws IOException {
        clock = new RunClock();
        RunBeginning begun = new RunBeginning(plan, restart, System::nanoTime);
        begun.open();
        beginning = begun;
        settlement = new Settlement(plan.source(), begun.output(), progress, morselBuffers, resultBuffers, workers,
                plan.pipeline().errors(), new RejectLog(plan.source(), begun.deadLetters()),
                Recount.ifOn(plan.source(), plan.sink()), begun.checkpoints(), begun.before());
    }

    /** The manifest that the run goes on from, or null. */
    private Manifest before() {
        return beginning.before();
    }

    /** Whether there is anything left to read; otherwise only publication can be left. */
    private boolean hasWork() {
        return !beginning.published() && (before() == null || !before().complete());
    }

    private RunResult end(Throwable failure, BalanceReport report) {
        RunEnding ending = new RunEnding(plan, beginning, settlement, clock, times);
        RunResult result = ending.conclude(failure, interrupted.get() && (failure != null || hasWork()),
                this::imbalance, report);
        outputClosed = ending.outputClosed();
        tooManyRejects = ending.tooManyRejects();
        return result;
    }

    /** What was handed out and has not come back; null if nothing. */
    private String imbalance() {
        return Stream.of(settlement.mismatch(handedOut.morsels(), handedOut.bytes()),
                reader == null ? null : settlement.untaken(reader.skippedBytes()), morselBuffers.missing(),
                resultBuffers.missing()).filter(Objects::nonNull).findFirst().orElse(null);
    }
}
