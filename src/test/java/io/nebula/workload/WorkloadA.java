package io.nebula.workload;

import io.nebula.connector.Compression;
import io.nebula.connector.FileSinkSpec;
import io.nebula.connector.FileSourceSpec;
import io.nebula.connector.GenerateSpec;
import io.nebula.engine.PipelineRun;
import io.nebula.format.Format;
import io.nebula.metrics.Outcome;
import io.nebula.metrics.RunResult;
import io.nebula.pipeline.ParallelSettings;
import io.nebula.pipeline.Pipeline;
import io.nebula.transform.Compute;
import io.nebula.transform.Convert;
import io.nebula.transform.Rename;
import io.nebula.transform.TransformSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorSystem;

/** The classic six-field job: rename three fields, convert the timestamp, compute a square and a root. */
final class WorkloadA {
    static final List<TransformSpec> TRANSFORMS = List.of(
            new Rename(Map.of("id", "record_id", "name", "label", "category", "kind")),
            new Convert("timestamp", "epoch-seconds"),
            new Compute("squared = value * value", "root = sqrt(value)"));

    /** The same in SQL, over a table of the six fields. */
    static final String SQL = """
            SELECT id AS record_id, name AS label, value, epoch(timestamp)::BIGINT AS timestamp, category AS kind, status,
                   value * value AS squared, sqrt(value) AS root FROM %s""";

    private WorkloadA() {}

    static void generate(long records, Path file, Format format) throws Exception {
        finish(new Pipeline("generate", new GenerateSpec(records), List.of(), sink(file, format), ParallelSettings.DEFAULT),
                null);
    }

    /** @param system may be null for a sequential run */
    static RunResult run(Path input, Path output, Format format, ParallelSettings settings, ActorSystem system)
            throws Exception {
        return finish(new Pipeline("workload-a", new FileSourceSpec(input.toString(), format), TRANSFORMS,
                sink(output, format), settings), system);
    }

    private static FileSinkSpec sink(Path file, Format format) {
        return new FileSinkSpec(file.toString(), format, true, Compression.AUTO, 6);
    }

    private static RunResult finish(Pipeline pipeline, ActorSystem system) throws Exception {
        PipelineRun run = PipelineRun.prepare(pipeline);
        RunResult result = system == null ? run.sequentially()
                : run.on(system).toCompletableFuture().get(10, TimeUnit.MINUTES);
        if (result.outcome() != Outcome.COMPLETED) {
            throw new AssertionError(result.failure());
        }
        return result;
    }
}
