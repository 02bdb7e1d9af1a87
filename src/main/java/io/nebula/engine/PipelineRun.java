package io.nebula.engine;

import io.nebula.connector.Buffers;
import io.nebula.connector.ClosedOutputException;
import io.nebula.connector.MorselReader;
import io.nebula.connector.RecordOutput;
import io.nebula.format.Morsel;
import io.nebula.metrics.Bottleneck;
import io.nebula.metrics.Outcome;
import io.nebula.metrics.RunProgress;
import io.nebula.metrics.RunResult;
import io.nebula.metrics.WorkerResult;
import io.nebula.options.InvalidOptionsException;
import io.nebula.pipeline.ParallelSettings;
import io.nebula.pipeline.Pipeline;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.ClassicActorSystemProvider;

/**
 * One run of one pipeline, from the check of everything outside to the finished output. Used once.
 *
 * <p>A failure after the check is a result, not an exception: its outcome and message say what happened and where the
 * partial output is.
 */
public final class PipelineRun {
    private final Plan plan;
    private final Sizing sizing;
    private final RunProgress progress;
    private final AtomicBoolean interrupted = new AtomicBoolean();
    private final HandedOut handedOut = new HandedOut();
    private final Buffers morselBuffers;
    private final Buffers resultBuffers;
    private volatile boolean outputClosed;
    private volatile Runnable onInterrupt = () -> {};

    private RunClock clock;
    private RecordOutput output;
    private Settlement settlement;

    private PipelineRun(Plan plan) {
        this.plan = plan;
        ParallelSettings settings = plan.pipeline().parallel();
        long storedBytes = plan.source().storedBytes();
        long records = plan.source().records();
        this.sizing = Sizing.of(settings, Sizing.Machine.current(), storedBytes, records);
        this.progress = new RunProgress(storedBytes, records);
        int inFlight = sizing.parallel() ? sizing.workers() * (settings.credits() + 1) : 1;
        this.morselBuffers = new Buffers(inFlight);
        this.resultBuffers = new Buffers(inFlight);
    }

    /**
     * Checks inputs, transforms and output. Touches no output.
     *
     * @throws InvalidOptionsException with every problem found, paths relative to the pipeline
     */
    public static PipelineRun prepare(Pipeline pipeline) throws InvalidOptionsException {
        return new PipelineRun(Plan.of(pipeline));
    }

    /** Whether worker groups are to be used: {@link #on}, else {@link #sequentially}. */
    public boolean parallel() {
        return sizing.parallel();
    }

    /** How far it has come; readable by any thread at any time. */
    public RunProgress progress() {
        return progress;
    }

    /** Whether it ended because the reader of its output had gone. */
    public boolean outputClosed() {
        return outputClosed;
    }

    /**
     * Asks the run to stop: no more is read, what has been read is still written, the output is left unfinished.
     * Thread-safe; does nothing once the run has ended.
     */
    public void interrupt() {
        interrupted.set(true);
        onInterrupt.run();
    }

    /** Runs in a plain loop on the calling thread: no actors, the same bytes. */
    public RunResult sequentially() {
        Throwable failure = null;
        long busyNanos = 0;
        long[] morsels = {0};
        long cpuBefore = RunClock.threadCpuNanos();
        try {
            open(1);
            try (MorselKernel kernel = plan.kernel(0, sizing.vectorRows(), resultBuffers)) {
                loop(kernel, morsels);
            }
        } catch (Exception | LinkageError | StackOverflowError e) {
            failure = e;
        }
        busyNanos = RunClock.threadCpuNanos() - cpuBefore;
        BalanceReport.WorkerReport worker = new BalanceReport.WorkerReport(0, 0, -1, morsels[0], 0, busyNanos);
        return end(failure, new BalanceReport(List.of(worker), Bottleneck.NONE));
    }

    private void loop(MorselKernel kernel, long[] morsels) throws IOException {
        try (MorselReader reader = plan.source().read(sizing.morsel(), morselBuffers)) {
            onInterrupt = reader::close;
            Morsel morsel;
            while ((morsel = next(reader)) != null) {
                handedOut.add(morsel);
                MorselResult result = kernel.apply(morsel);
                settlement.settle(result);
                morsels[0]++;
                if (result.halts()) {
                    return;
                }
            }
        }
    }

