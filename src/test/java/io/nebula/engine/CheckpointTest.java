package io.nebula.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nebula.connector.DiscardSinkSpec;
import io.nebula.connector.FileSinkSpec;
import io.nebula.connector.FileSourceSpec;
import io.nebula.connector.GenerateSpec;
import io.nebula.connector.SinkSpec;
import io.nebula.connector.SourceSpec;
import io.nebula.delivery.ManifestStore;
import io.nebula.format.csv.CsvFormat;
import io.nebula.format.jsonl.JsonLinesFormat;
import io.nebula.metrics.Outcome;
import io.nebula.metrics.RunResult;
import io.nebula.options.InvalidOptionsException;
import io.nebula.pipeline.CheckpointSettings;
import io.nebula.pipeline.ErrorSettings;
import io.nebula.pipeline.Ordering;
import io.nebula.pipeline.ParallelSettings;
import io.nebula.pipeline.Pipeline;
import io.nebula.pipeline.Switch;
import io.nebula.record.LongColumn;
import io.nebula.record.RecordBatch;
import io.nebula.record.Schema;
import io.nebula.transform.BoundTransform;
import io.nebula.transform.Compute;
import io.nebula.transform.Filter;
import io.nebula.transform.TransformSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(120)
class CheckpointTest {
    private static final int RECORDS = 1_500;
    private static final ParallelSettings PARALLEL = ParallelSettings.DEFAULT.withUseParallel(Switch.ON)
            .withBatchSize(50).withVectorBatchSize(16).withQueueSize(400).withWorkerCount(3)
            .withParallelGroups(2);
    private static final ParallelSettings SEQUENTIAL = PARALLEL.withUseParallel(Switch.OFF);
    private static final ParallelSettings UNORDERED = PARALLEL.withOrdering(Ordering.NONE);
    /** At every opportunity. */
    private static final CheckpointSettings ALWAYS = new CheckpointSettings(Switch.AUTO, Duration.ofNanos(1));
    private static final CheckpointSettings OFF = new CheckpointSettings(Switch.OFF, Duration.ofSeconds(1));

    private static ActorSystem system;
    /** What happens at each record; no part of the pipeline. */
    private static volatile LongConsumer hook;

    @TempDir
    private Path folder;
    private Path input;
    private Path output;
    private Path dead;
    private List<TransformSpec> transforms = List.of(new Filter("id % 5 <> 1"), new Stumble());
    private ErrorSettings errors = ErrorSettings.fail();
    private CheckpointSettings checkpoint = ALWAYS;
    private final FaultySink.Faults faults = new FaultySink.Faults();

    /** Lets every record through, and calls the hook with its first field. */
    private record Stumble() implements TransformSpec {
        @Override
        public String type() {
            return "stumble";
        }

        @Override
        public BoundTransform bind(Schema schema) {
            return new BoundTransform(schema, () -> batch -> {
                look(batch);
                return batch;
            });
        }

        private static void look(RecordBatch batch) {
            long[] ids = ((LongColumn) batch.column(0)).values();
            for (int i = 0; i < batch.selected(); i++) {
                hook.accept(ids[batch.selection() == null ? i : batch.selection()[i]]);
            }
        }
    }

    @BeforeAll
    static void start() {
        system = ActorSystem.create("CheckpointTest");
    }

    @AfterAll
    static void stop() {
        TestKit.shutdownActorSystem(system);
    }

    static Stream<ParallelSettings> everyWay() {
        return Stream.of(SEQUENTIAL, PARALLEL, UNORDERED);
    }

    @BeforeEach
    void prepare() throws IOException {
        hook = id -> {};
        input = Files.writeString(folder.resolve("in.csv"), text(0, RECORDS));
        output = folder.resolve("out.jsonl");
        dead = folder.resolve("dead.jsonl");
    }

