package io.nebula.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nebula.ParallelPipeline;
import io.nebula.connector.FileSinkSpec;
import io.nebula.connector.MemorySpec;
import io.nebula.format.Format;
import io.nebula.format.csv.CsvDialect;
import io.nebula.format.csv.CsvFormat;
import io.nebula.format.jsonl.JsonLinesFormat;
import io.nebula.options.InvalidOptionsException;
import io.nebula.pipeline.Ordering;
import io.nebula.pipeline.ParallelSettings;
import io.nebula.transform.Compute;
import io.nebula.transform.Filter;
import io.nebula.transform.RowTransform;
import io.nebula.transform.TransformSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.pekko.Done;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.OverflowStrategy;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.SinkQueueWithCancel;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.stream.javadsl.SourceQueueWithComplete;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ByteProcessorTest extends FuzzedStreams {
    private static final ParallelSettings SETTINGS = ParallelSettings.DEFAULT.withWorkerCount(3).withParallelGroups(2);
    private static final CsvFormat CSV = CsvFormat.csv();
    private static final Format JSON_LINES = JsonLinesFormat.jsonLines();
    private static final List<TransformSpec> TRANSFORMS = List.of(new Compute("twice = amount * 2"),
            new Filter("amount is null or amount > 10"));

    @TempDir
    private Path folder;

    private static ByteString bytes(String text) {
        return ByteString.fromString(text);
    }

    private static String run(List<ByteString> pieces, Flow<ByteString, ByteString, ?> flow) throws Exception {
        return text(await(Source.from(pieces).via(flow).runWith(Sink.seq(), system)));
    }

    private static String text(List<ByteString> pieces) {
        return pieces.stream().reduce(ByteString.emptyByteString(), ByteString::concat).utf8String();
    }

    private static Format format(String name) {
        return name.equals("csv") ? CSV : name.equals("jsonl") ? JSON_LINES
                : new CsvFormat("csv", new CsvDialect((byte) ';', (byte) '\'', List.of("NA")), true, List.of());
    }

    private String pipeline(byte[] bytes, Format input, Format output) throws Exception {
        Path file = folder.resolve("expected");
        Files.deleteIfExists(file);
        ParallelPipeline.Builder pipeline = ParallelPipeline.named("expected")
                .from(new MemorySpec("stream", bytes, input, RandomRecords.DECLARED, 1 << 20))
                .to(new FileSinkSpec(file.toString(), output)).settings(SETTINGS);
        TRANSFORMS.forEach(pipeline::transform);
        assertThat(await(pipeline.run(system)).failure()).isNull();
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    private static ByteProcessor processor(ParallelSettings settings, Format input) {
        ByteProcessor processor = ByteProcessor.of(settings, input, RandomRecords.SCHEMA);
        for (TransformSpec transform : TRANSFORMS) {
            processor = processor.transform(transform);
        }
        return processor;
    }

    @ParameterizedTest
    @CsvSource({"csv, csv, 1", "csv, csv, 4", "csv, jsonl, 2", "jsonl, csv, 3", "jsonl, jsonl, 4", "csv, other, 4"})
    void shouldGiveTheBytesThatAPipelineWrites(String input, String output, int workers) throws Exception {
        for (int most : new int[] {1, 50, 5_000, 1 << 20}) {
            long seed = ThreadLocalRandom.current().nextLong();
            Random random = new Random(seed);
            byte[] bytes = RandomRecords.of(format(input), random, most == 1 ? 100 : 1 + random.nextInt(5_000), false);
            ParallelSettings settings = SETTINGS.withWorkerCount(workers).withParallelGroups(1)
                    .withBatchSize(random.nextBoolean() ? 0 : 1 + random.nextInt(200))
                    .withInFlightBytes(random.nextBoolean() ? 0 : 1 + random.nextInt(100_000));

            String result = run(RandomRecords.pieces(bytes, most, random), processor(settings, format(input)).to(format(output)));

            assertThat(result).as("seed " + seed + ", pieces up to " + most + ", " + settings)
                    .isEqualTo(pipeline(bytes, format(input), format(output)));
        }
    }

    @ParameterizedTest
    @CsvSource({"csv, csv", "csv, jsonl", "jsonl, csv"})
    void shouldGiveWhatAPipelineWritesForInputWithoutRecords(String input, String output) throws Exception {
        String head = input.equals("csv") ? "amount,id,text" : "";
        for (String content : List.of("", head, head + "\n", "\ufeff" + head, head + "\r\n\r\n")) {
            String expected = pipeline(content.getBytes(StandardCharsets.UTF_8), format(input), format(output));

            assertThat(run(List.of(bytes(content)), processor(SETTINGS, format(input)).to(format(output)))).isEqualTo(expected);
        }
        assertThat(run(List.of(), processor(SETTINGS, format(input)).to(format(output))))
                .isEqualTo(pipeline(new byte[0], format(input), format(output)));
    }

    @Test
    void shouldInferWhatIsNotDeclaredAsAPipelineDoes() throws Exception {
        byte[] bytes = RandomRecords.of(CSV, new Random(1), 3_000, false);
        ByteProcessor processor = ByteProcessor.inferring(SETTINGS, CSV, Map.of());
        for (TransformSpec transform : TRANSFORMS) {
            processor = processor.transform(transform);
        }

        assertThat(run(RandomRecords.pieces(bytes, 10_000, new Random(2)), processor.to(JSON_LINES)))
                .isEqualTo(pipeline(bytes, CSV, JSON_LINES));
    }

    @Test
    void shouldReadColumnsInAnyOrderByTheirHeaderAndWithoutOneInTheOrderDeclared() throws Exception {
        CsvFormat bare = new CsvFormat("csv", CSV.dialect(), false, List.of());

        assertThat(run(List.of(bytes("text,amount,id\nx,1,2\n")), ByteProcessor.of(SETTINGS, CSV, RandomRecords.SCHEMA).to(CSV)))
                .isEqualTo("amount,id,text\n1,2,x\n");
        assertThat(run(List.of(bytes("1,2,x\n3,4,y")), ByteProcessor.of(SETTINGS, bare, RandomRecords.SCHEMA).to(CSV)))
                .isEqualTo("amount,id,text\n1,2,x\n3,4,y\n");
    }

    @Test
    void shouldFailAtABadRecordWithItsPlaceAfterEverythingBefore() throws Exception {
        StringBuilder input = new StringBuilder("amount,id,text\n");
        for (int i = 0; i < 5_000; i++) {
            input.append("1,").append(i == 3_210 ? "x" : Integer.toString(i)).append(",\"two\nlines\"\n");
        }
        List<ByteString> arrived = new ArrayList<>();
        Pair<ProcessorControl, CompletionStage<Done>> run = Source
                .from(RandomRecords.pieces(input.toString().getBytes(StandardCharsets.UTF_8), 2_000, new Random(3)))
                .viaMat(ByteProcessor.of(SETTINGS.withBatchSize(70), CSV, RandomRecords.SCHEMA).to(CSV), Keep.right())
                .toMat(Sink.foreach(arrived::add), Keep.both()).run(system);

        int offset = input.indexOf("1,x,");
        assertThatThrownBy(() -> await(run.second())).hasRootCauseInstanceOf(RecordRejectedException.class)
                .hasMessageContaining("line " + (2 + 2 * 3_210) + " (byte " + offset + "): field 'id'");
        assertThatThrownBy(() -> await(run.first().completion())).hasMessageContaining("byte " + offset);
        assertThat(text(arrived)).isEqualTo(input.substring(0, offset));
    }

    @Test
    void shouldFailWithWhatATransformThrew() throws Exception {
        ByteProcessor processor = ByteProcessor.of(SETTINGS, CSV, RandomRecords.SCHEMA).transform(RowTransform.of(row -> {
            throw new IllegalStateException("no way");
        }));

        assertThatThrownBy(() -> run(List.of(bytes("amount,id,text\n1,2,x\n")), processor.to(CSV)))
                .hasRootCauseMessage("no way").hasMessageContaining("line 2 (byte 15)");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldGoOnWithoutBadRecordsAndCountThem(boolean diverting) throws Exception {
        CompletableFuture<List<RejectedRecord>> side = new CompletableFuture<>();
        ByteProcessor processor = ByteProcessor.of(SETTINGS.withBatchSize(10), CSV, RandomRecords.SCHEMA).skippingRejects();
        if (diverting) {
            processor = processor.divertingRejectsTo(Sink.<RejectedRecord>seq()
                    .mapMaterializedValue(all -> all.thenAccept(side::complete)));
        }
        StringBuilder input = new StringBuilder("amount,id,text\n");
        StringBuilder good = new StringBuilder(input);
        for (int i = 0; i < 1_000; i++) {
            String line = i % 10 == 7 ? "x," + i + ",\"bad\nrecord\"\n" : "1," + i + ",good\n";
            input.append(line);
            good.append(i % 10 == 7 ? "" : line);
        }
        Pair<ProcessorControl, CompletionStage<List<ByteString>>> run = Source
                .from(RandomRecords.pieces(input.toString().getBytes(StandardCharsets.UTF_8), 300, new Random(4)))
                .viaMat(processor.to(CSV), Keep.right()).toMat(Sink.seq(), Keep.both()).run(system);

        assertThat(text(await(run.second()))).isEqualTo(good.toString());
        await(run.first().completion());
        assertThat(run.first().status().processed()).isEqualTo(1_000);
        assertThat(run.first().status().failed()).isEqualTo(100);
        if (diverting) {
            List<RejectedRecord> rejected = await(side);
            assertThat(rejected).extracting(each -> each.record().utf8String())
                    .isEqualTo(IntStream.range(0, 100).mapToObj(i -> "x," + (i * 10 + 7) + ",\"bad\nrecord\"").toList());
            assertThat(rejected).extracting(RejectedRecord::line)
                    .isEqualTo(IntStream.range(0, 100).mapToObj(i -> 9L + 11 * i).toList());
            assertThat(rejected).allMatch(each -> input.substring((int) each.offset()).startsWith(each.record().utf8String()));
        }
    }

    @Test
    void shouldGiveEveryRecordOnceAndTheHeaderFirstWithoutOrder() throws Exception {
        StringBuilder input = new StringBuilder("amount,id,text\n");
        IntStream.range(0, 5_000).forEach(i -> input.append("1,").append(i).append(",x\n"));

        String result = run(RandomRecords.pieces(input.toString().getBytes(StandardCharsets.UTF_8), 500, new Random(5)),
                ByteProcessor.of(SETTINGS.withOrdering(Ordering.NONE).withBatchSize(20), CSV, RandomRecords.SCHEMA).to(CSV));

        assertThat(result).startsWith("amount,id,text\n");
        assertThat(result.lines()).containsExactlyInAnyOrderElementsOf(input.toString().lines().toList());
    }

    @Test
    void shouldFailAtARecordThatIsTooLongWithoutWaitingForItsEnd() throws Exception {
        Source<ByteString, ?> endless = Source.single(bytes("amount,id,text\n1,2,x\n"))
                .concat(Source.repeat(bytes("0123456789")));

        assertThatThrownBy(() -> await(endless.via(ByteProcessor.of(SETTINGS, CSV, RandomRecords.SCHEMA).maxRecordBytes(1_000)
                .to(CSV)).runWith(Sink.seq(), system)))
                .hasMessageContaining("line 3 (byte 21)").hasMessageContaining("record-too-long");
    }

    @Test
    void shouldTakeInARecordThatIsLargerThanTheBudgetIfItMayBeThatLong() throws Exception {
        String text = "long".repeat(50_000);
        String input = "amount,id,text\n1,2," + text + "\n3,4,x\n";

        assertThat(run(RandomRecords.pieces(input.getBytes(StandardCharsets.UTF_8), 5_000, new Random(6)),
                ByteProcessor.of(SETTINGS.withInFlightBytes(1_000), CSV, RandomRecords.SCHEMA).to(CSV))).isEqualTo(input);
    }

    @Test
    void shouldRefuseAnInputThatIsNotWhatItWasSaidToBe() {
        CsvFormat bare = new CsvFormat("csv", CSV.dialect(), false, List.of());

        assertThatThrownBy(() -> run(List.of(bytes("amount,id,txt\n")), processor(SETTINGS, CSV).to(CSV)))
                .hasRootCauseMessage("the header has a column 'txt' that is not declared; did you mean \"text\"?");
        assertThatThrownBy(() -> run(List.of(bytes("amount,id\n1,2\n")), processor(SETTINGS, CSV).to(CSV)))
                .hasMessageContaining("the header has no column 'text', which is declared");
        assertThatThrownBy(() -> run(List.of(bytes("1,2\n")), processor(SETTINGS, bare).to(CSV)))
                .hasMessageContaining("the first record has 2 fields, and 3 are declared");
        assertThatThrownBy(() -> run(List.of(bytes("a,b\n1,2")), ByteProcessor.inferring(SETTINGS, CSV, Map.of())
                .transform(new Compute("c = d")).to(CSV))).hasMessageContaining("transforms.0").hasMessageContaining("'d'");
        assertThatThrownBy(() -> processor(SETTINGS, CSV).transform(new Compute("c = nothing")).to(CSV))
                .isInstanceOf(InvalidOptionsException.class).hasMessageContaining("transforms.2");
    }

    @Test
    void shouldNotHoldBackWholeRecordsWhileNothingElseArrives() throws Exception {
        Pair<SourceQueueWithComplete<ByteString>, SinkQueueWithCancel<ByteString>> ends = Source
                .<ByteString>queue(16, OverflowStrategy.backpressure())
                .via(ByteProcessor.of(SETTINGS, JSON_LINES, RandomRecords.SCHEMA).maxDelay(Duration.ofMinutes(10)).to(CSV))
                .toMat(Sink.queue(), Keep.both()).run(system);

        await(ends.first().offer(bytes("{\"id\":0}\n{\"i")));
        assertThat(await(ends.second().pull())).contains(bytes("amount,id,text\n"));
        assertThat(await(ends.second().pull())).contains(bytes(",0,\n"));
        for (int n = 1; n < 100; n++) {
            await(ends.first().offer(bytes("d\":" + n)));
            await(ends.first().offer(bytes("}\n{\"i")));
            assertThat(await(ends.second().pull())).contains(bytes("," + n + ",\n"));
        }
        await(ends.first().offer(bytes("d\":100}")));
        ends.first().complete();
        assertThat(await(ends.second().pull())).contains(bytes(",100,\n"));
        assertThat(await(ends.second().pull())).isEmpty();
    }

    @Test
    void shouldTakeInNoMoreThanItMayHoldWhileNobodyTakesResults() throws Exception {
        AtomicLong takenIn = new AtomicLong();
        ByteString piece = bytes("{\"id\":1}\n".repeat(10));
        SinkQueueWithCancel<ByteString> results = Source.repeat(piece).map(bytes -> {
            takenIn.addAndGet(bytes.size());
            return bytes;
        }).via(ByteProcessor.of(SETTINGS.withInFlightBytes(100_000), JSON_LINES, RandomRecords.SCHEMA).to(JSON_LINES))
                .runWith(Sink.<ByteString>queue(1).withAttributes(Attributes.inputBuffer(1, 1)), system);

        long taken = 0;
        for (int i = 0; i < 20; i++) {
            taken += await(results.pull()).orElseThrow().utf8String().lines().count() * 9;
        }
        // a morsel weighs two and a half times what it holds; one result has been asked for by the queue
        assertThat(takenIn.get()).isLessThanOrEqualTo(taken + 100_000);
        results.cancel();
    }

    /** @param records whole ones */
    @ParameterizedTest
    @CsvSource({"false, 0", "false, 100", "true, 0", "true, 1", "true, 100"})
    void shouldEmitWholeRecordsAndNoOtherWhenUpstreamFailsOrItIsDrained(boolean inferring, int records) throws Exception {
        String whole = "amount,id,text\n" + "1,2,x\n".repeat(records);
        String output = records == 0 ? "" : whole;
        Flow<ByteString, ByteString, ProcessorControl> flow = (inferring ? ByteProcessor.inferring(SETTINGS, CSV, Map.of())
                : ByteProcessor.of(SETTINGS, CSV, RandomRecords.SCHEMA)).to(CSV);
        List<ByteString> arrived = new ArrayList<>();
        CompletionStage<Done> end = Source.range(0, 1).map(n -> {
            if (n == 1) {
                throw new IllegalStateException("source broke");
            }
            return bytes(whole + "1,23");
        }).via(flow).runWith(Sink.foreach(arrived::add), system);
        assertThatThrownBy(() -> await(end)).hasRootCauseMessage("source broke");
        assertThat(text(arrived)).isEqualTo(output);

        Pair<ProcessorControl, CompletionStage<List<ByteString>>> run = Source.single(bytes(whole + "1,23"))
                .concat(Source.never()).viaMat(flow, Keep.right()).toMat(Sink.seq(), Keep.both()).run(system);
        while (run.first().status().arrived() == 0) {
            Thread.onSpinWait();
        }
        await(run.first().drain());
        assertThat(text(await(run.second()))).isEqualTo(output);
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "jsonl"})
    void shouldEndAsItsUpstreamDoesWhenThatFailsWithinTheFirstLine(String format) throws Exception {
        Flow<ByteString, ByteString, ProcessorControl> flow = ByteProcessor.inferring(SETTINGS, format(format), Map.of()).to(CSV);

        assertThatThrownBy(() -> await(Source.single(bytes("{\"amou")).concat(Source.failed(new IOException("source broke")))
                .via(flow).runWith(Sink.seq(), system))).hasRootCauseMessage("source broke");
        Pair<ProcessorControl, CompletionStage<List<ByteString>>> run = Source.single(bytes("{\"amou")).concat(Source.never())
                .viaMat(flow, Keep.right()).toMat(Sink.seq(), Keep.both()).run(system);
        while (run.first().status().arrived() == 0) {
            Thread.onSpinWait();
        }
        await(run.first().drain());
        assertThat(await(run.second())).isEmpty();
    }

    @Test
    void shouldCancelUpstreamWhenDownstreamHasEnough() throws Exception {
        CompletableFuture<Done> cancelled = new CompletableFuture<>();
        Pair<ProcessorControl, CompletionStage<List<ByteString>>> run = Source.repeat(bytes("{\"id\":1}\n"))
                .watchTermination((ignored, end) -> end.whenComplete((done, failure) -> cancelled.complete(done)))
                .viaMat(ByteProcessor.of(SETTINGS, JSON_LINES, RandomRecords.SCHEMA).to(JSON_LINES), Keep.right())
                .take(3).toMat(Sink.seq(), Keep.both()).run(system);

        assertThat(await(run.second())).hasSize(3);
        await(cancelled);
        await(run.first().completion());
    }
}
