package io.nebula.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nebula.ParallelPipeline;
import io.nebula.ParallelProcessor;
import io.nebula.binding.RecordType;
import io.nebula.connector.FileSinkSpec;
import io.nebula.connector.MemorySpec;
import io.nebula.format.csv.CsvFormat;
import io.nebula.pipeline.ParallelSettings;
import io.nebula.record.Field;
import io.nebula.record.RecordBatch;
import io.nebula.record.Schema;
import io.nebula.record.ValueType;
import io.nebula.transform.Compute;
import io.nebula.transform.Filter;
import io.nebula.transform.TransformSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pekko.Done;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.SinkQueueWithCancel;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RecordStreamsTest extends FuzzedStreams {
    private static final Schema SCHEMA = new Schema(List.of(new Field("id", ValueType.LONG),
            new Field("text", ValueType.STRING), new Field("value", ValueType.DOUBLE)));

    @TempDir
    private Path folder;

    /** What tests put in and get out. */
    public record Reading(long id, String text, Double value) {}

    private static Reading reading(int n) {
        return new Reading(n, n % 7 == 0 ? null : "text " + "é".repeat(n % 5), n % 3 == 0 ? null : n / 4.0);
    }

    private static List<Reading> readings(int count) {
        return IntStream.range(0, count).mapToObj(RecordStreamsTest::reading).toList();
    }

    @Test
    void shouldGiveBackTheElementsItHasPutIntoBatches() throws Exception {
        RecordType<Reading> type = RecordType.of(Reading.class);

        assertThat(await(Source.from(readings(1_000)).via(RecordStreams.batches(type, 64))
                .via(RecordStreams.elements(type, type.schema())).runWith(Sink.seq(), system))).isEqualTo(readings(1_000));
    }

    @Test
    void shouldFillBatchesAndShareNoMemoryBetweenThem() throws Exception {
        RecordType<Reading> type = RecordType.of(Reading.class);

        List<RecordBatch> batches = await(Source.from(readings(250)).via(RecordStreams.batches(type, 100))
                .runWith(Sink.seq(), system));

        assertThat(batches).extracting(RecordBatch::rows).containsExactly(100, 100, 50);
        List<Reading> back = new ArrayList<>();
        batches.forEach(batch -> type.reader(type.schema()).read(batch, (row, element) -> back.add(element)));
        assertThat(back).isEqualTo(readings(250));
    }

    @Test
    void shouldNameTheElementThatCannotBeARow() {
        List<Map<String, Object>> maps = new ArrayList<>();
        IntStream.range(0, 30).forEach(n -> maps.add(Map.of("id", (long) n)));
        maps.set(23, Map.of("id", "twenty-three"));

        assertThatThrownBy(() -> await(Source.from(maps).via(RecordStreams.batches(RecordType.maps(SCHEMA), 10))
                .runWith(Sink.seq(), system))).hasRootCauseInstanceOf(RecordRejectedException.class)
                .hasMessageContaining("element 23: field 'id'");
    }

    /** Has no place for a null. */
    public record Bare(long id, double value) {}

    @Test
    void shouldNameTheRecordThatNoElementCanBeMadeOf() {
        List<Reading> readings = IntStream.range(1, 30).mapToObj(n -> new Reading(n, "x", n == 24 ? null : 1.0)).toList();

        assertThatThrownBy(() -> await(Source.from(readings).via(RecordStreams.batches(RecordType.of(Reading.class), 10))
                .via(RecordStreams.elements(RecordType.of(Bare.class), SCHEMA)).runWith(Sink.seq(), system)))
                .hasRootCauseInstanceOf(RecordRejectedException.class).hasMessageContaining("record 23: field 'value'");
    }

    @Test
    void shouldRefuseBeforehandWhatCannotBe() {
        assertThatThrownBy(() -> RecordStreams.batches(RecordType.of(Reading.class), 0))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("at least one row, not 0");
        assertThatThrownBy(() -> RecordStreams.elements(RecordType.of(Reading.class),
                new Schema(List.of(new Field("id", ValueType.LONG))))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'text'");
    }

    @Test
    void shouldTakeInNoMoreThanIsAskedForAndCancelUpstream() throws Exception {
        RecordType<Reading> type = RecordType.of(Reading.class);
        AtomicInteger takenIn = new AtomicInteger();
        Pair<CompletionStage<Done>, SinkQueueWithCancel<Reading>> ends = Source.fromIterator(() -> Stream.iterate(0, n -> n + 1)
                .map(RecordStreamsTest::reading).iterator()).map(each -> {
                    takenIn.incrementAndGet();
                    return each;
                }).watchTermination(Keep.right())
                .via(RecordStreams.batches(type, 10)).via(RecordStreams.elements(type, type.schema()))
                .toMat(Sink.<Reading>queue(1).withAttributes(Attributes.inputBuffer(1, 1)), Keep.both()).run(system);

        for (int n = 0; n < 15; n++) {
            assertThat(await(ends.second().pull())).contains(reading(n));
        }
        assertThat(takenIn).hasValue(20);
        ends.second().cancel();
        await(ends.first());
    }

    @Test
    void shouldMakeOfMapsWithAnOperatorBetweenWhatAPipelineMakesOfTheSameRecords() throws Exception {
        List<TransformSpec> transforms = List.of(new Compute("twice = value * 2", "size = length(text)"),
                new Filter("value is null or id % 2 = 0"));
        StringBuilder csv = new StringBuilder("id,text,value\n");
        List<Map<String, Object>> maps = new ArrayList<>();
        for (Reading each : readings(2_000)) {
            csv.append(each.id()).append(',').append(each.text() == null ? "" : each.text()).append(',')
                    .append(each.value() == null ? "" : each.value()).append('\n');
            Map<String, Object> map = new HashMap<>();
            map.put("id", each.id());
            map.put("text", each.text());
            map.put("value", each.value());
            maps.add(map);
        }
        Schema written = transforms.get(1).bind(transforms.get(0).bind(SCHEMA).output()).output();

        List<Map<String, Object>> results = await(Source.from(maps).via(RecordStreams.batches(RecordType.maps(SCHEMA), 77))
                .via(ParallelProcessor.flow(SCHEMA, ParallelSettings.DEFAULT.withWorkerCount(3), transforms))
                .via(RecordStreams.elements(RecordType.maps(written), written)).runWith(Sink.seq(), system));

        assertThat(csv(written, results)).isEqualTo(pipeline(csv.toString(), transforms));
        OperatorThreads.awaitNone();
    }

    private static String csv(Schema schema, List<Map<String, Object>> maps) {
        StringBuilder csv = new StringBuilder(String.join(",", schema.names())).append('\n');
        for (Map<String, Object> map : maps) {
            List<String> values = new ArrayList<>();
            schema.names().forEach(name -> values.add(map.get(name) == null ? "" : map.get(name).toString()));
            csv.append(String.join(",", values)).append('\n');
        }
        return csv.toString();
    }

    private String pipeline(String csv, List<TransformSpec> transforms) throws Exception {
        Path file = folder.resolve("expected.csv");
        ParallelPipeline.Builder pipeline = ParallelPipeline.named("expected")
                .from(new MemorySpec("stream", csv.getBytes(StandardCharsets.UTF_8), CsvFormat.csv(),
                        Map.of("id", ValueType.LONG, "text", ValueType.STRING, "value", ValueType.DOUBLE), 1 << 20))
                .to(new FileSinkSpec(file.toString(), CsvFormat.csv()));
        transforms.forEach(pipeline::transform);
        assertThat(await(pipeline.run(system)).failure()).isNull();
        return Files.readString(file);
    }
}
