package io.nebula.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.connector.Compression;
import io.nebula.connector.FileSinkSpec;
import io.nebula.connector.FileSourceSpec;
import io.nebula.connector.RecordSink;
import io.nebula.connector.RoutedSinkSpec;
import io.nebula.connector.SinkSpec;
import io.nebula.connector.SourceSpec;
import io.nebula.connector.StdinSourceSpec;
import io.nebula.format.csv.CsvFormat;
import io.nebula.metrics.Outcome;
import io.nebula.options.InvalidOptionsException;
import io.nebula.options.Problem;
import io.nebula.pipeline.CheckpointSettings;
import io.nebula.pipeline.ErrorPolicy;
import io.nebula.pipeline.ErrorSettings;
import io.nebula.pipeline.ParallelSettings;
import io.nebula.pipeline.Pipeline;
import io.nebula.pipeline.Switch;
import io.nebula.transform.Compute;
import io.nebula.transform.TransformSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectionTest {
    private static final CheckpointSettings ALWAYS = new CheckpointSettings(Switch.AUTO, Duration.ofNanos(1));
    private static final CheckpointSettings NEVER = new CheckpointSettings(Switch.OFF, Duration.ofSeconds(1));
    private static final TransformSpec STUMBLE = new Compute("rest = 10 % (3 - id)");
    @TempDir
    private Path directory;
    private Path input;
    private Path output;
    private SinkSpec sink;
    private CheckpointSettings checkpoint = ALWAYS;
    private ErrorSettings errors = ErrorSettings.fail();

    @BeforeEach
    void write() throws IOException {
        input = Files.writeString(directory.resolve("in.csv"), "id,name\n1,a\n2,b\n3,c\n");
        output = directory.resolve("out.csv");
    }

    @Test
    void shouldTellWhatWouldBeReadAndWritten() throws IOException {
        errors = new ErrorSettings(ErrorPolicy.DEAD_LETTER, new FileSinkSpec(directory + "/bad.csv", CsvFormat.csv()),
                ErrorSettings.UNLIMITED, 1);

        Inspection inspection = Inspection.of(pipeline());

        assertThat(inspection.problems()).isEmpty();
        assertThat(inspection.inputs()).containsExactly(input);
        assertThat(inspection.fields().names()).containsExactly("id", "name");
        assertThat(inspection.outputs()).containsExactly(new Inspection.Output("sink", "file", output.toString(), false),
                new Inspection.Output("dead letters", "file", directory + "/bad.csv", false));
        assertThat(inspection.earlier()).isNull();
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(input);
        }
    }

    @Test
    void shouldLeaveStandardInputAlone() {
        Inspection inspection = Inspection.of(pipeline(
                new StdinSourceSpec(CsvFormat.csv(), Map.of(), 1000, Compression.NONE), new Compute("a = nofn(1)")));

        assertThat(inspection.fields()).isNull();
        assertThat(inspection.problems()).extracting(Problem::code).containsExactly("unknown-function");
    }

    @Test
    void shouldCheckWhatNeedsNoFieldsWhereTheInputIsMissing() {
        Inspection inspection = Inspection.of(pipeline(new FileSourceSpec("no/such.csv", CsvFormat.csv()),
                new Compute("a = b + 1", "c = sqr(2)"), new Compute("d = 1 +"), new Compute("e = c + 1")));

        assertThat(inspection.problems()).extracting(problem -> problem.path() + " " + problem.code()).containsExactly(
                "source.path no-such-file", "transforms.0.set.1 unknown-function", "transforms.1.set.0 syntax");
    }

    @Test
    void shouldSayThatTheOutputIsAnInputBeforeItIsAdvisedToRemoveIt() {
        output = directory.resolve("./in.csv");

        assertThat(Inspection.of(pipeline()).problems()).extracting(Problem::code).containsExactly("output-is-input");
    }

    @Test
    void shouldTellWhereAnInterruptedRunWouldGoOn() throws IOException {
        interrupt();

        assertThat(Inspection.of(pipeline(STUMBLE)).earlier())
                .isEqualTo("an interrupted run has left " + state() + "; a run goes on after 2 records");
        checkpoint = NEVER;
        assertThat(Inspection.of(pipeline(STUMBLE)).earlier()).endsWith("without checkpoints a run drops it");
    }

    @Test
    void shouldRefuseTheStateOfAnotherJob() throws IOException {
        interrupt();

        Inspection inspection = Inspection.of(pipeline());

        assertThat(inspection.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("other-job");
            assertThat(problem.message()).contains("transforms");
        });
    }

    @Test
    void shouldRefuseDamagedState() throws IOException {
        interrupt();
        try (Stream<Path> files = Files.list(state())) {
            for (Path file : files.filter(each -> each.getFileName().toString().startsWith(RecordSink.KEPT)).toList()) {
                Files.writeString(file, "nonsense");
            }
        }

        assertThat(Inspection.of(pipeline(STUMBLE)).problems()).extracting(Problem::code).containsExactly("damaged-state");
    }

    @Test
    void shouldSeeThatAnotherRunHasTheOutputAndTakeNothing() throws Exception {
        RecordSink held = Plan.of(pipeline()).sink();
        held.lock();

        assertThat(Inspection.of(pipeline()).problems()).extracting(Problem::code).containsExactly("output-in-use");

        held.unlock();
        assertThat(Inspection.of(pipeline()).problems()).isEmpty();
        assertThat(state()).doesNotExist();
    }

    @Test
    void shouldNameThePatternOfRoutesThatAnotherRunHas() throws Exception {
        sink = new RoutedSinkSpec(directory + "/out/{name}.csv", CsvFormat.csv());
        RecordSink held = Plan.of(pipeline()).sink();
        held.lock();

        assertThat(Inspection.of(pipeline()).problems()).extracting(Problem::message)
                .containsExactly("another run is writing '" + directory + "/out/{name}.csv' now");

        held.unlock();
    }

    /** Leaves the state of a run that has failed at its last record. */
    private void interrupt() {
        try {
            assertThat(PipelineRun.prepare(pipeline(STUMBLE)).sequentially().outcome()).isEqualTo(Outcome.FAILED);
        } catch (InvalidOptionsException e) {
            throw new AssertionError(e.problems().toString(), e);
        }
    }

    private Path state() {
        return directory.resolve("out.csv.nebula");
    }

    private Pipeline pipeline(TransformSpec... transforms) {
        return pipeline(new FileSourceSpec(input.toString(), CsvFormat.csv()), transforms);
    }

    private Pipeline pipeline(SourceSpec source, TransformSpec... transforms) {
        return new Pipeline("inspected", source, List.of(transforms),
                sink == null ? new FileSinkSpec(output.toString(), CsvFormat.csv()) : sink,
                ParallelSettings.DEFAULT.withUseParallel(Switch.OFF).withBatchSize(1), errors, checkpoint);
    }
}
