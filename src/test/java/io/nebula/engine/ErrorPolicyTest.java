package io.nebula.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.nebula.connector.Compression;
import io.nebula.connector.FileSinkSpec;
import io.nebula.connector.FileSourceSpec;
import io.nebula.connector.GenerateSpec;
import io.nebula.connector.SinkSpec;
import io.nebula.connector.SourceSpec;
import io.nebula.engine.DeadLetterFile.Letter;
import io.nebula.format.Format;
import io.nebula.format.csv.CsvFormat;
import io.nebula.format.jsonl.JsonLinesFormat;
import io.nebula.metrics.Outcome;
import io.nebula.metrics.RunResult;
import io.nebula.pipeline.ErrorPolicy;
import io.nebula.pipeline.ErrorSettings;
import io.nebula.pipeline.Ordering;
import io.nebula.pipeline.ParallelSettings;
import io.nebula.pipeline.Pipeline;
import io.nebula.pipeline.Switch;
import io.nebula.record.Field;
import io.nebula.record.LongColumn;
import io.nebula.record.RecordBatch;
import io.nebula.record.ValueType;
import io.nebula.transform.BoundTransform;
import io.nebula.transform.Compute;
import io.nebula.transform.Filter;
import io.nebula.transform.RowTransform;
import io.nebula.transform.Transform;
import io.nebula.transform.TransformSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with a record, the policy decides about it alone, and its neighbours never notice. */
@Timeout(60)
class ErrorPolicyTest {
    private static final CsvFormat CSV = CsvFormat.csv();
    private static final Format JSONL = JsonLinesFormat.jsonLines();
    private static final int RECORDS = 2_000;
    private static final ParallelSettings PARALLEL = ParallelSettings.DEFAULT.withUseParallel(Switch.ON)
            .withBatchSize(70).withVectorBatchSize(16).withWorkerCount(4).withParallelGroups(2);
    private static final ParallelSettings SEQUENTIAL = PARALLEL.withUseParallel(Switch.OFF);

    private static ActorSystem system;

    @TempDir
    private Path folder;
    private Path input;
    private Path output;
    private Path dead;
    private final List<String> good = new ArrayList<>();
    private final List<Bad> bad = new ArrayList<>();

    /** A record that is not as it should be: its line, counted from 1, the byte at which it begins, and its bytes. */
    private record Bad(long line, long offset, String stage, String code, String text) {}

    @BeforeAll
    static void start() {
        system = ActorSystem.create("ErrorPolicyTest");
    }

    @AfterAll
    static void stop() {
        TestKit.shutdownActorSystem(system);
    }

    static Stream<ParallelSettings> everyWay() {
        return Stream.of(SEQUENTIAL, SEQUENTIAL.withVectorBatchSize(1), PARALLEL, PARALLEL.withWorkerCount(1),
                PARALLEL.withBatchSize(1).withVectorBatchSize(1), PARALLEL.withBatchSize(ParallelSettings.AUTO));
    }

    static Stream<ParallelSettings> everyWayAndOrder() {
        return Stream.concat(everyWay(), Stream.of(PARALLEL.withOrdering(Ordering.NONE),
                PARALLEL.withOrdering(Ordering.NONE).withBatchSize(3)));
    }

    /** Records that fail at decoding, at their first use, and in an expression, beside each other and alone. */
    @BeforeEach
    void write() throws Exception {
        input = folder.resolve("in.csv");
        output = folder.resolve("out.csv");
        dead = folder.resolve("dead.jsonl");
        StringBuilder text = new StringBuilder("n,text\n");
        for (int n = 0; n < RECORDS; n++) {
            String record = n + ",row " + n;
            String code = null;
            if (n % 100 == 7) {
                record = n + ",too,many";
                code = "ragged-row";
            } else if (n % 100 == 8 || n == 0 || n == RECORDS - 1) {
                record = "x" + n + ",\"row \"\"" + n + "\"\"\"";
                code = "value-type";
            } else if (n % 250 == 50) {
                record = "77,\"a\nb\"";
                code = "division-by-zero";
            } else if (n == 77) {
                record = "76,row 77";
                good.add(record + ",-1000.0");
            } else {
                good.add(record + "," + 1000.0 / (n - 77));
            }
            if (code != null) {
                long line = text.chars().filter(character -> character == '\n').count() + 1;
                bad.add(new Bad(line, text.length(), code.startsWith("div") ? "transforms[0] compute" : "decode", code,
                        record));
            }
            text.append(record).append('\n');
        }
        Files.writeString(input, text);
    }

