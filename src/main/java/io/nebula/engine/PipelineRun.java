package io.nebula.engine;

import io.nebula.connector.Buffers;
import io.nebula.connector.ClosedOutputException;
import io.nebula.connector.MorselReader;
import io.nebula.connector.RecordOutput;
import io.nebula.metrics.Bottleneck;
import io.nebula.metrics.Outcome;
import io.nebula.metrics.RunProgress;
import io.nebula.metrics.RunResult;
import io.nebula.metrics.WorkerResult;
import io.nebula.options.InvalidOptionsException;
import io.nebula.options.Problem;
import io.nebula.pipeline.ParallelSettings;
import io.nebula.pipeline.Pipeline;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
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
    private static final Logger LOG = LoggerFactory.getLogger(PipelineRun.class);

    private final Plan plan;
    private final Sizing sizing;
    private final RunProgress progress;
    private final AtomicBoolean interrupted = new AtomicBoolean();
    private final HandedOut handedOut = new HandedOut();
    private final Buffers morselBuffers;
    private final Buffers resultBuffers;
    private volatile boolean outputClosed;
    private volatile Runnable onInterrupt = () -> {};
    private volatile InterruptibleReader reader;

    private RunClock clock = new RunClock();
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
        return output != null;
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
        InterruptibleReader open = reader;
        if (open != null) {
            open.interrupt();
        }
    }

    /** Runs in a plain loop on the calling thread: no actors, the same bytes. */
    public RunResult sequentially() {
        SequentialLoop loop = new SequentialLoop();
        Throwable failure = null;
        try {
            open(1);
            try (MorselKernel kernel = plan.kernel(0, sizing.vectorRows(), resultBuffers); MorselReader morsels = read()) {
                loop.run(morsels, handedOut, kernel, settlement);
            }
        } catch (Throwable e) { // whatever a transform throws, an Error too, is the run's failure and not the caller's
            failure = e;
        }
        return end(failure, loop.report());
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
            running = new PipelineGraph(plan, sizing, settlement, handedOut, this::read, resultBuffers).run(system);
        } catch (IOException | RuntimeException e) {
            return CompletableFuture.completedFuture(end(e, new BalanceReport(List.of(), Bottleneck.NONE)));
        }
        onInterrupt = running.killSwitch()::shutdown;
        if (interrupted.get()) {
            interrupt();
        }
        return running.end().handle((done, failure) -> failure)
                .thenCombineAsync(running.report(), this::end, io);
    }

    private InterruptibleReader read() {
        reader = new InterruptibleReader(plan.source().read(sizing.morsel(), morselBuffers));
        if (interrupted.get()) {
            reader.interrupt();
        }
        return reader;
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
        } catch (IOException | RuntimeException e) {
            outcome = Outcome.FAILED;
            message = explain(e);
        }
        plan.source().close();
        if (outcome != Outcome.COMPLETED && output != null) {
            output.abandon();
        }
        if (outcome == Outcome.INTERRUPTED && !outputClosed) {
            message = "interrupted before the end of the input\n" + whereToGoOn();
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
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof ClosedOutputException) {
            outputClosed = true;
            return null;
        }
        boolean expected = cause instanceof IOException || cause instanceof WorkerLostException
                || cause instanceof IllegalStateException;
        if (!expected) {
            LOG.error("Pipeline {} has failed", plan.pipeline().name(), cause);
        }
        return (expected ? cause.getMessage() : cause) + "\n" + whereToGoOn();
    }

    private String whereToGoOn() {
        if (output == null) {
            return "Nothing has been read or written.";
        }
        String partial = output.partial();
        return (partial == null ? "The output is incomplete."
                : "What was written before it is kept in " + partial + "; nothing stands under the output's own name.")
                + " Remove the cause and run the same command again; it starts from the beginning.";
    }

    private RunResult result(Outcome outcome, String message, BalanceReport report) {
        boolean opened = settlement != null;
        List<WorkerResult> workers = new ArrayList<>();
        for (BalanceReport.WorkerReport worker : report.workers()) {
            workers.add(new WorkerResult(worker.group(), worker.worker(), worker.cpu(), worker.morsels(),
                    opened ? settlement.records(worker.worker()) : 0, worker.stolen(), worker.busyNanos() / 1e9));
        }
        return new RunResult(plan.pipeline().name(), outcome,
                opened ? settlement.read() : 0, opened ? settlement.added() : 0, opened ? settlement.written() : 0,
                opened ? settlement.filtered() : 0, opened ? settlement.rejected() : 0,
                opened ? settlement.rejects() : Map.of(),
                outcome == Outcome.COMPLETED && plan.source().storedBytes() >= 0 ? plan.source().storedBytes()
                        : opened ? settlement.storedBytes() : 0,
                output == null ? 0 : output.storedBytes(),
                clock.seconds(), clock.cpuSeconds(), workers, report.bottleneck(), message);
    }
}