    private static String text(int from, int to) {
        StringBuilder text = new StringBuilder("id,text\n");
        for (int i = from; i < to; i++) {
            text.append(i).append(i % 13 == 4 ? ",\"two\nlines\"\n" : ",one line\n");
        }
        return text.toString();
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void shouldGoOnWhereAnInterruptedRunHasStopped(ParallelSettings settings) throws Exception {
        List<String> expected = undisturbed();

        RunResult first = interruptedAt(RECORDS / 2, settings);
        RunResult second = run(settings);

        assertThat(first.outcome()).isEqualTo(Outcome.INTERRUPTED);
        assertThat(first.read()).isBetween(1L, RECORDS - 1L);
        assertThat(first.failure()).contains("run the same command again; it goes on after "
                + RunEnding.records(first.read()));
        assertThat(second.resumedFrom()).isEqualTo(first.read());
        assertFinished(second, settings, expected);
        assertThat(second.bytesRead()).isEqualTo(Files.size(input));
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void shouldGoOnAsOftenAsItIsInterrupted(ParallelSettings settings) throws Exception {
        List<String> expected = undisturbed();
        long before = 0;

        for (int i = 1; i < 6; i++) {
            RunResult result = interruptedAt(i * RECORDS / 6, settings);
            assertThat(result.resumedFrom()).isEqualTo(before);
            before = result.read();
        }

        assertFinished(run(settings), settings, expected);
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void shouldGoOnInCompressedFilesAndSeveralInputs(ParallelSettings settings) throws Exception {
        input = folder.resolve("in-*.csv.gz");
        output = folder.resolve("out.jsonl.gz");
        long stored = 0;
        for (int i = 0; i < 3; i++) {
            Path part = folder.resolve("in-" + i + ".csv.gz");
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(part))) {
                out.write(text(i * RECORDS / 3, (i + 1) * RECORDS / 3).getBytes(StandardCharsets.UTF_8));
            }
            stored += Files.size(part);
        }
        List<String> expected = undisturbed();

        interruptedAt(RECORDS / 4, settings);
        interruptedAt(RECORDS / 2, settings);
        RunResult result = run(settings);

        assertThat(result.resumedFrom()).isPositive();
        assertThat(result.bytesRead()).isEqualTo(stored);
        assertFinished(result, settings, expected);
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void shouldGoOnWithGeneratedRecords(ParallelSettings settings) throws Exception {
        SourceSpec source = new GenerateSpec(RECORDS, GenerateSpec.NARROW, 1);
        run(pipeline(source, sink(), SEQUENTIAL, OFF), false);
        List<String> expected = taken(output);

        PipelineRun[] run = {PipelineRun.prepare(pipeline(source, sink(), settings, ALWAYS))};
        hook = id -> interruptAt(id, RECORDS / 2, run);
        RunResult first = finish(run[0]);
        hook = id -> {};
        RunResult second = run(pipeline(source, sink(), settings, ALWAYS), false);

        assertThat(second.resumedFrom()).isEqualTo(first.read()).isPositive();
        assertFinished(second, settings, expected);
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void shouldGoOnWithDeadLettersAndTheirLines(ParallelSettings settings) throws Exception {
        errors = ErrorSettings.deadLetter(new FileSinkSpec(dead.toString(), new JsonLinesFormat()));
        transforms = List.of(new Compute("part = 10 % (id % 11)"), new Stumble());
        List<String> expected = undisturbed();
        List<String> expectedDead = taken(dead);

        for (int i = 1; i < 6; i++) {
            interruptedAt(i * RECORDS / 6, settings);
        }
        RunResult result = run(settings);

        assertThat(result.rejects()).isEqualTo(Map.of("division-by-zero", (long) expectedDead.size()));
        assertFinished(result, settings, expected);
        if (settings.ordering() == Ordering.INPUT) {
            assertThat(lines(dead)).isEqualTo(expectedDead);
        } else {
            assertThat(lines(dead)).hasSameSizeAs(expectedDead);
        }
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void shouldGoOnAfterAStepThatFailedHasBeenRepaired(ParallelSettings settings) throws Exception {
        List<String> expected = undisturbed();
        hook = id -> {
            if (id == RECORDS / 2) {
                throw new IllegalStateException("broken");
            }
        };

        RunResult first = run(settings);
        hook = id -> {};
        RunResult second = run(settings);

        assertThat(first.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(first.failure()).contains("Remove the cause and run the same command again; it goes on after ");
        assertThat(second.resumedFrom()).isPositive().isLessThan(RECORDS);
        assertFinished(second, settings, expected);
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void shouldGoOnWhenARejectIsToBeSkippedAfterAll(ParallelSettings settings) throws Exception {
        transforms = List.of(new Compute("part = 10 % (id - 1000)"), new Stumble());
        errors = ErrorSettings.skip();
        List<String> expected = undisturbed();

        errors = ErrorSettings.fail();
        RunResult first = run(settings);
        errors = ErrorSettings.skip();
        RunResult second = run(settings);

        assertThat(first.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(first.rejected()).isEqualTo(1);
        assertThat(second.resumedFrom()).isPositive();
        assertFinished(second, settings, expected);
        assertThat(second.rejected()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void shouldCountOnlyWhatTheNextRunWillNotDoAgainWhenTheDiskIsFull(ParallelSettings settings) throws Exception {
        List<String> expected = undisturbed();

        faults.append(30);
        RunResult first = run(pipeline(source(), new FaultySink(sink(), faults), settings, ALWAYS), false);
        faults.none();
        RunResult second = run(pipeline(source(), new FaultySink(sink(), faults), settings, ALWAYS), false);

        assertThat(first.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(first.failure()).contains("No space left on device", "it goes on after");
        assertThat(first.read()).isPositive().isEqualTo(first.written() + first.filtered());
        assertThat(second.resumedFrom()).isEqualTo(first.read());
        assertFinished(second, settings, expected);
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void shouldGoOnFromTheCheckpointBeforeTheOneThatCouldNotBeForced(ParallelSettings settings) throws Exception {
        List<String> expected = undisturbed();

        faults.checkpoint(10);
        RunResult first = run(pipeline(source(), new FaultySink(sink(), faults), settings, ALWAYS), false);
        faults.none();
        RunResult second = run(pipeline(source(), new FaultySink(sink(), faults), settings, ALWAYS), false);

        assertThat(first.failure()).contains("Input/output error");
        assertThat(second.resumedFrom()).isEqualTo(first.read()).isPositive();
        assertFinished(second, settings, expected);
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void shouldFinishAnOutputThatWasCompleteAndNotYetInItsPlace(ParallelSettings settings) throws Exception {
        List<String> expected = undisturbed();

        faults.commit(1);
        RunResult first = run(pipeline(source(), new FaultySink(sink(), faults), settings, ALWAYS), false);
        faults.none();
        hook = id -> {
            throw new AssertionError("nothing is left to be done");
        };
        RunResult second = run(pipeline(source(), new FaultySink(sink(), faults), settings, ALWAYS), false);

        assertThat(first.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(second.resumedFrom()).isEqualTo(RECORDS);
        assertFinished(second, settings, expected);
    }

    @Test
    void shouldRefuseAnotherPipelineAndSayWhatIsOther() throws Exception {
        RunResult first = interruptedAt(RECORDS / 2, SEQUENTIAL);
        transforms = List.of(new Filter("id % 5 <> 2"), new Stumble());

        PipelineRun other = PipelineRun.prepare(pipeline(SEQUENTIAL));
        RunResult refused = finish(other);

        assertThat(other.started()).isFalse();
        assertThat(refused.failure()).contains("the fingerprint was ", " and is ",
                "transforms[0].where was id % 5 <> 1, is id % 5 <> 2", "--restart", RunEnding.records(first.read()))
                .contains(output + ": ", output + ".nebula").doesNotContain("transforms[1]");
        assertThat(output).doesNotExist();
        transforms = List.of(new Filter("id % 5 <> 1"), new Stumble());
        assertThat(run(SEQUENTIAL).resumedFrom()).as("nothing has been changed").isEqualTo(first.read());
    }

    @Test
    void shouldRefuseAnotherInput() throws Exception {
        interruptedAt(RECORDS / 2, SEQUENTIAL);
        Files.writeString(input, "7,more\n", StandardOpenOption.APPEND);

        PipelineRun other = PipelineRun.prepare(pipeline(SEQUENTIAL));
        RunResult refused = finish(other);

        assertThat(other.started()).isFalse();
        assertThat(refused.failure()).contains("input[0] was path=" + input + " size=");
    }

    @Test
    void shouldGoOnWhateverTheSettingsAndTheName() throws Exception {
        List<String> expected = undisturbed();
        interruptedAt(RECORDS / 3, PARALLEL);
        interruptedAt(RECORDS / 2, UNORDERED.withWorkerCount(1).withParallelGroups(1));

        RunResult result = run(new Pipeline("other name", source(), transforms, sink(), SEQUENTIAL.withBatchSize(7), errors,
                new CheckpointSettings(Switch.ON, Duration.ofHours(1))), false);

        assertThat(result.resumedFrom()).isPositive();
        assertFinished(result, UNORDERED, expected);
    }

    @Test
    void shouldBeginAtTheBeginningWhenTold() throws Exception {
        List<String> expected = undisturbed();
        interruptedAt(RECORDS / 2, SEQUENTIAL);

        RunResult result = run(pipeline(SEQUENTIAL), true);

        assertThat(result.resumedFrom()).isZero();
        assertFinished(result, SEQUENTIAL, expected);
    }

    @Test
    void shouldForgetWhatIsLeftWhenCheckpointsAreOff() throws Exception {
        interruptedAt(RECORDS / 2, SEQUENTIAL);
        checkpoint = OFF;
        RunResult off = interruptedAt(RECORDS / 2, SEQUENTIAL);
        checkpoint = ALWAYS;
        RunResult last = run(SEQUENTIAL);

        assertThat(off.resumedFrom()).isZero();
        assertThat(off.failure()).contains("it starts from the beginning");
        assertThat(last.resumedFrom()).isZero();
    }

    @Test
    void shouldUseTheCheckpointBeforeADamagedOneAndNeverNoneAtAll() throws Exception {
        List<String> expected = undisturbed();
        RunResult first = interruptedAt(RECORDS / 2, SEQUENTIAL);
        Path state = Path.of(output + ".nebula");
        long newest = new ManifestStore(state).load().sequence();
        damage(state.resolve("manifest-" + (newest + 1) % 2 + ".nebula"));

        RunResult second = interruptedAt(RECORDS * 3 / 4, SEQUENTIAL);
        assertThat(second.resumedFrom()).isPositive().isLessThan(first.read());
        damage(state.resolve("manifest-0.nebula"));
        damage(state.resolve("manifest-1.nebula"));
        PipelineRun third = PipelineRun.prepare(pipeline(SEQUENTIAL));
        assertThat(finish(third).failure()).contains("damaged", "--restart");
        assertThat(third.started()).isFalse();

        assertFinished(run(pipeline(SEQUENTIAL), true), SEQUENTIAL, expected);
    }

    @Test
    void shouldTakeCheckpointsOnlyWhereBothEndsAllowIt() throws Exception {
        run(pipeline(source(), new DiscardSinkSpec(), SEQUENTIAL, ALWAYS), false);
        CheckpointSettings on = new CheckpointSettings(Switch.ON, Duration.ofSeconds(1));

        assertThatThrownBy(() -> PipelineRun.prepare(pipeline(source(), new DiscardSinkSpec(), SEQUENTIAL, on)))
                .isInstanceOfSatisfying(InvalidOptionsException.class, e -> assertThat(e.problems()).singleElement()
                        .satisfies(problem -> assertThat(problem.path()).isEqualTo("checkpoint.enabled"))
                        .satisfies(problem -> assertThat(problem.message()).contains("discard", "cannot be continued")));
        errors = ErrorSettings.deadLetter(new DiscardSinkSpec());
        assertThatThrownBy(() -> PipelineRun.prepare(pipeline(source(), sink(), SEQUENTIAL, on)))
                .isInstanceOf(InvalidOptionsException.class).hasMessageContaining("dead letters");
        errors = ErrorSettings.fail();
        SourceSpec nameless = new WrappedSource(source(), reader -> reader);
        assertThatThrownBy(() -> PipelineRun.prepare(pipeline(nameless, sink(), SEQUENTIAL, on)))
                .isInstanceOf(InvalidOptionsException.class).hasMessageContaining("cannot be read again");
    }

    @Test
    void shouldTakeNoCheckpointsOfALambdaUnlessTold() throws Exception {
        transforms = List.of(TransformSpec.of("lambda", schema -> new BoundTransform(schema, () -> batch -> batch)),
                new Stumble());
        assertThat(interruptedAt(RECORDS / 2, SEQUENTIAL).failure()).contains("starts from the beginning");

        checkpoint = new CheckpointSettings(Switch.ON, Duration.ofNanos(1));
        assertThat(interruptedAt(RECORDS / 2, SEQUENTIAL).failure()).contains("goes on after");
    }

    @Test
    void shouldTakeNoMoreCheckpointsThanTheIntervalAllows() throws Exception {
        run(pipeline(source(), new FaultySink(sink(), faults), SEQUENTIAL,
                new CheckpointSettings(Switch.AUTO, Duration.ofHours(1))), false);

        assertThat(faults.checkpoints()).as("the last one").isEqualTo(1);
    }

    @Test
    void shouldLeaveNothingButTheOutputs() throws Exception {
        errors = ErrorSettings.deadLetter(new FileSinkSpec(dead.toString(), new JsonLinesFormat()));

        run(PARALLEL);

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(input, output, dead);
        }
    }

    private List<String> undisturbed() throws Exception {
        assertThat(run(pipeline(source(), sink(), SEQUENTIAL, OFF), false).outcome()).isEqualTo(Outcome.COMPLETED);
        return taken(output);
    }

    private List<String> taken(Path file) throws IOException {
        List<String> lines = lines(file);
        Files.delete(file);
        return lines;
    }

    private RunResult interruptedAt(long record, ParallelSettings settings) throws Exception {
        PipelineRun[] run = {PipelineRun.prepare(pipeline(settings))};
        hook = id -> interruptAt(id, record, run);
        try {
            return finish(run[0]);
        } finally {
            hook = id -> {};
        }
    }

    private static void interruptAt(long id, long record, PipelineRun[] run) {
        if (id >= record) {
            run[0].interrupt();
        }
    }

    private void assertFinished(RunResult result, ParallelSettings settings, List<String> expected) throws IOException {
        assertThat(result.failure()).isNull();
        assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(result.read()).isEqualTo(RECORDS);
        assertThat(result.read() + result.added())
                .isEqualTo(result.written() + result.filtered() + result.rejected());
        assertThat(result.written()).isEqualTo(expected.size());
        assertThat(result.bytesWritten()).isEqualTo(Files.size(output));
        if (settings.ordering() == Ordering.INPUT) {
            assertThat(lines(output)).isEqualTo(expected);
        } else {
            assertThat(lines(output)).containsExactlyInAnyOrderElementsOf(expected);
        }
        assertThat(Path.of(output + ".nebula")).doesNotExist();
    }

    private SourceSpec source() {
        return new FileSourceSpec(input.toString(), CsvFormat.csv());
    }

    private SinkSpec sink() {
        return new FileSinkSpec(output.toString(), new JsonLinesFormat());
    }

    private Pipeline pipeline(ParallelSettings settings) {
        return pipeline(source(), sink(), settings, checkpoint);
    }

    private Pipeline pipeline(SourceSpec source, SinkSpec sink, ParallelSettings settings, CheckpointSettings checkpoints) {
        return new Pipeline("test", source, transforms, sink, settings, errors, checkpoints);
    }

    private RunResult run(ParallelSettings settings) throws Exception {
        return run(pipeline(settings), false);
    }

    private static RunResult run(Pipeline pipeline, boolean restart) throws Exception {
        return finish(PipelineRun.prepare(pipeline, restart));
    }

    private static RunResult finish(PipelineRun run) throws Exception {
        return run.parallel() ? run.on(system).toCompletableFuture().get(60, SECONDS) : run.sequentially();
    }

    private static void damage(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 3] ^= 4;
        Files.write(file, bytes);
    }

    private static List<String> lines(Path file) throws IOException {
        try (InputStream stored = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(stored) : stored) {
            return new ArrayList<>(Arrays.asList(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")));
        }
    }
}
