package io.nebula.cli;

import io.nebula.connector.LimitedSpec;
import io.nebula.connector.RecordSink;
import io.nebula.connector.SinkSpec;
import io.nebula.engine.PipelineRun;
import io.nebula.metrics.RunResult;
import io.nebula.options.InvalidOptionsException;
import io.nebula.pipeline.CheckpointSettings;
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

    /**
     * Makes that much of a pipeline ready.
     *
     * @param restart whether to drop what an interrupted run has left
     * @throws IOException if the run would be refused for what is there where its output goes
     */
    PipelineRun prepare(Pipeline whole, boolean restart) throws InvalidOptionsException, IOException {
        if (limit > 0 && !restart) {
            refuseToDrop(whole.sink());
        }
        Pipeline part = limit == 0 ? whole : limited(whole);
        return dry ? PipelineRun.rehearse(part, restart) : PipelineRun.prepare(part, restart);
    }

    /** @throws IOException if there is something that an interrupted run of the whole pipeline can go on from */
    private static void refuseToDrop(SinkSpec sink) throws IOException {
        Path state = state(sink);
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

    private Pipeline limited(Pipeline whole) {
        ParallelSettings parallel = whole.parallel();
        if (limit <= FEW && parallel.useParallel() == Switch.AUTO) {
            parallel = parallel.withUseParallel(Switch.OFF);
        }
        return new Pipeline(whole.name(), new LimitedSpec(whole.source(), limit), whole.transforms(), whole.sink(), parallel,
                whole.errors(), new CheckpointSettings(Switch.OFF, whole.checkpoint().interval()), whole.secrets(),
                whole.files());
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
