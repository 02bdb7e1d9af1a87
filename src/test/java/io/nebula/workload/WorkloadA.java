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
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.pekko.actor.ActorSystem;

/** The classic six-field job: rename three fields, convert the timestamp, compute a square and a root. */
public final class WorkloadA {
    public static final List<TransformSpec> TRANSFORMS = List.of(
            new Rename(Map.of("id", "record_id", "name", "label", "category", "kind")),
            new Convert("timestamp", "epoch-seconds"),
            new Compute("squared = value * value", "root = sqrt(value)"));

    private static final List<String> FIELDS =
            List.of("record_id", "label", "value", "timestamp", "kind", "status", "squared", "root");
    /** The same in SQL, over a table of the six fields. */
    private static final String SQL = """
            SELECT id AS record_id, name AS label, value, epoch(timestamp)::BIGINT AS timestamp, category AS kind, status,
                   value * value AS squared, sqrt(value) AS root FROM %s""";

    private WorkloadA() {}

    /** The whole job as one statement for DuckDB. */
    public static String copy(String format, Path input, Path output) {
        return "COPY (" + SQL.formatted(reading(format, input)) + ") TO '" + output + "' ("
                + (format.equals("csv") ? "FORMAT csv, HEADER" : "FORMAT json") + ")";
    }

    /** How many places of two outputs hold different values; a record that is in one only counts too. */
    public static long differences(DuckDb duck, String format, Path ours, Path theirs) throws SQLException {
        String differ = FIELDS.stream().map(field -> "a." + field + " IS DISTINCT FROM b." + field)
                .collect(Collectors.joining(" OR "));
        return duck.number("SELECT count(*) FROM " + reading(format, ours) + " a POSITIONAL JOIN "
                + reading(format, theirs) + " b WHERE " + differ);
    }

    /** How many records an output has. */
    public static long records(DuckDb duck, String format, Path output) throws SQLException {
        return duck.number("SELECT count(*) FROM " + reading(format, output));
    }

    private static String reading(String format, Path file) {
        String reading = format.equals("csv") ? "read_csv('%s')" : "read_json('%s', format = 'newline_delimited')";
        return reading.formatted(file);
    }

    public static void generate(long records, Path file, Format format) throws Exception {
        finish(new Pipeline("generate", new GenerateSpec(records), List.of(), sink(file, format), ParallelSettings.DEFAULT),
                null);
    }

    /** @param system may be null for a sequential run */
    public static RunResult run(Path input, Path output, Format format, ParallelSettings settings, ActorSystem system)
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
