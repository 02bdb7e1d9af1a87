package io.nebula;

import io.nebula.connector.SinkSpec;
import io.nebula.connector.SourceSpec;
import io.nebula.engine.PipelineRun;
import io.nebula.metrics.RunResult;
import io.nebula.options.InvalidOptionsException;
import io.nebula.pipeline.CheckpointSettings;
import io.nebula.pipeline.ErrorSettings;
import io.nebula.pipeline.ParallelSettings;
import io.nebula.pipeline.Pipeline;
import io.nebula.transform.TransformSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.ClassicActorSystemProvider;

/** A source, transforms, a sink and settings, ready to run. Immutable; may be run many times, also at the same time. */
public final class ParallelPipeline {
    private final Pipeline description;

    private ParallelPipeline(Pipeline description) {
        this.description = description;
    }

    /** Begins to describe a pipeline; the name appears in messages and thread names. */
    public static Builder named(String name) {
        return new Builder(name);
    }

    /** The pipeline of that description. */
    public static ParallelPipeline of(Pipeline description) {
        return new ParallelPipeline(description);
    }

    public Pipeline description() {
        return description;
    }

    /**
     * Runs the pipeline in that actor system, typed or classic, or in a plain loop on its io dispatcher where {@code
     * use-parallel} says so.
     *
     * <p>What is wrong before anything is written, such as a missing file, is thrown. What happens later is a result: its
     * outcome is FAILED, its message says why and where the partial output is.
     *
     * @throws InvalidOptionsException with every problem found before the start
     */
    public CompletionStage<RunResult> run(ClassicActorSystemProvider system) throws InvalidOptionsException {
        PipelineRun run = PipelineRun.prepare(description);
        if (run.parallel()) {
            return run.on(system);
        }
        Executor io = system.classicSystem().dispatchers().lookup("nebula.dispatchers.io");
        return run.sequentially(io);
    }

    /** Describes a pipeline step by step. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private SourceSpec source;
        private final List<TransformSpec> transforms = new ArrayList<>();
        private SinkSpec sink;
        private ParallelSettings settings = ParallelSettings.DEFAULT;
        private CheckpointSettings checkpoints = CheckpointSettings.DEFAULT;
        private ErrorSettings errors = ErrorSettings.fail();

        private Builder(String name) {
            this.name = name;
        }

        /** Where records come from. */
        public Builder from(SourceSpec spec) {
            source = spec;
            return this;
        }

        /** What is done next to the records. */
        public Builder transform(TransformSpec spec) {
            transforms.add(spec);
            return this;
        }

        /** Where the records go. */
        public Builder to(SinkSpec spec) {
            sink = spec;
            return this;
        }

        /** How the work is spread; everything is {@code auto} unless set. */
        public Builder settings(ParallelSettings parallel) {
            settings = parallel;
            return this;
        }

        /** Whether an interrupted run can be continued; where it is possible unless set. */
        public Builder checkpoints(CheckpointSettings settings) {
            checkpoints = settings;
            return this;
        }

        /** What becomes of records that cannot be processed; the run stops at the first one unless set. */
        public Builder errors(ErrorSettings settingsOfErrors) {
            errors = settingsOfErrors;
            return this;
        }

        /** @throws NullPointerException if source or sink is missing */
        public ParallelPipeline build() {
            return new ParallelPipeline(new Pipeline(name, source, transforms, sink, settings,
                    errors, checkpoints));
        }

        /** Builds and runs it, see {@link ParallelPipeline#run}. */
        public CompletionStage<RunResult> run(ClassicActorSystemProvider system) throws InvalidOptionsException {
            return build().run(system);
        }
    }
}
