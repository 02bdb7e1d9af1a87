package io.nebula.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nebula.connector.DiscardSinkSpec;
import io.nebula.connector.GenerateSpec;
import io.nebula.format.csv.CsvFormat;
import io.nebula.metrics.RunResult;
import io.nebula.metrics.StageResult;
import io.nebula.metrics.WorkerResult;
import io.nebula.pipeline.ParallelSettings;
import io.nebula.pipeline.Pipeline;
import io.nebula.pipeline.Switch;
import io.nebula.record.Field;
import io.nebula.record.ValueType;
import io.nebula.transform.Compute;
import io.nebula.transform.RowTransform;
import io.nebula.transform.TransformSpec;
import java.util.List;
import org.apache.pekko.actor.ActorSystem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StageTimesTest {
    private static final int RECORDS = 60_000;
    private static final TransformSpec SLOW = RowTransform.of(row -> {
        double sum = row.getDouble("value");
        for (int i = 0; i < 300; i++) {
            sum = Math.sin(sum + i);
        }
        row.setDouble("sum", sum);
    }, new Field("sum", ValueType.DOUBLE));

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldDivideTheWorkersTimeOverTheStages(boolean parallel) throws Exception {
        RunResult result = run(parallel, new DiscardSinkSpec(CsvFormat.csv()));

        assertThat(result.stages()).extracting(StageResult::stage)
                .startsWith("decode", "transforms[0] compute").endsWith("encode").hasSize(4);
        double busy = result.workers().stream().mapToDouble(WorkerResult::busySeconds).sum();
        double all = result.stages().stream().mapToDouble(StageResult::seconds).sum();
        assertThat(all).isCloseTo(busy, within(1e-6));
        assertThat(result.stages().get(2).seconds()).as("the slow step").isGreaterThan(0.6 * all);
        assertThat(result.peakMemoryBytes()).isNotZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldKnowNoEncoderWhereRecordsAreOnlyCounted(boolean parallel) throws Exception {
        assertThat(run(parallel, new DiscardSinkSpec()).stages()).extracting(StageResult::stage).doesNotContain("encode", "compress")
                .hasSize(3);
    }

    private static RunResult run(boolean parallel, DiscardSinkSpec sink) throws Exception {
        Pipeline pipeline = new Pipeline("stages", new GenerateSpec(RECORDS),
                List.of(new Compute("double = value * 2"), SLOW), sink,
                ParallelSettings.DEFAULT.withUseParallel(parallel ? Switch.ON : Switch.OFF).withWorkerCount(2));
        PipelineRun run = PipelineRun.prepare(pipeline);
        if (!parallel) {
            return run.sequentially();
        }
        ActorSystem system = ActorSystem.create("StageTimesTest");
        try {
            return run.on(system).toCompletableFuture().get();
        } finally {
            system.terminate();
            system.getWhenTerminated().toCompletableFuture().get();
        }
    }
}
