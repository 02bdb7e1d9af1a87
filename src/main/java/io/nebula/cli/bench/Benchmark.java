package io.nebula.cli.bench;

import io.nebula.connector.FileSinkSpec;
import io.nebula.connector.GenerateSpec;
import io.nebula.connector.RoutedSinkSpec;
import io.nebula.connector.SinkSpec;
import io.nebula.connector.SourceSpec;
import io.nebula.engine.PipelineRun;
import io.nebula.metrics.Outcome;
import io.nebula.metrics.RunResult;
import io.nebula.options.InvalidOptionsException;
import io.nebula.pipeline.CheckpointSettings;
import io.nebula.pipeline.ErrorPolicy;
import io.nebula.pipeline.ErrorSettings;
import io.nebula.pipeline.Pipeline;
import io.nebula.pipeline.Switch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/** Runs one pipeline in every setup, and compares what arrives. Writes nothing. */
public final class Benchmark {
    private final Pipeline pipeline;
    private final SourceSpec source;
    private final SinkSpec sink;
    private final Function<PipelineRun, RunResult> runner;
    private final Consumer<String> progress;
    private final List<String> differences = new ArrayList<>();
    private RunResult expected;
    private Arrival expectedArrival;

    /**
     * @param records how many are read in each run; 0 for those that there are
     * @param runner runs what has been prepared
     * @param progress is told what is being done
     */
    public Benchmark(Pipeline pipeline, long records, Function<PipelineRun, RunResult> runner,
            Consumer<String> progress) {
        this.pipeline = pipeline;
        this.source = bounded(pipeline.source(), records);
        this.sink = nowhere(pipeline.sink());
        this.runner = runner;
        this.progress = progress;
    }

    private static SourceSpec bounded(SourceSpec source, long records) {
        if (records == 0) {
            return source;
        }
        return source instanceof GenerateSpec made ? new GenerateSpec(records, made.fields(), made.seed())
                : new BoundedSourceSpec(source, records);
    }

    /** What is planned as a file of that kind, and never opened. */
    private static SinkSpec nowhere(SinkSpec sink) {
        if (sink instanceof RoutedSinkSpec routed) { // which is then not asked what is there already
            return new RoutedSinkSpec(routed.path(), routed.format(), true, routed.compression(), routed.level());
        }
        if (!(sink instanceof FileSinkSpec file)) {
            return sink;
        }
        Path path = Path.of(System.getProperty("java.io.tmpdir"), "nebula-bench-" + UUID.randomUUID());
        return new FileSinkSpec(path.toString(), file.format(), false, file.compression().of(file.path()), file.level());
    }

    /**
     * Measures; stops early if the plain loop itself fails, which then is the only difference.
     *
     * @param runs of each setup that count
     * @throws InvalidOptionsException if the pipeline does not fit its inputs
     */
    public Findings run(List<Integer> workers, int runs) throws InvalidOptionsException {
        int cpus = Runtime.getRuntime().availableProcessors();
        List<Setup> setups = Setup.all(workers);
        progress.accept("warming up");
        run(Setup.SEQUENTIAL);
        Map<Setup, List<RunResult>> results = new LinkedHashMap<>();
        if (differences.isEmpty()) {
            run(setups.get(setups.size() - 1));
            for (int round = 0; round < runs; round++) {
                for (Setup setup : setups) {
                    progress.accept("round " + (round + 1) + " of " + runs + ": " + setup.text());
                    results.computeIfAbsent(setup, none -> new ArrayList<>()).add(run(setup));
                }
                Collections.reverse(setups);
            }
        }
        List<Measured> measured = new ArrayList<>();
        results.forEach((setup, all) -> measured.add(new Measured(setup, all)));
        return new Findings(expected, expectedArrival, cpus, measured, List.copyOf(differences));
    }

    private RunResult run(Setup setup) throws InvalidOptionsException {
        ArrivalSinkSpec arriving = new ArrivalSinkSpec(sink);
        PipelineRun run = PipelineRun.prepare(new Pipeline(pipeline.name(), source, pipeline.transforms(), arriving,
                setup.of(pipeline.parallel()), errors(), new CheckpointSettings(Switch.OFF, pipeline.checkpoint().interval())));
        RunResult result = runner.apply(run);
        if (expected == null) {
            expected = result;
            expectedArrival = arriving.arrival();
        }
        String difference = result.outcome() != Outcome.COMPLETED ? failure(result) : difference(result);
        if (difference == null) {
            difference = arriving.arrival().difference(expectedArrival, setup.ordered());
        }
        if (difference != null) {
            differences.add(setup.text() + ": " + difference);
        }
        return result;
    }

    /** Without what a run could do next: nothing has been written, and nothing can be continued. */
    private static String failure(RunResult result) {
        return result.failure() == null ? "it was interrupted" : result.failure().lines().findFirst().orElse("");
    }

    /** Rejected records go nowhere here. */
    private ErrorSettings errors() {
        ErrorSettings asked = pipeline.errors();
        return asked.policy() != ErrorPolicy.DEAD_LETTER ? asked
                : new ErrorSettings(ErrorPolicy.SKIP, null, asked.maxRejects(), asked.maxRejectRatio());
    }

    private String difference(RunResult result) {
        String counts = counts(result);
        return counts.equals(counts(expected)) ? null : counts + ", not " + counts(expected);
    }

    private static String counts(RunResult result) {
        return result.read() + " read, " + result.added() + " added, " + result.written() + " written, "
                + result.filtered() + " filtered, " + result.rejected() + " rejected";
    }
}
