package io.nebula.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nebula.connector.ClosedOutputException;
import io.nebula.connector.Compression;
import io.nebula.connector.FileSinkSpec;
import io.nebula.connector.FileSourceSpec;
import io.nebula.connector.SourceSpec;
import io.nebula.format.csv.CsvDialect;
import io.nebula.format.csv.CsvFormat;
import io.nebula.metrics.Outcome;
import io.nebula.metrics.RunResult;
import io.nebula.metrics.WorkerResult;
import io.nebula.options.InvalidOptionsException;
import io.nebula.pipeline.Ordering;
import io.nebula.pipeline.ParallelSettings;
import io.nebula.pipeline.Pipeline;
import io.nebula.pipeline.Switch;
import io.nebula.record.LongColumn;
import io.nebula.record.RecordBatch;
import io.nebula.record.Schema;
import io.nebula.record.ValueType;
import io.nebula.transform.BoundTransform;
import io.nebula.transform.Compute;
import io.nebula.transform.Filter;
import io.nebula.transform.Transform;
import io.nebula.transform.TransformSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Phaser;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.PoisonPill;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PipelineRunTest {
    private static final CsvFormat CSV = new CsvFormat("csv", new CsvDialect((byte) ',', (byte) '"', List.of()), true,
            List.of());
    private static final int RECORDS = 5_000;
    private static final ParallelSettings PARALLEL = ParallelSettings.DEFAULT.withUseParallel(Switch.ON)
            .withBatchSize(70).withVectorBatchSize(16).withWorkerCount(4).withParallelGroups(2);
    private static final ParallelSettings SEQUENTIAL = PARALLEL.withUseParallel(Switch.OFF);

    private static ActorSystem system;

    @TempDir
    private Path folder;
    private Path input;
    private Path output;

    @BeforeAll
    static void start() {
        system = ActorSystem.create("PipelineRunTest");
    }

    @AfterAll
    static void stop() {
        TestKit.shutdownActorSystem(system);
    }

    @BeforeEach
    void write() throws IOException {
        input = folder.resolve("in.csv");
        output = folder.resolve("out.csv");
        writeInput(n -> Integer.toString(n));
    }

    static Stream<ParallelSettings> everyWay() {
        return Stream.of(SEQUENTIAL, PARALLEL, PARALLEL.withWorkerCount(1), PARALLEL.withCredits(1),
                PARALLEL.withOrdering(Ordering.NONE));
    }

    static Stream<ParallelSettings> everyOrderedWay() {
        return Stream.of(SEQUENTIAL, SEQUENTIAL.withVectorBatchSize(1), PARALLEL, PARALLEL.withWorkerCount(1),
                PARALLEL.withWorkerCount(2).withEnableAffinity(Switch.ON), PARALLEL.withCredits(1),
                PARALLEL.withQueueSize(140), PARALLEL.withBatchSize(1).withVectorBatchSize(1),
                PARALLEL.withBatchSize(ParallelSettings.AUTO), PARALLEL.withInFlightBytes(1));
    }

    @ParameterizedTest
    @MethodSource("everyOrderedWay")
    void shouldGiveTheSameBytesHoweverTheWorkIsSpread(ParallelSettings settings) throws Exception {
        RunResult result = run(settings, new Compute("double = n * 2"), new Filter("n % 3 <> 0"));

        assertThat(result.failure()).isNull();
        assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
        String expected = "n,text,double\n" + IntStream.range(0, RECORDS).filter(n -> n % 3 != 0)
                .mapToObj(n -> n + ",\"row, " + n + "\"," + 2 * n + "\n").collect(Collectors.joining());
        assertThat(Files.readString(output)).isEqualTo(expected);
        assertThat(result.read()).isEqualTo(RECORDS);
        assertThat(result.written() + result.filtered()).isEqualTo(RECORDS);
        assertThat(result.filtered()).isEqualTo(1667);
        assertThat(result.bytesRead()).isEqualTo(Files.size(input));
        assertThat(result.bytesWritten()).isEqualTo(Files.size(output));
        assertThat(result.workers().stream().mapToLong(WorkerResult::records).sum()).isEqualTo(RECORDS);
        assertThat(folder).isDirectoryContaining("glob:**/{in,out}.csv").satisfies(this::holdsTwoFiles);
    }

    @Test
    void shouldDeliverTheSameRecordsInAnyOrderWhenNoneIsAskedFor() throws Exception {
        RunResult result = run(PARALLEL.withOrdering(Ordering.NONE), new Compute("double = n * 2"));

        assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(Files.readAllLines(output)).hasSize(RECORDS + 1).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("everyOrderedWay")
    void shouldStopAtTheFirstBadRecordInInputOrderAndKeepExactlyWhatComesBeforeIt(ParallelSettings settings)
            throws Exception {
        writeInput(n -> n == 3_333 ? "x" : n == 3_340 || n == 4_990 ? "y" : Integer.toString(n));

        RunResult result = run(settings, new Filter("text <> 'row, 5'"), new Compute("double = n * 2"));

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        long offset = Files.readString(input).indexOf("\nx,") + 1;
        assertThat(result.failure()).startsWith(input + ":3335 (byte " + offset + "): field 'n': 'x' is not a long")
                .contains("[value-type in decode]").contains("run the same command again");
        assertThat(output).doesNotExist();
        String partial = Files.readString(partialOutput(result));
        assertThat(partial).isEqualTo("n,text,double\n" + IntStream.range(0, 3_333).filter(n -> n != 5)
                .mapToObj(n -> n + ",\"row, " + n + "\"," + 2 * n + "\n").collect(Collectors.joining()));
        assertThat(result.read()).isEqualTo(3_334);
        assertThat(result.written()).isEqualTo(3_332);
        assertThat(result.filtered()).isEqualTo(1);
        assertThat(result.rejected()).isEqualTo(1);
        assertThat(result.rejects()).containsExactly(Map.entry("value-type", 1L));
    }

    @RepeatedTest(5)
    void shouldReportTheFirstBadRecordInInputOrderWithoutOrderToo() throws Exception {
        writeInput(n -> n == 3_333 ? "x" : n > 3_340 ? "y" : Integer.toString(n));

        RunResult result = run(PARALLEL.withOrdering(Ordering.NONE), new Compute("double = n * 2"));

        assertThat(result.failure()).startsWith(input + ":3335 ");
        assertThat(result.rejected()).isEqualTo(1);
        assertThat(Files.readAllLines(partialOutput(result))).contains("3332,\"row, 3332\",6664")
                .hasSizeGreaterThanOrEqualTo(3_334);
    }

    @Test
    void shouldCountLinesThatRecordsAndBlankLinesTakeUp() throws Exception {
        Files.writeString(input, "\"n\nm\",text\n1,\"a\nb\"\n\n2,c\r\n\n\nx,d\n3,e\n");

        SourceSpec source = new FileSourceSpec(List.of(input.toString()), CSV, Map.of("n\nm", ValueType.LONG), 1 << 20,
                Compression.AUTO);

        RunResult result = run(new Pipeline("test", source, List.of(), new FileSinkSpec(output.toString(), CSV),
                PARALLEL.withBatchSize(1)));

        assertThat(result.failure()).startsWith(input + ":9 (byte 27): ");
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void shouldFailWithWhatATransformThrowsAndKeepThePartialOutput(ParallelSettings settings) throws Exception {
        RunResult result = run(settings, each(batch -> {
            LongColumn n = (LongColumn) batch.column(0);
            if (n.values()[0] >= 3_000) {
                throw new StackOverflowError("too deep");
            }
            return batch;
        }));

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.failure()).contains("StackOverflowError: too deep");
        assertThat(output).doesNotExist();
        assertThat(Files.readAllLines(partialOutput(result))).startsWith("n,text").contains("2939,\"row, 2939\"");
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void shouldFailWhenTheOutputCannotTakeMore(ParallelSettings settings) throws Exception {
        RunResult result = run(new Pipeline("test", source(), List.of(), new BreakingSink(CSV, new IOException(
                "out.csv: no space left on device; make room")), settings));

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.failure()).startsWith("out.csv: no space left on device; make room");
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void shouldStopQuietlyWhenTheReaderOfTheOutputHasGone(ParallelSettings settings) throws Exception {
        PipelineRun run = PipelineRun.prepare(new Pipeline("test", source(), List.of(),
                new BreakingSink(CSV, new ClosedOutputException(new IOException("Broken pipe"))), settings));

        RunResult result = finish(run);

        assertThat(run.outputClosed()).isTrue();
        assertThat(result.outcome()).isEqualTo(Outcome.INTERRUPTED);
        assertThat(result.failure()).isNull();
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void shouldFailWhenTheInputCannotBeReadToItsEnd(ParallelSettings settings) throws Exception {
        RunResult result = run(new Pipeline("test", new WrappedSource(source(), whole -> new BreakingReader(whole, 5)),
                List.of(), new FileSinkSpec(output.toString(), CSV), settings));

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.failure()).startsWith("in.csv: the disk went away");
        assertThat(output).doesNotExist();
        assertThat(Files.readAllLines(partialOutput(result))).hasSizeBetween(1 + 4 * 70, 1 + 5 * 70);
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void shouldLeaveTheOutputUnfinishedWhenInterrupted(ParallelSettings settings) throws Exception {
        PipelineRun[] run = new PipelineRun[1];
        run[0] = PipelineRun.prepare(pipeline(settings, each(batch -> {
            run[0].interrupt();
            return batch;
        })));

        RunResult result = finish(run[0]);

        assertThat(result.outcome()).isEqualTo(Outcome.INTERRUPTED);
        assertThat(result.failure()).startsWith("interrupted").contains("run the same command again");
        assertThat(partialOutput(result)).exists();
        assertThat(result.read()).isPositive().isLessThanOrEqualTo(RECORDS).isEqualTo(result.written());
        assertThat(output).doesNotExist();
    }

    @Test
    void shouldStopWaitingForInputWhenInterrupted() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        SourceSpec source = new WrappedSource(source(), whole -> new WaitingReader(whole, waiting));
        PipelineRun run = PipelineRun.prepare(new Pipeline("test", source, List.of(),
                new FileSinkSpec(output.toString(), CSV), SEQUENTIAL));

        var result = CompletableFuture.supplyAsync(run::sequentially);
        awaitLatch(waiting);
        run.interrupt();

        assertThat(result.get(30, SECONDS).outcome()).isEqualTo(Outcome.INTERRUPTED);
        assertThat(result.get().read()).isEqualTo(70);
        assertThat(output).doesNotExist();
    }

    @RepeatedTest(10)
    void shouldGiveTheSameBytesWhenWorkersAreKilled() throws Exception {
        RunResult result = run(PARALLEL, each(batch -> {
            if (((LongColumn) batch.column(0)).values()[0] % 1_120 == 0) {
                system.actorSelection("/system/nebula-worker-1-*").tell(PoisonPill.getInstance(), ActorRef.noSender());
            }
            return batch;
        }));

        assertThat(result.failure()).isNull();
        assertThat(Files.readString(output)).isEqualTo(Files.readString(input));
    }

    @Test
    void shouldFailLoudlyWhenTheActorSystemEndsDuringTheRun() throws Exception {
        ActorSystem mortal = ActorSystem.create("mortal");
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch gone = new CountDownLatch(1);
        PipelineRun run = PipelineRun.prepare(pipeline(PARALLEL, each(batch -> {
            working.countDown();
            awaitLatch(gone);
            return batch;
        })));

        var result = run.on(mortal).toCompletableFuture();
        awaitLatch(working);
        mortal.terminate();
        RunResult ended = result.get(30, SECONDS);
        gone.countDown();

        assertThat(ended.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(output).doesNotExist();
        TestKit.shutdownActorSystem(mortal);
    }

    @Test
    void shouldNameEveryProblemBeforeTheStartAndTouchNothing() throws Exception {
        Files.writeString(output, "finished");
        Pipeline pipeline = pipeline(PARALLEL, new Compute("a = nn * 2"), new Filter("n > 0"), new Filter("text + 1"));

        assertThatThrownBy(() -> PipelineRun.prepare(pipeline)).isInstanceOfSatisfying(InvalidOptionsException.class,
                e -> assertThat(e.problems()).extracting(problem -> problem.path())
                        .containsExactly("transforms.0.set.0", "transforms.2.where", "sink.path"));

        assertThat(Files.readString(output)).isEqualTo("finished");
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void shouldCountRecordsThatATransformAdds(ParallelSettings settings) throws Exception {
        RunResult result = run(settings, each(PipelineRunTest::twice));

        assertThat(result.failure()).isNull();
        assertThat(result.read()).isEqualTo(RECORDS);
        assertThat(result.added()).isEqualTo(RECORDS);
        assertThat(result.written()).isEqualTo(2 * RECORDS);
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void shouldCompleteOnAnEmptyInput(ParallelSettings settings) throws Exception {
        Files.writeString(input, "n,text\n");

        RunResult result = run(settings);

        assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(Files.readString(output)).isEqualTo("n,text\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"out.csv.gz", "out.csv.zst"})
    void shouldWriteOneReadableFileWhenCompressedByTheWorkers(String name) throws Exception {
        Path zipped = folder.resolve(name);

        RunResult result = run(new Pipeline("test", source(), List.of(), new FileSinkSpec(zipped.toString(), CSV), PARALLEL));

        assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(result.bytesWritten()).isEqualTo(Files.size(zipped));
        Path unzipped = folder.resolve("again.csv");
        run(new Pipeline("test", new FileSourceSpec(zipped.toString(), CSV), List.of(),
                new FileSinkSpec(unzipped.toString(), CSV), PARALLEL));
        assertThat(Files.readString(unzipped)).isEqualTo(Files.readString(input));
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void shouldCloseEveryCompressorWhenTheRunEnds(ParallelSettings settings) throws Exception {
        Phaser open = new Phaser(1);

        RunResult result = run(new Pipeline("test", source(), List.of(), new CompressingSink(CSV, open), settings));

        assertThat(result.failure()).isNull();
        int workers = settings.equals(SEQUENTIAL) ? 1 : settings.workerCount();
        assertThat(open.getRegisteredParties()).isBetween(1, 1 + workers);
        open.awaitAdvanceInterruptibly(open.arrive(), 30, SECONDS);
        assertThat(open.getRegisteredParties()).isEqualTo(1);
    }

    private static RecordBatch twice(RecordBatch batch) {
        RecordBatch copy = batch.copy();
        return RecordBatch.concat(List.of(copy, copy));
    }

    private interface Text {
        String of(int n);
    }

    private void writeInput(Text number) throws IOException {
        StringBuilder text = new StringBuilder("n,text\n");
        for (int n = 0; n < RECORDS; n++) {
            text.append(number.of(n)).append(",\"row, ").append(n).append("\"\n");
        }
        Files.writeString(input, text);
    }

    private void holdsTwoFiles(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).hasSize(2);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private SourceSpec source() {
        return new FileSourceSpec(List.of(input.toString()), CSV, Map.of("n", ValueType.LONG), 1 << 20,
                Compression.AUTO);
    }

    private Pipeline pipeline(ParallelSettings settings, TransformSpec... transforms) {
        return new Pipeline("test", source(), List.of(transforms),
                new FileSinkSpec(output.toString(), CSV), settings);
    }

    private RunResult run(ParallelSettings settings, TransformSpec... transforms) throws Exception {
        return run(pipeline(settings, transforms));
    }

    private RunResult run(Pipeline pipeline) throws Exception {
        return finish(PipelineRun.prepare(pipeline));
    }

    private static RunResult finish(PipelineRun run) throws Exception {
        return run.parallel() ? run.on(system).toCompletableFuture().get(30, SECONDS) : run.sequentially();
    }

    private Path partialOutput(RunResult result) {
        Path partial = folder.resolve("out.csv.nebula").resolve("out.csv");
        assertThat(result.failure()).contains(partial.toString());
        return partial;
    }

    private static TransformSpec each(Transform transform) {
        return new TransformSpec() {
            @Override
            public String type() {
                return "test";
            }

            @Override
            public BoundTransform bind(Schema schema) {
                Supplier<Transform> instances = () -> transform;
                return new BoundTransform(schema, instances);
            }
        };
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

}
