package io.nebula.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nebula.ParallelProcessor;
import io.nebula.binding.RecordType;
import io.nebula.options.InvalidOptionsException;
import io.nebula.pipeline.Ordering;
import io.nebula.pipeline.ParallelSettings;
import io.nebula.record.Field;
import io.nebula.record.LongColumn;
import io.nebula.record.RecordBatch;
import io.nebula.record.Schema;
import io.nebula.record.ValueType;
import io.nebula.transform.BoundTransform;
import io.nebula.transform.Compute;
import io.nebula.transform.Filter;
import io.nebula.transform.TransformSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.stream.javadsl.SourceWithContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Elements that are records, and elements with contexts. */
@Timeout(60)
class RecordElementsTest extends FuzzedStreams {
    private static final ParallelSettings SETTINGS = ParallelSettings.DEFAULT.withWorkerCount(3).withVectorBatchSize(16);
    private static final Schema ORDERS = new Schema(List.of(new Field("id", ValueType.LONG), new Field("price", ValueType.DOUBLE)));

    record Order(long id, double price, String customer) {}

    record Priced(long id, double gross, String customer) {}

    private static List<Order> orders(int count) {
        return IntStream.range(0, count).mapToObj(n -> new Order(n, n * 1.5, "customer " + n % 7)).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 100})
    void shouldRunTransformsOnJavaRecordsInOrder(int batchSize) throws Exception {
        List<Priced> results = await(Source.from(orders(2_000)).via(ParallelProcessor
                .<Order>elements(SETTINGS.withBatchSize(batchSize))
                .transform(RecordType.of(Order.class), List.of(new Compute("gross = price * 2"), new Filter("id % 3 = 1")),
                        RecordType.of(Priced.class))).runWith(Sink.seq(), system));

        assertThat(results).isEqualTo(orders(2_000).stream().filter(order -> order.id() % 3 == 1)
                .map(order -> new Priced(order.id(), order.price() * 2, order.customer())).toList());
    }

    @Test
    void shouldRunTransformsOnMaps() throws Exception {
        List<Map<String, Object>> results = await(Source.range(0, 499).map(n -> Map.<String, Object>of("id", n, "price", 1.0 * n))
                .via(ParallelProcessor.<Map<String, Object>>elements(SETTINGS).transform(RecordType.maps(ORDERS),
                        List.of(new Compute("price = price + id")), RecordType.maps(ORDERS)))
                .runWith(Sink.seq(), system));

        assertThat(results).hasSize(500);
        assertThat(results.get(321)).isEqualTo(Map.of("id", 321L, "price", 642.0));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldDivertElementsThatAreNoRecordsOrAreRefusedAndKeepTheirNeighbours(boolean ordered) throws Exception {
        CompletableFuture<List<FailedElement<Map<String, Object>>>> side = new CompletableFuture<>();
        List<Long> results = await(Source.range(0, 999).map(RecordElementsTest::dirty)
                .via(ParallelProcessor.<Map<String, Object>>elements(SETTINGS.withBatchSize(50)
                                .withOrdering(ordered ? Ordering.INPUT : Ordering.NONE))
                        .divertingFailuresTo(Sink.<FailedElement<Map<String, Object>>>seq()
                                .mapMaterializedValue(all -> all.thenAccept(side::complete)))
                        .transform(RecordType.maps(ORDERS), List.of(new Compute("id = id / 1", "id = cast(id as long)", "price = 100 / id")),
                                RecordType.maps(ORDERS)))
                .map(element -> (Long) element.get("id")).runWith(Sink.seq(), system));

        List<Long> good = LongStream.range(0, 1_000).filter(n -> n % 10 != 3 && n % 100 != 0).boxed().toList();
        assertThat(results).containsExactlyInAnyOrderElementsOf(good);
        if (ordered) {
            assertThat(results).isSorted();
        }
        List<FailedElement<Map<String, Object>>> failed = await(side);
        assertThat(failed).hasSize(1_000 - good.size());
        assertThat(failed).filteredOn(each -> each.element().containsKey("surprise")).hasSize(100)
                .allSatisfy(each -> assertThat(each.cause()).isInstanceOf(RejectedElementException.class)
                        .hasMessageContaining("surprise").hasMessageContaining("unknown-field in decode"));
        assertThat(failed).filteredOn(each -> !each.element().containsKey("surprise")).hasSize(10)
                .allSatisfy(each -> assertThat(each.cause()).hasMessageContaining("[division-by-zero in transforms[0] compute]"));
    }

    private static Map<String, Object> dirty(int n) {
        return n % 10 == 3 ? Map.of("id", n, "price", 1.0, "surprise", "!")
                : Map.of("id", n % 100 == 0 ? 0 : n, "price", 1.0);
    }

    @Test
    void shouldFailWithTheRefusedElementAfterAllEarlierResults() throws Exception {
        List<Map<String, Object>> arrived = new ArrayList<>();
        CompletionStage<?> end = Source.range(0, 999).map(n -> n == 203 || n > 207 ? dirty(3) : Map.<String, Object>of("id", n))
                .via(ParallelProcessor.<Map<String, Object>>elements(SETTINGS.withBatchSize(100))
                        .transform(RecordType.maps(ORDERS), List.of(), RecordType.maps(ORDERS)))
                .runWith(Sink.foreach(arrived::add), system);

        assertThatThrownBy(() -> await(end)).hasRootCauseInstanceOf(RejectedElementException.class)
                .hasMessageContaining("surprise").hasMessageContaining("id=3");
        assertThat(arrived).hasSize(203);
    }

    @Test
    void shouldFindTheElementAtWhichAnOwnTransformThrows() throws Exception {
        TransformSpec picky = TransformSpec.of("picky", schema -> new BoundTransform(schema, () -> batch -> {
            long[] ids = ((LongColumn) batch.column(0)).values();
            for (int k = 0; k < batch.selected(); k++) {
                if (ids[batch.selection()[k]] == 77) {
                    throw new IllegalStateException("not 77");
                }
            }
            return batch;
        }));
        CompletableFuture<List<FailedElement<Order>>> side = new CompletableFuture<>();

        List<Order> results = await(Source.from(orders(300)).via(ParallelProcessor.<Order>elements(SETTINGS)
                .divertingFailuresTo(Sink.<FailedElement<Order>>seq().mapMaterializedValue(all -> all.thenAccept(side::complete)))
                .transform(RecordType.of(Order.class), List.of(picky), RecordType.of(Order.class))).runWith(Sink.seq(), system));

        assertThat(results).isEqualTo(orders(300).stream().filter(order -> order.id() != 77).toList());
        assertThat(await(side)).singleElement().satisfies(failed -> {
            assertThat(failed.element().id()).isEqualTo(77);
            assertThat(failed.cause()).hasMessage("not 77");
        });
    }

    @Test
    void shouldTraceRejectsOfBatchesThatATransformHasMadeItself() throws Exception {
        TransformSpec other = TransformSpec.of("other", schema -> new BoundTransform(schema, () -> batch -> {
            RecordBatch copy = batch.copy();
            long[] ids = ((LongColumn) copy.column(0)).values();
            for (int row = 0; row < copy.rows(); row++) {
                if (ids[row] % 50 == 49) {
                    copy.reject(row, "no", "id", "is not wanted");
                }
            }
            return copy;
        }));

        List<Order> results = await(Source.from(orders(300)).via(ParallelProcessor.<Order>elements(SETTINGS).skippingFailures()
                .transform(RecordType.of(Order.class), List.of(new Filter("id > 10"), other), RecordType.of(Order.class)))
                .runWith(Sink.seq(), system));

        assertThat(results).isEqualTo(orders(300).stream().filter(order -> order.id() > 10 && order.id() % 50 != 49).toList());
    }

    @Test
    void shouldRefuseTransformsAndTypesThatDoNotFitBeforeAnythingRuns() {
        ElementProcessor<Order> elements = ParallelProcessor.elements(SETTINGS);
        assertThatThrownBy(() -> elements.transform(RecordType.of(Order.class), List.of(new Compute("x = prize * 2")),
                RecordType.of(Order.class))).isInstanceOf(InvalidOptionsException.class);
        assertThatThrownBy(() -> elements.transform(RecordType.of(Order.class), List.of(), RecordType.of(Priced.class)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("gross");
    }

    @Test
    void shouldLetContextsRideAlong() throws Exception {
        ContextProcessor<Integer, String> numbers = ContextProcessor.of(
                ParallelProcessor.<Pair<Integer, String>>elements(SETTINGS.withBatchSize(5)).skippingFailures());
        SourceWithContext<Integer, String, ?> source = SourceWithContext.fromPairs(
                Source.range(0, 99).map(n -> Pair.create(n, "offset " + n)));

        assertThat(await(source.via(numbers.<Integer>map(n -> 1_000 / (n % 10))).runWith(Sink.seq(), system)))
                .hasSize(90).startsWith(Pair.create(1_000, "offset 1"), Pair.create(500, "offset 2"));
        assertThat(await(source.via(numbers.filter(n -> n > 97)).runWith(Sink.seq(), system)))
                .containsExactly(Pair.create(98, "offset 98"), Pair.create(99, "offset 99"));
        assertThat(await(source.via(numbers.<Integer>mapConcat(n -> n < 3 ? List.of(n, n) : List.of())).runWith(Sink.seq(), system)))
                .extracting(Pair::second).containsExactly("offset 0", "offset 0", "offset 1", "offset 1", "offset 2", "offset 2");
        assertThat(await(source.via(numbers.<Integer>map(n -> n == 5 ? null : n)).runWith(Sink.seq(), system))).hasSize(99);
    }
}