    @ParameterizedTest
    @MethodSource("everyWayAndOrder")
    void shouldSkipAndCountWhatIsBadAndWriteTheRest(ParallelSettings settings) throws Exception {
        RunResult result = run(settings, ErrorSettings.skip(), new Compute("q = 1000 / (n - 77)"));

        assertThat(result.failure()).isNull();
        assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
        assertGoodOutput(settings, "n,text,q");
        assertCounts(result);
        assertThat(result.rejectSamples()).hasSize(3);
        if (settings.ordering() == Ordering.INPUT) {
            assertThat(result.rejectSamples().get(0)).startsWith(input + ":2 (byte 7): field 'n': 'x0' is not a long")
                    .endsWith("[value-type in decode]");
            assertThat(result.rejectSamples().get(1)).startsWith(input + ":" + bad.get(1).line + " (byte "
                    + bad.get(1).offset + "): found 3 fields where 2 are expected");
        }
    }

    @ParameterizedTest
    @MethodSource("everyWayAndOrder")
    void shouldKeepEveryBadRecordOnceWithItsBytesAndItsPlace(ParallelSettings settings) throws Exception {
        RunResult result = run(settings, toDeadLetters(dead), new Compute("q = 1000 / (n - 77)"));

        assertThat(result.failure()).isNull();
        assertGoodOutput(settings, "n,text,q");
        assertCounts(result);
        List<Letter> letters = DeadLetterFile.read(dead);
        Bad[] expected = bad.toArray(Bad[]::new);
        Stream<Bad> found = letters.stream().map(letter ->
                new Bad(letter.line(), letter.offset(), letter.stage(), letter.code(), letter.record()));
        if (settings.ordering() == Ordering.INPUT) {
            assertThat(found).containsExactly(expected);
        } else {
            assertThat(found).containsExactlyInAnyOrder(expected);
        }
        byte[] bytes = Files.readAllBytes(input);
        assertThat(letters).allSatisfy(letter -> {
            assertThat(letter.file()).isEqualTo(input.toString());
            assertThat(letter.message()).isNotBlank();
            assertThat(new String(bytes, (int) letter.offset(), letter.record().length(), ISO_8859_1))
                    .isEqualTo(letter.record());
        });
        assertThat(folder).isDirectoryNotContaining("glob:**/*.nebula");
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void shouldRejectAtEncodingToo(ParallelSettings settings) throws Exception {
        Path json = Files.writeString(folder.resolve("in.jsonl"), "{\"a\":1}\n".repeat(200_000)
                + "{\"a\":2,\"late\":true}\n{\"a\":\n{\"a\":3}\n{\"a\":4,\"late\":null}");

        RunResult result = run(new Pipeline("test", new FileSourceSpec(json.toString(), JSONL), List.of(),
                new FileSinkSpec(output.toString(), CSV), settings.withBatchSize(ParallelSettings.AUTO), toDeadLetters(dead)));

        assertThat(result.failure()).isNull();
        assertThat(Files.readString(output)).isEqualTo("a\n" + "1\n".repeat(200_000) + "3\n");
        assertThat(DeadLetterFile.read(dead)).extracting(Letter::line, Letter::offset, Letter::stage, Letter::code,
                Letter::field, Letter::record).containsExactly(
                        tuple(200_001L, 1_600_000L, "encode", "unknown-field", "late", "{\"a\":2,\"late\":true}"),
                        tuple(200_002L, 1_600_020L, "decode", "malformed-json", null, "{\"a\":"),
                        tuple(200_004L, 1_600_034L, "encode", "unknown-field", "late", "{\"a\":4,\"late\":null}"));
        assertThat(result.rejects()).containsExactlyInAnyOrderEntriesOf(Map.of("unknown-field", 2L, "malformed-json", 1L));
    }

    @ParameterizedTest
    @MethodSource("everyWayAndOrder")
    void shouldLayWhatAStepThrowsAtTheDoorOfOneRecord(ParallelSettings settings) throws Exception {
        writeNumbers();

        RunResult result = run(settings, toDeadLetters(dead), new Filter("n <> 5"), each(batch -> {
            for (int k = 0; k < batch.selected(); k++) {
                long n = ((LongColumn) batch.column(0)).values()[batch.selection()[k]];
                if (n % 500 == 7) {
                    throw new ArithmeticException("seven");
                } else if (n % 500 == 8) {
                    return null;
                } else if (n % 500 == 9) {
                    deeper(0);
                } else if (n % 500 == 10) {
                    throw new NoClassDefFoundError("ten");
                }
            }
            return batch;
        }), new Compute("q = n + 1"));

        assertThat(result.failure()).isNull();
        assertThat(lines(output)).containsExactlyInAnyOrderElementsOf(IntStream.range(0, RECORDS)
                .filter(n -> n != 5 && (n % 500 < 7 || n % 500 > 10)).mapToObj(n -> n + "," + (n + 1)).toList());
        assertThat(result.filtered()).isEqualTo(1);
        assertThat(result.rejects()).containsExactly(Map.entry("transform-failed", 16L));
        List<Letter> letters = DeadLetterFile.read(dead);
        assertThat(letters).extracting(Letter::record).containsExactlyInAnyOrderElementsOf(IntStream.range(0, RECORDS)
                .filter(n -> n % 500 >= 7 && n % 500 <= 10).mapToObj(Integer::toString).toList());
        assertThat(letters).allSatisfy(letter -> {
            assertThat(letter.stage()).isEqualTo("transforms[1] test");
            assertThat(letter.line()).isEqualTo(Long.parseLong(letter.record()) + 2);
            assertThat(letter.message()).startsWith("this step has ").contains(switch (letter.record().length() > 1
                    ? letter.record().substring(letter.record().length() - 1) : letter.record()) {
                        case "7" -> "failed with java.lang.ArithmeticException: seven at " + getClass().getName();
                        case "8" -> "returned null instead of a batch";
                        case "9" -> "failed with java.lang.StackOverflowError at " + getClass().getName() + ".deeper";
                        default -> "failed with java.lang.NoClassDefFoundError: ten at ";
                    });
        });
    }

    private static int deeper(int depth) {
        return deeper(depth + 1) + depth;
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void shouldLayWhatALambdaThrowsAtTheDoorOfOneRecord(ParallelSettings settings) throws Exception {
        writeNumbers();
        TransformSpec row = RowTransform.of(each -> {
            each.setLong("m", each.getLong("n") + 1);
            if (each.getLong("n") % 700 == 3) {
                throw new IllegalStateException("three");
            } else if (each.getLong("n") % 700 == 4) {
                each.reject("unlucky", "n", "is not wanted");
            }
        }, new Field("m", ValueType.LONG));

        RunResult result = run(settings, toDeadLetters(dead), row);

        assertThat(lines(output)).containsExactlyElementsOf(IntStream.range(0, RECORDS)
                .filter(n -> n % 700 != 3 && n % 700 != 4).mapToObj(n -> n + "," + (n + 1)).toList());
        assertThat(result.rejects()).containsExactlyInAnyOrderEntriesOf(Map.of("transform-failed", 3L, "unlucky", 3L));
        assertThat(DeadLetterFile.read(dead)).extracting(Letter::record)
                .containsExactly("3", "4", "703", "704", "1403", "1404");
    }

    /** A batch that a step has made says nothing of where its rows come from. */
    @ParameterizedTest
    @MethodSource("everyWay")
    void shouldRejectARecordAsAWholeWhenOneOfTheRowsMadeOfItIsRefused(ParallelSettings settings) throws Exception {
        writeNumbers();

        RunResult result = run(settings, toDeadLetters(dead), each(ErrorPolicyTest::twice), each(batch -> {
            LongColumn n = (LongColumn) batch.column(0);
            for (int k = 0; k < batch.selected(); k++) {
                int at = batch.selection()[k];
                if (n.values()[at] % 600 == 13) {
                    batch.reject(at, "unlucky", "n", "is not wanted");
                }
            }
            return batch;
        }));

        List<String> expected = IntStream.range(0, RECORDS).filter(n -> n % 600 != 13).boxed()
                .flatMap(n -> Stream.of(n.toString(), n.toString())).toList();
        assertThat(lines(output)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(DeadLetterFile.read(dead)).extracting(Letter::line, Letter::code, Letter::field, Letter::record)
                .containsExactly(tuple(15L, "unlucky", "n", "13"), tuple(615L, "unlucky", "n", "613"),
                        tuple(1215L, "unlucky", "n", "1213"), tuple(1815L, "unlucky", "n", "1813"));
        assertThat(result.rejected()).isEqualTo(4);
        assertThat(result.read() + result.added()).isEqualTo(result.written() + result.rejected());
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void shouldStopAtTheFirstRecordThatAStepThrowsAtWherePolicyIsFail(ParallelSettings settings) throws Exception {
        writeNumbers();

        RunResult result = run(settings, ErrorSettings.fail(), each(batch -> {
            for (int k = 0; k < batch.selected(); k++) {
                if (((LongColumn) batch.column(0)).values()[batch.selection()[k]] >= 1_234) {
                    throw new ArithmeticException("too large");
                }
            }
            return batch;
        }));

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.failure()).startsWith(input + ":1236 (byte ")
                .contains("this step has failed with java.lang.ArithmeticException: too large at ", "in transforms[0] test");
        assertThat(result.written()).isEqualTo(1_234);
        assertThat(result.rejectSamples()).isEmpty();
        assertThat(Files.readAllLines(folder.resolve("out.csv.nebula/out.csv"))).hasSize(1_235);
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void shouldFailWithoutMemoryWhateverThePolicy(ParallelSettings settings) throws Exception {
        RunResult result = run(settings, ErrorSettings.skip(), each(batch -> {
            throw new OutOfMemoryError("no room for a vector");
        }));

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.failure()).contains("no room for a vector");
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void shouldReadOnBehindRecordsThatAreTooLongOrNeverClosedOrNotUtf8(ParallelSettings settings) throws Exception {
        String text = "n,text\n1,a\n2,\"open\n3,c\n4,\u00ff\u00fe\n" + "5," + "x".repeat(5_000) + "\n6,f\n7,too,many\r\n";
        Files.write(input, text.getBytes(ISO_8859_1));
        SourceSpec source = new FileSourceSpec(List.of(input.toString()), CSV, Map.of(), 100, Compression.AUTO);

        RunResult result = run(new Pipeline("test", source, List.of(), new FileSinkSpec(output.toString(), CSV), settings,
                toDeadLetters(dead)));

        assertThat(result.failure()).isNull();
        assertThat(Files.readString(output)).isEqualTo("n,text\n1,a\n3,c\n6,f\n");
        assertThat(DeadLetterFile.read(dead)).extracting(Letter::line, Letter::offset, Letter::code, Letter::record)
                .containsExactly(tuple(3L, 11L, "unclosed-quote", "2,\"open"),
                        tuple(5L, 23L, "invalid-utf8", "4,\u00ff\u00fe"),
                        tuple(6L, 28L, "record-too-long", "5," + "x".repeat(98)),
                        tuple(8L, 5_035L, "ragged-row", "7,too,many"));
        assertThat(Files.readString(dead)).contains("\"record\":null,\"record_base64\":\"NCz//g==\"");
        assertThat(result.bytesRead()).isEqualTo(text.length());
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void shouldNumberGeneratedRecordsThatHaveNoBytes(ParallelSettings settings) throws Exception {
        SourceSpec source = new GenerateSpec(1_000, GenerateSpec.NARROW, 0);

        RunResult result = run(new Pipeline("test", source, List.of(new Compute("q = 1 / (id % 400)")),
                new FileSinkSpec(output.toString(), CSV), settings, toDeadLetters(dead)));

        assertThat(result.written()).isEqualTo(998);
        assertThat(DeadLetterFile.read(dead)).extracting(Letter::file, Letter::line, Letter::offset, Letter::record)
                .containsExactly(tuple("generate", 0L, 400L, null), tuple("generate", 0L, 800L, null));
        assertThat(result.rejectSamples().get(0)).startsWith("generated record 400: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dead.jsonl.gz", "dead.jsonl.zst", "dead.csv", "dead.tsv"})
    void shouldWriteDeadLettersInAnyFormat(String name) throws Exception {
        Path file = folder.resolve(name);
        Format format = name.endsWith("csv") ? CSV : name.endsWith("tsv") ? CsvFormat.tsv() : JSONL;

        run(PARALLEL, ErrorSettings.deadLetter(new FileSinkSpec(file.toString(), format)),
                new Compute("q = 1000 / (n - 77)"));

        run(new Pipeline("read", new FileSourceSpec(file.toString(), format), List.of(),
                new FileSinkSpec(dead.toString(), JSONL), SEQUENTIAL));
        assertThat(DeadLetterFile.read(dead)).extracting(Letter::line, Letter::record)
                .containsExactlyElementsOf(bad.stream().map(one -> tuple(one.line, one.text)).toList());
    }

    @Test
    void shouldWriteAnEmptyDeadLetterFileWhenNothingIsBad() throws Exception {
        writeNumbers();

        run(PARALLEL, toDeadLetters(dead));

        assertThat(dead).isEmptyFile();
    }

    @ParameterizedTest
    @MethodSource("everyWayAndOrder")
    void shouldFailBeyondTheMostRejects(ParallelSettings settings) throws Exception {
        RunResult result = run(settings, limited(bad.size() - 1, 1), new Compute("q = 1000 / (n - 77)"));

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.failure()).contains("records were rejected, and max-rejects is " + (bad.size() - 1),
                "The rejected records are kept in " + folder.resolve("dead.jsonl.nebula"));
        assertThat(output).doesNotExist();
        assertThat(dead).doesNotExist();
        assertThat(DeadLetterFile.read(folder.resolve("dead.jsonl.nebula/dead.jsonl"))).hasSize((int) result.rejected());
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void shouldAcceptAsManyRejectsAsAreAllowed(ParallelSettings settings) throws Exception {
        RunResult result = run(settings, limited(bad.size(), bad.size() / (double) RECORDS),
                new Compute("q = 1000 / (n - 77)"));

        assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void shouldHoldTheRatioAgainstAShortRunAtItsEnd(ParallelSettings settings) throws Exception {
        PipelineRun run = PipelineRun.prepare(pipeline(settings, limited(Long.MAX_VALUE, 0.01),
                new Compute("q = 1000 / (n - 77)")));

        RunResult result = finish(run);

        assertThat(run.tooManyRejects()).isTrue();
        assertThat(result.failure()).startsWith(bad.size() + " of 2000 records were rejected, and max-reject-ratio is 0.01");
        assertThat(result.read()).isEqualTo(RECORDS);
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void shouldHoldTheRatioAgainstALongRunOnceItIsWarm(ParallelSettings settings) throws Exception {
        Files.writeString(input, "n\n" + "x\n".repeat(100) + "1\n".repeat(9_800) + "x\n".repeat(100_000));
        SourceSpec source = new FileSourceSpec(List.of(input.toString()), CSV, Map.of("n", ValueType.LONG), 1 << 20,
                Compression.AUTO);

        RunResult result = run(new Pipeline("test", source, List.of(), new FileSinkSpec(output.toString(), CSV),
                settings.withBatchSize(100), new ErrorSettings(ErrorPolicy.SKIP, null, Long.MAX_VALUE, 0.02)));

        assertThat(result.failure()).contains("max-reject-ratio is 0.02");
        assertThat(result.read()).isBetween(10_000L, 10_300L);
    }

    private ErrorSettings limited(long rejects, double ratio) {
        return new ErrorSettings(ErrorPolicy.DEAD_LETTER, new FileSinkSpec(dead.toString(), JSONL), rejects, ratio);
    }

    private static ErrorSettings toDeadLetters(Path file) {
        return ErrorSettings.deadLetter(new FileSinkSpec(file.toString(), JSONL));
    }

    private void assertGoodOutput(ParallelSettings settings, String header) throws Exception {
        List<String> lines = Files.readAllLines(output);
        assertThat(lines.get(0)).isEqualTo(header);
        if (settings.ordering() == Ordering.INPUT) {
            assertThat(lines.subList(1, lines.size())).containsExactlyElementsOf(good);
        } else {
            assertThat(lines.subList(1, lines.size())).containsExactlyInAnyOrderElementsOf(good);
        }
    }

    private void assertCounts(RunResult result) {
        assertThat(result.read()).isEqualTo(RECORDS);
        assertThat(result.written()).isEqualTo(good.size());
        assertThat(result.rejected()).isEqualTo(bad.size());
        assertThat(new TreeMap<>(result.rejects())).isEqualTo(
                bad.stream().collect(Collectors.groupingBy(Bad::code, TreeMap::new, Collectors.counting())));
        assertThat(result.read() + result.added()).isEqualTo(result.written() + result.filtered() + result.rejected());
    }

    private void writeNumbers() throws Exception {
        Files.writeString(input, "n\n" + IntStream.range(0, RECORDS).mapToObj(n -> n + "\n").collect(Collectors.joining()));
    }

    private static List<String> lines(Path file) throws Exception {
        List<String> lines = Files.readAllLines(file);
        return lines.subList(1, lines.size());
    }

    private static RecordBatch twice(RecordBatch batch) {
        RecordBatch copy = batch.copy();
        return RecordBatch.concat(List.of(copy, copy));
    }

    private static TransformSpec each(Transform transform) {
        return TransformSpec.of("test", schema -> new BoundTransform(schema, () -> transform));
    }

    private Pipeline pipeline(ParallelSettings settings, ErrorSettings errors, TransformSpec... transforms) {
        SourceSpec source = new FileSourceSpec(List.of(input.toString()), CSV, Map.of("n", ValueType.LONG), 1 << 20,
                Compression.AUTO);
        SinkSpec sink = new FileSinkSpec(output.toString(), CSV);
        return new Pipeline("test", source, List.of(transforms), sink, settings, errors);
    }

    private RunResult run(ParallelSettings settings, ErrorSettings errors, TransformSpec... transforms) throws Exception {
        return run(pipeline(settings, errors, transforms));
    }

    private static RunResult run(Pipeline pipeline) throws Exception {
        return finish(PipelineRun.prepare(pipeline));
    }

    private static RunResult finish(PipelineRun run) throws Exception {
        return run.parallel() ? run.on(system).toCompletableFuture().get(30, SECONDS) : run.sequentially();
    }
}