    /** The next morsel; null at the end, or if the run is to stop, in which case what reading says does not matter. */
    private Morsel next(MorselReader reader) throws IOException {
        try {
            return interrupted.get() ? null : reader.next();
        } catch (IOException e) {
            if (interrupted.get()) {
                return null;
            }
            throw e;
        }
    }

    /** Runs on worker groups in that actor system, typed or classic; the stage completes normally, whatever the outcome. */
    public CompletionStage<RunResult> on(ClassicActorSystemProvider system) {
        try {
            open(sizing.workers());
        } catch (IOException | RuntimeException e) {
            return CompletableFuture.completedFuture(end(e, new BalanceReport(List.of(), Bottleneck.NONE)));
        }
        PipelineGraph.Running running = new PipelineGraph(plan, sizing, settlement, handedOut, morselBuffers, resultBuffers)
                .run(system);
        onInterrupt = running.killSwitch()::shutdown;
        if (interrupted.get()) {
            onInterrupt.run();
        }
        return running.end().handle((done, failure) -> failure)
                .thenCombine(running.report(), this::end);
    }

    private void open(int workers) throws IOException {
        clock = new RunClock();
        output = plan.sink().open();
        settlement = new Settlement(plan.source(), output, progress, morselBuffers, resultBuffers, workers);
    }

    private RunResult end(Throwable failure, BalanceReport report) {
        Outcome outcome = Outcome.COMPLETED;
        String message = null;
        try {
            message = failure == null ? unfinished() : explain(failure);
            if (message == null && !interrupted.get() && !outputClosed) {
                output.commit();
            } else {
                outcome = message == null ? Outcome.INTERRUPTED : Outcome.FAILED;
            }
        } catch (IOException e) {
            outcome = Outcome.FAILED;
            message = explain(e);
        }
        if (outcome != Outcome.COMPLETED && output != null) {
            output.abandon();
        }
        return result(outcome, message, report);
    }

    /** Why a stream that ended without failure is not complete; null if it is, or was asked to stop. */
    private String unfinished() {
        if (settlement.rejectMessage() != null) {
            return settlement.rejectMessage() + "\n" + whereToGoOn();
        }
        if (interrupted.get()) {
            return null;
        }
        String mismatch = firstOf(settlement.mismatch(handedOut.morsels(), handedOut.bytes()), morselBuffers.missing(),
                resultBuffers.missing());
        return mismatch == null ? null : "the accounts do not balance, a defect of the engine: " + mismatch;
    }

    private static String firstOf(String... texts) {
        return Arrays.stream(texts).filter(Objects::nonNull).findFirst().orElse(null);
    }

    private String explain(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof java.util.concurrent.CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof ClosedOutputException) {
            outputClosed = true;
            return null;
        }
        String text = cause instanceof IOException || cause instanceof WorkerLostException
                || cause instanceof IllegalStateException ? cause.getMessage() : String.valueOf(cause);
        return text + "\n" + whereToGoOn();
    }

    private String whereToGoOn() {
        String partial = output == null ? null : output.partial();
        return (partial == null ? "The output is incomplete."
                : "What was written before it is kept in " + partial + "; nothing stands under the output's own name.")
                + " Remove the cause and run the same command again; it starts from the beginning.";
    }

    private RunResult result(Outcome outcome, String message, BalanceReport report) {
        boolean opened = settlement != null;
        List<WorkerResult> workers = new ArrayList<>();
        for (BalanceReport.WorkerReport worker : report.workers()) {
            workers.add(new WorkerResult(worker.group(), worker.worker(), worker.cpu(), worker.morsels(),
                    settlement.records(worker.worker()), worker.stolen(), worker.busyNanos() / 1e9));
        }
        return new RunResult(plan.pipeline().name(), outcome,
                opened ? settlement.read() : 0, opened ? settlement.added() : 0, opened ? settlement.written() : 0,
                opened ? settlement.filtered() : 0, opened ? settlement.rejected() : 0,
                opened ? settlement.rejects() : java.util.Map.of(),
                outcome == Outcome.COMPLETED && plan.source().storedBytes() >= 0 ? plan.source().storedBytes()
                        : opened ? settlement.storedBytes() : 0,
                output == null ? 0 : output.storedBytes(),
                clock.seconds(), clock.cpuSeconds(), workers, report.bottleneck(), message);
    }
}
