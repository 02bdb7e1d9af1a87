package io.nebula;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.nebula.operator.ProcessorControl;
import io.nebula.operator.RecordRejectedException;
import io.nebula.format.Decoder;
import io.nebula.format.Morsel;
import io.nebula.format.Origin;
import io.nebula.format.csv.CsvDialect;
import io.nebula.format.csv.CsvFormat;
import io.nebula.options.InvalidOptionsException;
import io.nebula.pipeline.Ordering;
import io.nebula.pipeline.ParallelSettings;
import io.nebula.record.DoubleColumn;
import io.nebula.record.Field;
import io.nebula.record.LongColumn;
import io.nebula.record.RecordBatch;
import io.nebula.record.Schema;
import io.nebula.record.ValueType;
import io.nebula.tck.OneRequest;
import io.nebula.transform.BoundTransform;
import io.nebula.transform.Compute;
import io.nebula.transform.Filter;
import io.nebula.transform.RowTransform;
import io.nebula.transform.TransformSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.javadsl.AsPublisher;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.SinkQueueWithCancel;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ParallelProcessorTest {
    private static final Schema NUMBERS = new Schema(List.of(new Field("value", ValueType.LONG)));
    private static final ParallelSettings SETTINGS = ParallelSettings.DEFAULT.withWorkerCount(3).withParallelGroups(2)
            .withVectorBatchSize(16);
    private static final TransformSpec SQUARE = RowTransform.of(
            row -> row.setDouble("squared", (double) row.getLong("value") * row.getLong("value")),
            new Field("squared", ValueType.DOUBLE));

    private static ActorSystem system;

    @BeforeAll
    static void start() {
        system = ActorSystem.create("ParallelProcessorTest", ConfigFactory.load());
    }

    @AfterAll
    static void stop() {
        TestKit.shutdownActorSystem(system);
    }

    private static RecordBatch batch(long first, int rows) {
        LongColumn column = new LongColumn(ValueType.LONG, rows);
        column.reset(rows);
        for (int row = 0; row < rows; row++) {
            column.values()[row] = first + row;
        }
        return RecordBatch.of(NUMBERS, rows, column);
    }

    /** Batches of 0, 1, 2, …, 99 rows and again, with ascending numbers. */
    private static Source<RecordBatch, NotUsed> batches(int count) {
        return Source.range(0, count - 1).map(i -> batch(firstOf(i), i % 100));
    }

    private static long firstOf(int index) {
        return index / 100 * 4_950L + (long) (index % 100) * (index % 100 - 1) / 2;
    }

    private static Flow<RecordBatch, RecordBatch, ProcessorControl> flow(ParallelSettings settings, TransformSpec... transforms)
            throws InvalidOptionsException {
        return ParallelProcessor.flow(NUMBERS, settings, List.of(transforms));
    }

    private static List<Long> values(List<RecordBatch> batches) {
        List<Long> values = new ArrayList<>();
        for (RecordBatch batch : batches) {
            LongColumn column = (LongColumn) batch.column(0);
            IntStream.range(0, batch.selected()).forEach(k -> values.add(column.values()[batch.selection()[k]]));
        }
        return values;
    }

    private static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, SECONDS);
    }

    @Test
    void shouldRefuseABatchOfOtherFields() throws Exception {
        Schema other = new Schema(List.of(new Field("other", ValueType.LONG)));
        Flow<RecordBatch, RecordBatch, ProcessorControl> flow = ParallelProcessor.flow(other, SETTINGS, List.of());

        assertThatThrownBy(() -> await(batches(3).via(flow).runWith(Sink.seq(), system)))
                .hasMessageContaining("a batch has the fields").hasMessageContaining("value").hasMessageContaining("other");
    }

    @Test
    void shouldRefuseABoundInBytesForBatches() {
        assertThatThrownBy(() -> flow(SETTINGS.withInFlightBytes(1_000)))
                .hasMessageContaining("in-flight-bytes does not bound batches").hasMessageContaining("queue-size");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 16, 1_000})
    void shouldKeepTheOrderOfBatchesAndRecordsWhateverTheVectorSize(int vectorRows) throws Exception {
        List<RecordBatch> results = await(batches(300).via(flow(SETTINGS.withVectorBatchSize(vectorRows), SQUARE))
                .runWith(Sink.seq(), system));

        assertThat(results).extracting(RecordBatch::rows).isEqualTo(IntStream.range(0, 300).mapToObj(i -> i % 100).toList());
        assertThat(values(results)).containsExactlyElementsOf(LongStream.range(0, 3 * 4_950).boxed().toList());
        RecordBatch last = results.get(299);
        assertThat(last.schema().names()).containsExactly("value", "squared");
        assertThat(((DoubleColumn) last.column(1)).values()[0]).isEqualTo((double) firstOf(299) * firstOf(299));
    }

    @Test
    void shouldEmitEmptyBatchesForThoseThatAreFilteredOut() throws Exception {
        List<RecordBatch> results = await(batches(200).via(flow(SETTINGS, new Filter("value < 0")))
                .runWith(Sink.seq(), system));

        assertThat(results).hasSize(200).allMatch(batch -> batch.selected() == 0);
    }

    @Test
    void shouldEmitEveryBatchOnceWithoutOrder() throws Exception {
        List<RecordBatch> results = await(batches(300).via(flow(SETTINGS.withOrdering(Ordering.NONE), SQUARE))
                .runWith(Sink.seq(), system));

        assertThat(values(results)).containsExactlyInAnyOrderElementsOf(LongStream.range(0, 3 * 4_950).boxed().toList());
    }

    @Test
    void shouldEmitOnlyWhatIsAskedForAndTakeInNoMoreThanItMayHold() throws Exception {
        AtomicInteger takenIn = new AtomicInteger();
        SinkQueueWithCancel<RecordBatch> results = Source.range(0, 100_000).map(i -> {
            takenIn.incrementAndGet();
            return batch(i, 1);
        }).via(flow(SETTINGS.withQueueSize(20), SQUARE)).runWith(Sink.<RecordBatch>queue(1)
                .withAttributes(Attributes.inputBuffer(1, 1)), system);

        try {
            for (int i = 0; i < 5; i++) {
                assertThat(values(List.of(await(results.pull()).orElseThrow()))).containsExactly((long) i);
            }
            // 20 inside, 5 delivered, and one each in the queue, at the two boundaries and between the stages
            assertThat(takenIn.get()).isLessThanOrEqualTo(20 + 5 + 6);
        } finally {
            results.cancel();
        }
        awaitNoOperatorThreads();
    }

    @Test
    void shouldCompleteWithoutInput() throws Exception {
        assertThat(await(Source.<RecordBatch>empty().via(flow(SETTINGS, SQUARE)).runWith(Sink.seq(), system))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 20})
    void shouldFailWithItsUpstreamWithoutBeingAskedButNoSoonerThanAllBatchesAreOut(int count) throws Exception {
        OneRequest<RecordBatch> downstream = new OneRequest<>(count);

        Source.range(0, count).map(n -> {
            if (n == count) {
                throw new IllegalStateException("source broke");
            }
            return batch(n, 1);
        }).via(flow(SETTINGS, SQUARE))
                .runWith(Sink.asPublisher(AsPublisher.WITHOUT_FANOUT), system).subscribe(downstream);

        assertThat(downstream.end()).failsWithin(Duration.ofSeconds(20)).withThrowableThat()
                .withMessageContaining("source broke");
        assertThat(downstream.elements()).hasSize(count);
    }

    @Test
    void shouldCancelItsUpstreamAndEndItsThreadsWhenCancelled() throws Exception {
        Pair<CompletionStage<org.apache.pekko.Done>, CompletionStage<List<RecordBatch>>> run = batches(100_000)
                .watchTermination(Keep.right())
                .via(flow(SETTINGS, SQUARE)).take(5).toMat(Sink.seq(), Keep.both()).run(system);

        assertThat(await(run.second())).hasSize(5);
        await(run.first());
        awaitNoOperatorThreads();
    }

    @Test
    void shouldFailWithTheRejectedRecordAfterAllEarlierBatches() throws Exception {
        List<RecordBatch> arrived = new ArrayList<>();
        TransformSpec picky = RowTransform.of(row -> {
            if (row.getLong("value") >= 4_000) {
                row.reject("too-large", "value", "is too large");
            }
        });

        CompletionStage<?> end = batches(300).via(flow(SETTINGS, picky)).runWith(Sink.foreach(arrived::add), system);

        assertThatThrownBy(() -> await(end)).isInstanceOf(ExecutionException.class)
                .hasRootCauseInstanceOf(RecordRejectedException.class)
                .hasMessageContaining("record " + (4_000 - firstOf(89)) + " of the batch: field 'value': is too large [too-large in ");
        assertThat(arrived).hasSize(89);
        awaitNoOperatorThreads();
    }

    @Test
    void shouldFailOnAValueThatDoesNotParseInsteadOfPassingNothingOn() throws Exception {
        CsvFormat csv = new CsvFormat("csv", new CsvDialect((byte) ',', (byte) '"', List.of()), true, List.of());
        Decoder decoder = csv.decoder(NUMBERS, Map.of(), 100);
        byte[] bytes = "1\n2\nthree\n".getBytes(UTF_8);
        decoder.open(new Morsel(bytes, 0, bytes.length, new Origin("in.csv", 0, null, 0, 0), 0, bytes.length, false));

        CompletionStage<?> end = Source.single(decoder.next()).via(flow(SETTINGS))
                .runWith(Sink.ignore(), system);

        assertThatThrownBy(() -> await(end)).hasRootCauseInstanceOf(RecordRejectedException.class)
                .hasMessageContaining("'three' is not a long");
    }

    @Test
    void shouldRunATransformOfTheUsersOwnOnColumns() throws Exception {
        TransformSpec negate = TransformSpec.of("negate", schema -> new BoundTransform(schema, () -> batch -> {
            long[] values = ((LongColumn) batch.column(0)).values();
            for (int row = 0; row < batch.rows(); row++) {
                values[row] = -values[row];
            }
            return batch;
        }));

        List<RecordBatch> results = await(Source.single(batch(1, 40)).via(flow(SETTINGS, negate, new Compute("value = value - 1")))
                .runWith(Sink.seq(), system));

        assertThat(values(results)).containsExactlyElementsOf(LongStream.rangeClosed(1, 40).map(n -> -n - 1).boxed().toList());
    }

    @Test
    void shouldNotChangeTheBatchThatWentIn() throws Exception {
        RecordBatch in = batch(1, 3);

        RecordBatch out = await(Source.single(in).via(flow(SETTINGS, new Compute("value = value * 10")))
                .runWith(Sink.head(), system));

        assertThat(values(List.of(in))).containsExactly(1L, 2L, 3L);
        assertThat(values(List.of(out))).containsExactly(10L, 20L, 30L);
    }

    @Test
    void shouldBeMaterialisedManyTimesFromOneBlueprintAtOnce() throws Exception {
        Flow<RecordBatch, RecordBatch, ProcessorControl> blueprint = flow(SETTINGS, SQUARE);

        List<CompletionStage<List<RecordBatch>>> runs = Stream.generate(
                () -> batches(100).via(blueprint).runWith(Sink.seq(), system)).limit(8).toList();

        for (CompletionStage<List<RecordBatch>> run : runs) {
            assertThat(values(await(run))).containsExactlyElementsOf(LongStream.range(0, 4_950).boxed().toList());
        }
        awaitNoOperatorThreads();
    }

    @Test
    void shouldServeSeveralFlowsInOneStream() throws Exception {
        List<RecordBatch> results = await(batches(200).via(flow(SETTINGS, new Compute("value = value * 2")))
                .via(flow(SETTINGS.withWorkerCount(2), new Filter("value % 4 = 0"))).runWith(Sink.seq(), system));

        assertThat(values(results)).containsExactlyElementsOf(LongStream.range(0, 4_950).map(n -> n * 4).boxed().toList());
    }

    @Test
    void shouldRunInATypedActorSystem() throws Exception {
        org.apache.pekko.actor.typed.ActorSystem<Void> typed = org.apache.pekko.actor.typed.ActorSystem.create(
                Behaviors.empty(), "typed");
        try {
            assertThat(values(await(batches(100).via(flow(SETTINGS, SQUARE)).runWith(Sink.seq(), typed)))).hasSize(4_950);
        } finally {
            typed.terminate();
            await(typed.getWhenTerminated());
        }
    }

    @Test
    void shouldFailWhenABatchTakesLongerThanTheTimeout() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        TransformSpec stuck = RowTransform.of(row -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        CompletionStage<?> end = batches(100).via(flow(SETTINGS.withMorselTimeout(Duration.ofMillis(200)), stuck))
                .runWith(Sink.ignore(), system);

        assertThatThrownBy(() -> await(end)).hasMessageContaining("morsel-timeout");
        never.countDown();
        awaitNoOperatorThreads();
    }

    @Test
    void shouldRefuseTransformsThatDoNotFitBeforeAnythingRuns() {
        assertThatThrownBy(() -> flow(SETTINGS, SQUARE, new Compute("x = valeu * 2"))).isInstanceOfSatisfying(
                InvalidOptionsException.class, e -> assertThat(e.problems().get(0).path()).isEqualTo("transforms.1.set.0"));
    }

    private static void awaitNoOperatorThreads() {
        long deadline = System.nanoTime() + SECONDS.toNanos(20);
        while (Thread.getAllStackTraces().keySet().stream().anyMatch(t -> t.getName().startsWith("nebula-operator-"))) {
            assertThat(System.nanoTime()).as("worker threads end").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
