package io.nebula.cli.records;

import io.nebula.connector.SourceSpec;
import io.nebula.engine.PipelineRun;
import io.nebula.metrics.Outcome;
import io.nebula.metrics.RunResult;
import io.nebula.options.InvalidOptionsException;
import io.nebula.pipeline.CheckpointSettings;
import io.nebula.pipeline.ErrorSettings;
import io.nebula.pipeline.ParallelSettings;
import io.nebula.pipeline.Pipeline;
import io.nebula.pipeline.Switch;
import io.nebula.record.Schema;
import io.nebula.transform.TransformSpec;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * What came out of a few records that went through the real engine, one after the other, on the calling thread. Records
 * that cannot be processed are left out and told in the result; nothing is written anywhere.
 *
 * @param schema of the records that came out
 * @param records that came out, each one line of JSON, in order
 * @param result what happened to all of them
 */
public record Trial(Schema schema, List<String> records, RunResult result) {
    /** The records that came out, as values by field. */
    public List<Map<String, Object>> values() {
        JsonValues values = new JsonValues();
        return records.stream().map(values::record).toList();
    }

    /**
     * Reads {@code source} to its end.
     *
     * @throws InvalidOptionsException with every problem, paths relative to the pipeline
     * @throws IOException if the run fails, said for a person
     */
    public static Trial of(SourceSpec source, List<TransformSpec> transforms)
            throws InvalidOptionsException, IOException {
        CollectedRecords collected = new CollectedRecords();
        RunResult result = PipelineRun.prepare(new Pipeline("trial", source, transforms, collected,
                ParallelSettings.DEFAULT.withUseParallel(Switch.OFF), ErrorSettings.skip(),
                new CheckpointSettings(Switch.OFF, CheckpointSettings.DEFAULT.interval()))).sequentially();
        if (result.outcome() != Outcome.COMPLETED) {
            throw new IOException(result.failure());
        }
        return new Trial(collected.schema(), collected.lines(), result);
    }
}
