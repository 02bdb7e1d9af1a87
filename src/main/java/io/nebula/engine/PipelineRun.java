package io.nebula.engine;

import io.nebula.connector.Buffers;
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
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.slf4j.LoggerFactory;

/**
 * One run of one pipeline, from the check of everything outside to the finished output. Used once.
 *
 * <p>A failure after the check is a result, not an exception: its outcome and message say what happened and where the
 * partial output is.
 */
public final class PipelineRun {
    private static final BalanceReport NO_WORK = new BalanceReport(List.of(), Bottleneck.NONE);

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
    private Runnable memoryExhausted = () -> {};
    private volatile InterruptibleReader reader;
    /** Within {@link #reader}; null if nothing is to be worked on alone. */
    private IsolatingReader isolating;

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

    /**
     * A run that does everything but write. What {@link #prepare} and the run itself would refuse is refused, as far as that
     * can be told without changing anything; it always begins at the beginning.
     *
     * @param restart as for {@link #prepare(Pipeline, boolean)}
     * @throws InvalidOptionsException with every problem found, paths relative to the pipeline
     * @throws IOException naming place, problem and remedy, if the outputs are not for this run
     */
    public static PipelineRun rehearse(Pipeline pipeline, boolean restart) throws InvalidOptionsException, IOException {
        Plan plan = Plan.of(pipeline);
        boolean possible = false;
        try {
            new RunBeginning(plan, restart, System::nanoTime).check();
            possible = true;
            return new PipelineRun(plan.unwritten(), true);
        } finally {
            if (!possible) {
                plan.source().close();
            }
        }
    }

