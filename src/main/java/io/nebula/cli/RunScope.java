package io.nebula.cli;

import io.nebula.connector.DryRunSpec;
import io.nebula.connector.LimitedSpec;
import io.nebula.connector.SinkSpec;
import io.nebula.connector.SourceSpec;
import io.nebula.metrics.RunResult;
import io.nebula.pipeline.CheckpointSettings;
import io.nebula.pipeline.ErrorSettings;
import io.nebula.pipeline.ParallelSettings;
import io.nebula.pipeline.Pipeline;
import io.nebula.pipeline.Switch;
import java.util.List;
import java.util.Locale;

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
