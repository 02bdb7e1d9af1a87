package io.nebula.cli;

import io.nebula.connector.DryRunSpec;
import io.nebula.connector.LimitedSpec;
import io.nebula.connector.RecordSink;
import io.nebula.connector.SinkSpec;
import io.nebula.connector.SourceSpec;
import io.nebula.metrics.RunResult;
import io.nebula.options.InvalidOptionsException;
import io.nebula.pipeline.CheckpointSettings;
import io.nebula.pipeline.ErrorSettings;
import io.nebula.pipeline.ParallelSettings;
import io.nebula.pipeline.Pipeline;
import io.nebula.pipeline.Switch;
import io.nebula.record.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How much of a pipeline a run does.
 *
 * @param limit how many records are read; 0 for all
 * @param dry whether nothing is written
 */
record RunScope(long limit, boolean dry) {
    private static final Option LIMIT = new Option("--limit", "N", false,
            "Stop after the first N records of the input. The output\nis complete with them; no checkpoints.");
    private static final Option DRY_RUN = new Option("--dry-run", null, false,
            "Do everything but write: read, transform and encode,\nwith the usual checks and summary.");
    static final List<Option> OPTIONS = List.of(LIMIT, DRY_RUN);
    /** So few records are not worth an actor system. */
    private static final long FEW = 1000;

    static RunScope of(Arguments arguments) throws UsageException {
        return new RunScope(arguments.count(LIMIT, 0), arguments.has(DRY_RUN));
    }

    /** @throws IOException if this would drop what an interrupted run of the whole pipeline can go on from */
    void refuseToDrop(Pipeline whole) throws IOException {
        Path state = limit == 0 || dry ? null : state(whole.sink());
        if (state != null && Files.isDirectory(state)) {
            try (Stream<Path> files = Files.list(state)) {
                if (files.anyMatch(file -> file.getFileName().toString().startsWith(RecordSink.KEPT))) {
                    throw new IOException(state + ": here is what an interrupted run of the whole input can go on"
                            + " from, and --limit would remove it; run without --limit to go on, add --restart to drop"
                            + " it, or name another output with --set sink.path=…");
                }
            }
        }
    }

    private static Path state(SinkSpec sink) {
        try {
            return sink.plan(new Schema(List.of())).stateDirectory();
        } catch (InvalidOptionsException e) {
            return null; // the run will say the same
        }
    }

    /** The pipeline as far as it is to be done. */
    Pipeline of(Pipeline whole) {
        if (limit == 0 && !dry) {
            return whole;
        }
        SourceSpec source = limit == 0 ? whole.source() : new LimitedSpec(whole.source(), limit);
        SinkSpec sink = dry ? new DryRunSpec(whole.sink()) : whole.sink();
        ErrorSettings errors = whole.errors();
        if (dry && errors.deadLetter() != null) {
            errors = new ErrorSettings(errors.policy(), new DryRunSpec(errors.deadLetter()), errors.maxRejects(),
                    errors.maxRejectRatio());
        }
        ParallelSettings parallel = whole.parallel();
        if (limit > 0 && limit <= FEW && parallel.useParallel() == Switch.AUTO) {
            parallel = parallel.withUseParallel(Switch.OFF);
        }
        return new Pipeline(whole.name(), source, whole.transforms(), sink, parallel, errors,
                new CheckpointSettings(Switch.OFF, whole.checkpoint().interval()));
    }

    /** What the summary has to add, line by line. */
    String remarks(RunResult result) {
        StringBuilder remarks = new StringBuilder();
        if (limit > 0) {
            remarks.append(String.format(Locale.ROOT, result.read() < limit
                    ? "  The input has fewer records than the %,d of --limit.%n"
                    : "  It stopped after %,d records, as --limit says.%n", limit));
        }
        return remarks.append(dry ? "  Nothing was written: this was a dry run.\n" : "").toString();
    }
}
