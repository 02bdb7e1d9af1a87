package io.nebula.engine;

import io.nebula.balance.RunTime;
import io.nebula.metrics.RunProgress;
import io.nebula.metrics.RunResult;
import io.nebula.options.InvalidOptionsException;
import io.nebula.options.Problem;
import io.nebula.pipeline.Pipeline;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.ClassicActorSystemProvider;

/**
 * One run of one pipeline, from the check of everything outside to the finished output. Used once.
 *
 * <p>A failure after the check is a result, not an exception: its outcome and message say what happened and where the
 * partial output is.
 */
public final class PipelineRun {
    private final RunWork work;

    private PipelineRun(Plan plan, boolean restart, RunTime time) {
        this.work = new RunWork(plan, restart, time);
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
        return prepare(pipeline, restart, RunTime.SYSTEM);
    }

    /** The same in a time of its own. */
    static PipelineRun prepare(Pipeline pipeline, boolean restart, RunTime time) throws InvalidOptionsException {
        return new PipelineRun(Plan.of(pipeline), restart, time);
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
            return new PipelineRun(plan.unwritten(), true, RunTime.SYSTEM);
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
        return work.sizing().parallel();
    }

    /** How far it has come; readable by any thread at any time. */
    public RunProgress progress() {
        return work.progress();
    }

    /** Whether the output could be opened; if not, nothing has been read or written. */
    public boolean started() {
        return work.settlement() != null;
    }

    /** Whether it ended because the reader of its output had gone. */
    public boolean outputClosed() {
        return work.ending() != null && work.ending().outputClosed();
    }

    /** Whether it failed because more records were rejected than the limits allow. */
    public boolean tooManyRejects() {
        return work.ending() != null && work.ending().tooManyRejects();
    }

    /**
     * Asks the run to stop: no more is read, what has been read is still written, the output is left unfinished.
     * Thread-safe; does nothing once the run has ended.
     */
    public void interrupt() {
        work.interrupt();
    }

    /**
     * Names what is to be told when a worker has got no memory: the run then fails by itself, unless none becomes free again.
     * To be called before it runs.
     *
     * @param guard called on any thread, perhaps more than once; must not need memory
     */
    public void whenOutOfMemory(Runnable guard) {
        work.whenOutOfMemory(guard);
    }

    /** Runs in a plain loop on the calling thread: no actors, the same bytes. A transform that is stuck keeps it. */
    public RunResult sequentially() {
        return new LoopRun(work).run();
    }

    /**
     * Runs in a plain loop on a thread of that executor; the stage completes normally, whatever the outcome, also if the
     * thread does not come back from a morsel: then as a failure, after {@code morsel-timeout}.
     */
    public CompletionStage<RunResult> sequentially(Executor executor) {
        return new LoopRun(work).on(executor);
    }

    /**
     * Runs on worker groups in that actor system, typed or classic; the stage completes normally, whatever the outcome, on a
     * thread that may block.
     */
    public CompletionStage<RunResult> on(ClassicActorSystemProvider system) {
        return new GraphRun(work, system).run();
    }
}