    /** Whether {@link #parallel} is likely to be true of a run that can be prepared. Reads no input. */
    public static boolean likelyParallel(Pipeline pipeline) {
        return Sizing.likelyParallel(pipeline.parallel(), pipeline.source().storedBytes());
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

    /**
     * Names what is to be told when a worker has got no memory: the run then fails by itself, unless none becomes free again.
     * To be called before it runs.
     *
     * @param guard called on any thread, perhaps more than once; must not need memory
     */
    public void whenOutOfMemory(Runnable guard) {
        memoryExhausted = guard;
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
        watch(loop, result, failure -> end(failure, loop.report()));
        return result;
    }

    /** Fetched only now: setting up the logging would delay every start. */
    private static void warn(String message) {
        LoggerFactory.getLogger(PipelineRun.class).warn(message);
    }

    /** Whoever waits must not wait for ever, whatever happens at the end of a run. */
    private static <T> void complete(CompletableFuture<T> result, Supplier<T> ending) {
        try {
            T end = ending.get();
            if (end != null) {
                result.complete(end);
            }
        } catch (Throwable e) {
            result.completeExceptionally(e);
        }
    }

    /** Looks at the loop again and again until it has come to an end, or has been given up. */
    private <T> void watch(SequentialLoop loop, CompletableFuture<T> result, Function<MorselFailedException, T> givenUp) {
        Watchdog watchdog = new Watchdog(plan.pipeline().parallel().morselTimeout(), PipelineRun::warn);
        watchdog.arrived(System.nanoTime());
        watch(loop, watchdog, 0, result, givenUp);
    }

    private static <T> void watch(SequentialLoop loop, Watchdog watchdog, long seen, CompletableFuture<T> result,
            Function<MorselFailedException, T> givenUp) {
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
                complete(result, () -> givenUp.apply(failure));
            } else {
                watch(loop, watchdog, taken, result, givenUp);
            }
        });
    }

    /** @return null if somebody has given up on the loop, and ended the run */
    private RunResult loop(SequentialLoop loop) {
        Throwable failure = null;
        try {
            open(1);
            if (hasWork()) {
                try (MorselReader morsels = read()) {
                    if (settleSuspects(loop)) {
                        loop(loop, morsels);
                    }
                }
            }
        } catch (Throwable e) { // whatever a transform throws, an Error too, is the run's failure and not the caller's
            failure = e;
        }
        return loop.abandoned() ? null : end(failure, loop.report());
    }

    private void loop(SequentialLoop loop, MorselReader morsels) throws IOException {
        try (NotingKernel kernel = kernel(0)) {
            loop.run(morsels, handedOut, kernel, settlement);
        }
    }

    /**
     * Settles everything up to the last record that may bring the process down, such records one by one and nothing beside
     * them; then takes a checkpoint, so that none of them is suspected any longer.
     *
     * @return whether the run goes on behind them
     */
    private boolean settleSuspects(SequentialLoop loop) throws IOException {
        Quarantine quarantine = beginning.quarantine();
        if (!quarantine.needed()) {
            return true;
        }
        warn("The process has died again and again where this run goes on; up to there, records are worked on one at a time"
                + " to find the one that brings it down");
        try (IsolatingKernel kernel = new IsolatingKernel(plan, sizing.vectorRows(), resultBuffers, quarantine,
                memoryExhausted, times.clock(0))) {
            InterruptibleReader outermost = read();
            loop.run(isolating.upToTheLast(outermost), handedOut, kernel, settlement);
        }
        if (loop.abandoned() || settlement.rejectMessage() != null) {
            return false;
        }
        settlement.checkpoint(false);
        return true;
    }

    /**
     * Runs on worker groups in that actor system, typed or classic; the stage completes normally, whatever the outcome, on a
     * thread that may block.
     */
    public CompletionStage<RunResult> on(ClassicActorSystemProvider system) {
        Executor io;
        try {
            io = system.classicSystem().dispatchers().lookup(PipelineGraph.IO);
            open(sizing.workers());
        } catch (IOException | RuntimeException e) {
            return CompletableFuture.completedFuture(end(e, NO_WORK));
        }
        if (!hasWork()) {
            return CompletableFuture.supplyAsync(() -> end(null, NO_WORK), io);
        }
        return beginning.quarantine().needed() ? onceSuspectsAreSettled(system, io) : spread(system, io, NO_WORK);
    }

    /** The same as {@link #spread}, behind what has to be worked on alone. */
    private CompletionStage<RunResult> onceSuspectsAreSettled(ClassicActorSystemProvider system, Executor io) {
        SequentialLoop loop = new SequentialLoop();
        CompletableFuture<CompletionStage<RunResult>> result = new CompletableFuture<>();
        io.execute(() -> complete(result, () -> {
            Throwable failure = null;
            boolean goesOn = false;
            try {
                goesOn = settleSuspects(loop);
            } catch (Throwable e) { // as in the loop
                failure = e;
            }
            if (goesOn) {
                return spread(system, io, loop.report());
            }
            if (reader != null) {
                reader.close();
            }
            return loop.abandoned() ? null : CompletableFuture.completedFuture(end(failure, loop.report()));
        }));
        watch(loop, result, failure -> CompletableFuture.completedFuture(end(failure, loop.report())));
        return result.thenCompose(ending -> ending);
    }

    /** @param before what has been done already */
    private CompletionStage<RunResult> spread(ClassicActorSystemProvider system, Executor io, BalanceReport before) {
        PipelineGraph.Running running;
        try {
            running = new PipelineGraph(plan, sizing, settlement, handedOut, this::read, this::kernel).run(system);
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(end(e, before));
        }
        onInterrupt = running.killSwitch()::shutdown;
        if (interrupted.get()) {
            interrupt();
        }
        return running.end().handle((done, failure) -> failure)
                .thenCombineAsync(running.report(), (failure, report) -> end(failure, report.after(before)), io);
    }

    private NotingKernel kernel(int worker) {
        return new NotingKernel(worker, plan.kernel(worker, sizing.vectorRows(), resultBuffers, times.clock(worker)),
                beginning.quarantine(), memoryExhausted);
    }

    /** The one reader of the run: begins to read when it is first called. */
    private InterruptibleReader read() {
        if (reader == null) {
            MorselReader morsels = plan.source().read(sizing.morsel(), morselBuffers, Manifest.consumed(before()));
            if (beginning.quarantine().needed()) {
                isolating = new IsolatingReader(morsels, beginning.quarantine(), plan.source()::decoder, morselBuffers);
            }
            reader = new InterruptibleReader(isolating == null ? morsels : isolating);
            if (interrupted.get()) {
                reader.interrupt();
            }
        }
        return reader;
    }

    private void open(int workers) throws IOException {
        clock = new RunClock();
        RunBeginning begun = new RunBeginning(plan, restart, System::nanoTime);
        begun.open(workers);
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
        if (beginning != null) {
            beginning.quarantine().end(failure);
        }
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
