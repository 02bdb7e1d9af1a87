package io.nebula.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.connector.Compression;
import io.nebula.connector.FileSinkSpec;
import io.nebula.connector.FileSourceSpec;
import io.nebula.connector.RecordOutput;
import io.nebula.connector.RoutedSinkSpec;
import io.nebula.connector.SinkSpec;
import io.nebula.format.csv.CsvFormat;
import io.nebula.format.jsonl.JsonLinesFormat;
import io.nebula.metrics.RunResult;
import io.nebula.pipeline.CheckpointSettings;
import io.nebula.pipeline.ErrorSettings;
import io.nebula.pipeline.ParallelSettings;
import io.nebula.pipeline.Pipeline;
import io.nebula.pipeline.Switch;
import io.nebula.transform.Compute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run finds changed between its checks and the moment that it has the output for itself. */
class LateRunTest {
    private static final CsvFormat CSV = CsvFormat.csv();

    @TempDir
    private Path folder;
    private Path input;
    private Path dead;
    private ErrorSettings errors = ErrorSettings.fail();
    private Switch checkpoints = Switch.AUTO;

    @BeforeEach
    void write() throws IOException {
        input = Files.writeString(folder.resolve("in.csv"), "id,kind\n1,a\n2,b\n3,a\n");
        dead = folder.resolve("dead.jsonl");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AUTO", "OFF"})
    void shouldRefuseAnOutputThatAnotherRunHasFinishedMeanwhile(Switch enabled) throws Exception {
        checkpoints = enabled;

        assertRefused(new FileSinkSpec(folder + "/out/all.csv", CSV), "out/all.csv: exists; set overwrite = true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AUTO", "OFF"})
    void shouldRefuseRoutesThatAnotherRunHasFinishedMeanwhile(Switch enabled) throws Exception {
        checkpoints = enabled;

        assertRefused(new RoutedSinkSpec(folder + "/out/{kind}.csv", CSV),
                "out/a.csv: exists, and '" + folder + "/out/{kind}.csv' can stand for it; set overwrite = true");
    }

    private void assertRefused(SinkSpec sink, String message) throws Exception {
        PipelineRun late = PipelineRun.prepare(pipeline(sink));
        assertThat(PipelineRun.prepare(pipeline(sink)).sequentially().failure()).isNull();
        List<String> finished = List.of(folder.resolve("out").toFile().list());

        RunResult refused = late.sequentially();

        assertThat(late.started()).as(refused.failure()).isFalse();
        assertThat(refused.failure()).contains(message, "Nothing has been read or written.");
        assertThat(folder.resolve("out").toFile().list()).containsExactlyInAnyOrderElementsOf(finished);
    }

    @Test
    void shouldNotGoOnInRoutesOfWhichSomebodyElseHasMadeOneMeanwhile() throws Exception {
        Pipeline stumbling = pipeline(new RoutedSinkSpec(folder + "/out/{kind}.csv", CSV), new Compute("x = 1 % (3 - id)"));
        assertThat(PipelineRun.prepare(stumbling).sequentially().read()).isEqualTo(3);
        PipelineRun late = PipelineRun.prepare(stumbling);
        Path precious = Files.writeString(folder.resolve("out/c.csv"), "precious");

        assertThat(late.sequentially().failure()).contains("out/c.csv: exists");

        assertThat(late.started()).isFalse();
        Files.delete(precious);
        assertThat(PipelineRun.prepare(stumbling).sequentially().resumedFrom()).isEqualTo(2);
    }

    /** It was planned without them, because they seemed to be those of an output that was only to be put in its place. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldNotDropRejectedRecordsWhereDeadLettersAreThoseOfAFinishedRun(boolean restart) throws Exception {
        SinkSpec sink = new FileSinkSpec(folder + "/out.csv", CSV, true, Compression.AUTO, Compression.USUAL_LEVEL);
        errors = ErrorSettings.deadLetter(new FileSinkSpec(dead.toString(), new JsonLinesFormat()));
        Pipeline pipeline = pipeline(sink, new Compute("x = 1 % (2 - id)"));
        RecordOutput complete = Plan.of(pipeline).sink().open(true);
        complete.prepare();
        complete.abandon();
        Files.writeString(dead, "precious");
        PipelineRun late = PipelineRun.prepare(pipeline, restart);
        if (!restart) {
            assertThat(PipelineRun.prepare(pipeline).sequentially().failure()).contains("only its figures are not known");
        }

        RunResult refused = late.sequentially();

        assertThat(late.started()).as(refused.failure()).isFalse();
        assertThat(refused.failure()).contains("dead.jsonl: exists");
        assertThat(dead).hasContent("precious");
    }

    private Pipeline pipeline(SinkSpec sink, Compute... steps) {
        return new Pipeline("late", new FileSourceSpec(input.toString(), CSV), List.of(steps), sink,
                ParallelSettings.DEFAULT.withUseParallel(Switch.OFF).withBatchSize(1), errors,
                new CheckpointSettings(checkpoints, Duration.ofNanos(1)));
    }
}
