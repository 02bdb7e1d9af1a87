package io.nebula.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.github.luben.zstd.ZstdInputStream;
import io.nebula.connector.Compression;
import io.nebula.connector.FileSinkSpec;
import io.nebula.connector.FileSourceSpec;
import io.nebula.connector.RoutedSinkSpec;
import io.nebula.connector.SinkSpec;
import io.nebula.engine.DeadLetterFile.Letter;
import io.nebula.format.Format;
import io.nebula.format.csv.CsvFormat;
import io.nebula.format.jsonl.JsonLinesFormat;
import io.nebula.metrics.Outcome;
import io.nebula.metrics.RunResult;
import io.nebula.options.InvalidOptionsException;
import io.nebula.options.Problem;
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
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every record in the file that its values name, in order, and nowhere else. */
@Timeout(60)
class RoutedRunTest {
    private static final Format CSV = CsvFormat.csv();
    private static final Format JSONL = new JsonLinesFormat();
    private static final String HEADER = "id,kind,note\n";
    private static final int RECORDS = 4_000;
    private static final ParallelSettings PARALLEL = ParallelSettings.DEFAULT.withUseParallel(Switch.ON)
            .withBatchSize(70).withVectorBatchSize(16).withWorkerCount(4).withParallelGroups(2);
    private static final ParallelSettings SEQUENTIAL = PARALLEL.withUseParallel(Switch.OFF);
    private static final ParallelSettings UNORDERED = PARALLEL.withOrdering(Ordering.NONE);
    private static final String BEYOND_ASCII = // where names of files may have it
            Charset.forName(System.getProperty("sun.jnu.encoding")).newEncoder().canEncode('é') ? "é ü" : "e u";
    /** A value as it stands in the input, and as it stands in the name of a file. */
    private static final Map<String, String> KINDS = Map.of("toys", "toys", "\"a, \"\"b\"\"\"", "a, \"b\"", "", "%null",
            "\"\"", "%empty", "../../up", "%2E.%2F..%2Fup", ".", "%2E", "50%", "50%25", BEYOND_ASCII, BEYOND_ASCII);

    private static final CheckpointSettings ALWAYS = new CheckpointSettings(Switch.AUTO, Duration.ofNanos(1));

    private static ActorSystem system;
    /** The record at which {@link Trap} throws. */
    private static volatile long trap;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final Map<String, List<String>> expected = new TreeMap<>();

    @TempDir
    private Path folder;
    private Path input;
    private Path dead;
    private String pattern;
    private Format format = CSV;
    private boolean overwrite;
    private List<TransformSpec> transforms = List.of(new Filter("id % 9 <> 4"));
    private ErrorSettings errors = ErrorSettings.fail();
    private CheckpointSettings checkpoint = new CheckpointSettings(Switch.OFF, Duration.ofSeconds(1));

    /** Lets every record through but one. */
    private record Trap() implements TransformSpec {
        @Override
        public String type() {
            return "trap";
        }

        @Override
        public BoundTransform bind(Schema schema) {
            return new BoundTransform(schema, () -> batch -> {
                spring(batch);
                return batch;
            });
        }

        private static void spring(RecordBatch batch) {
            LongColumn ids = (LongColumn) batch.column(0);
            for (int i = 0; i < batch.selected(); i++) {
                if (ids.values()[batch.selection()[i]] == trap) {
                    throw new IllegalStateException("trapped");
                }
            }
        }
    }

    @BeforeAll
    static void start() {
        system = ActorSystem.create("RoutedRunTest");
    }

    @AfterAll
    static void stop() {
        TestKit.shutdownActorSystem(system);
    }

    static Stream<ParallelSettings> everyWay() {
        return Stream.of(SEQUENTIAL, PARALLEL, UNORDERED, PARALLEL.withBatchSize(ParallelSettings.AUTO)
                .withVectorBatchSize(ParallelSettings.AUTO));
    }

    @BeforeEach
    void write() throws IOException {
        trap = -1;
        dead = folder.resolve("dead.jsonl");
        pattern = folder + "/out/{kind}/of-{id2}.csv";
        List<String> kinds = List.copyOf(KINDS.keySet());
        StringBuilder text = new StringBuilder(HEADER);
        for (int id = 0; id < RECORDS; id++) {
            String kind = kinds.get(random.nextInt(1 + random.nextInt(kinds.size())));
            String record = id + "," + kind + (id % 13 == 5 ? ",\"two\nlines\"" : ",one");
            text.append(record).append('\n');
            if (id % 9 != 4) {
                expect(KINDS.get(kind) + "/of-" + id % 3 + ".csv", record + "," + id % 3);
            }
        }
        input = Files.writeString(folder.resolve("in.csv"), text);
        transforms = List.of(new Filter("id % 9 <> 4"), new Compute("id2 = id % 3"), new Trap());
    }

    private void expect(String file, String record) {
        expected.computeIfAbsent(file, name -> new ArrayList<>(List.of("id,kind,note,id2"))).add(record);
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void shouldPutEveryRecordIntoTheFileThatItsValuesName(ParallelSettings settings) throws Exception {
        RunResult result = run(settings);

        assertThat(result.failure()).isNull();
        assertFiles(settings);
        assertThat(result.read()).isEqualTo(RECORDS);
        assertThat(result.written()).isEqualTo(expected.values().stream().mapToLong(records -> records.size() - 1).sum());
        assertThat(result.filtered()).isEqualTo(RECORDS - result.written());
        assertThat(result.bytesWritten()).isEqualTo(size(folder.resolve("out")));
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("in.csv", "out");
        assertThat(folder.resolve("out").toFile().list()).containsExactlyInAnyOrderElementsOf(KINDS.values());
    }

    @ParameterizedTest
    @CsvSource({".csv.gz,true", ".csv.gz,false", ".csv.zst,true"})
    void shouldCompressEveryFileByItself(String ending, boolean parallel) throws Exception {
        pattern = pattern.replace(".csv", ending);
        new TreeMap<>(expected).forEach((file, records) -> {
            expected.remove(file);
            expected.put(file.replace(".csv", ending), records);
        });

        RunResult result = run(parallel ? PARALLEL : SEQUENTIAL);

        assertThat(result.failure()).isNull();
        assertFiles(PARALLEL);
        assertThat(result.bytesWritten()).isEqualTo(size(folder.resolve("out")));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldWriteManyMoreFilesThanMayBeOpen(boolean parallel) throws Exception {
        pattern = folder + "/out/{shard}.jsonl";
        format = JSONL;
        transforms = List.of(new Compute("shard = id * 7 % 2000"));

        RunResult result = run((parallel ? PARALLEL : SEQUENTIAL).withBatchSize(300));

        assertThat(result.failure()).isNull();
        assertThat(result.written()).isEqualTo(RECORDS);
        try (Stream<Path> files = Files.list(folder.resolve("out"))) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(2000);
            for (Path file : all) {
                String shard = file.getFileName().toString().replace(".jsonl", "");
                List<String> lines = Files.readAllLines(file);
                int first = Integer.parseInt(shard) * 1143 % 2000; // 7 * 1143 is 1 more than 4 * 2000
                assertThat(lines).hasSize(2).allMatch(line -> line.endsWith("\"shard\":" + shard + "}"));
                assertThat(lines).extracting(line -> line.substring(0, line.indexOf(',')))
                        .containsExactly("{\"id\":" + first, "{\"id\":" + (first + 2000));
            }
        }
    }

    @Test
    void shouldNameFilesByValuesOfEveryType() throws Exception {
        Files.writeString(input, "id,at,cost\n0,2024-05-01T10:00:00Z,1.50\n1,2024-05-02T10:00:00Z,\n");
        pattern = folder + "/out/{at}/{day}/{cost}/{half}_{few}_{none}.csv";
        transforms = List.of(new Compute("day = cast(at as date)"), new Compute("half = id * 0.5"),
                new Compute("few = id < 1"), new Compute("none = nullif(id, 0)"));

        assertThat(run(SEQUENTIAL).failure()).isNull();

        assertThat(folder.resolve("out/2024-05-01T10:00:00Z/2024-05-01/1.50/0.0_true_%null.csv")).exists();
        assertThat(folder.resolve("out/2024-05-02T10:00:00Z/2024-05-02/%null/0.5_false_1.csv")).exists();
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void shouldRejectWhatThereCanBeNoFileFor(ParallelSettings settings) throws Exception {
        String tooLong = "x".repeat(300);
        Files.writeString(input, HEADER + "0,toys,\n1," + tooLong + ",\n2,toys,\n3," + BEYOND_ASCII.repeat(50) + ",\n4," + tooLong
                + ",\n");
        pattern = folder + "/out/{kind}.csv";
        transforms = List.of();
        errors = ErrorSettings.deadLetter(new FileSinkSpec(dead.toString(), JSONL));

        RunResult result = run(settings);

        assertThat(result.failure()).isNull();
        assertThat(result.written()).isEqualTo(3);
        assertThat(result.rejects()).isEqualTo(Map.of("route-too-long", 2L));
        assertThat(folder.resolve("out/toys.csv")).hasContent(HEADER + "0,toys,\n2,toys,\n");
        assertThat(folder.resolve("out/" + BEYOND_ASCII.repeat(50) + ".csv")).exists();
        List<Letter> letters = DeadLetterFile.read(dead);
        assertThat(letters).extracting(Letter::record).containsExactlyInAnyOrder("1," + tooLong + ",", "4," + tooLong + ",");
        assertThat(letters.get(0).stage()).isEqualTo("route");
        assertThat(letters.get(0).field()).isEqualTo("kind");
        assertThat(letters.get(0).message()).contains("no file", "'kind'", "/out/{kind}.csv", "shorten");
    }

    @Test
    void shouldEndAtTheFirstRecordThatThereCanBeNoFileFor() throws Exception {
        Files.writeString(input, HEADER + "0,toys,\n1,games,\n2," + "x".repeat(252) + ",\n3,toys,\n");
        pattern = folder + "/out/{kind}.csv";
        transforms = List.of();

        RunResult result = run(PARALLEL);

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.failure()).contains("in.csv:4", "route-too-long in route",
                "is kept in " + folder + "/out/{kind}.csv.nebula;");
        assertThat(result.written()).isEqualTo(2);
        assertThat(folder.resolve("out/{kind}.csv.nebula/part-0")).hasContent(HEADER + "0,toys,\n");
        assertThat(folder.resolve("out/{kind}.csv.nebula/part-1")).hasContent(HEADER + "1,games,\n");
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void shouldLeaveTheNeighboursOfARecordAloneThatAStepThrowsAt(ParallelSettings settings) throws Exception {
        trap = 1000;
        errors = ErrorSettings.skip();
        expected.values().forEach(records -> records.removeIf(record -> record.startsWith("1000,")));

        RunResult result = run(settings);

        assertThat(result.failure()).isNull();
        assertThat(result.rejected()).isEqualTo(1);
        assertFiles(settings);
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void shouldLeaveTheNeighboursOfARecordAloneThatCannotBeEncoded(ParallelSettings settings) throws Exception {
        format = JSONL;
        pattern = folder + "/out/{id2}.jsonl";
        transforms = List.of(new Compute("id2 = id % 3"), new Compute("root = 1e308 * (1 + id % 100)"));
        errors = ErrorSettings.skip();

        RunResult result = run(settings);

        assertThat(result.failure()).isNull();
        assertThat(result.rejects()).hasSize(1).containsValue((long) RECORDS - RECORDS / 100);
        for (int route = 0; route < 3; route++) {
            List<String> lines = new ArrayList<>(Files.readAllLines(folder.resolve("out/" + route + ".jsonl")));
            assertThat(lines).hasSize((RECORDS / 100 + 2 - route) / 3);
            int rest = route;
            assertThat(lines).allMatch(line -> line.contains("\"id2\":" + rest + ",\"root\":1.0E308}")
                    || line.contains("\"id2\":" + rest + ",\"root\":1e308}"), "of that route and finite");
        }
    }

    static Stream<ParallelSettings> everyWayOfFewMorsels() {
        return Stream.of(SEQUENTIAL, PARALLEL, UNORDERED).map(settings -> settings.withBatchSize(300));
    }

    @ParameterizedTest
    @MethodSource("everyWayOfFewMorsels")
    void shouldGoOnInAllFilesWhereAnInterruptedRunHasStopped(ParallelSettings settings) throws Exception {
        checkpoint = ALWAYS;
        for (int i = 1; i < 5; i++) {
            int tripping = settings.ordering() == Ordering.NONE ? 3 : i; // without order it may be behind another one
            trap = tripping * RECORDS / 5 - tripping * RECORDS / 5 % 9;
            RunResult stopped = run(settings);
            assertThat(stopped.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(folder.resolve("out").toFile().list()).containsExactly("{kind}_of-{id2}.csv.nebula");
        }
        trap = -1;
        RunResult result = run(settings);

        assertThat(result.failure()).isNull();
        assertThat(result.resumedFrom()).isPositive();
        assertThat(result.read()).isEqualTo(RECORDS);
        assertFiles(settings);
        assertThat(result.bytesWritten()).isEqualTo(size(folder.resolve("out")));
    }

    @Test
    void shouldRefuseToGoOnWithAnotherPatternAndStartAgainWhenTold() throws Exception {
        checkpoint = ALWAYS;
        trap = RECORDS / 2;
        run(SEQUENTIAL.withBatchSize(400));
        trap = -1;
        String before = pattern;
        pattern = pattern.replace("{kind}/of", "{kind}_of"); // whose state would be in the same place

        PipelineRun other = PipelineRun.prepare(pipeline(SEQUENTIAL));
        RunResult refused = other.sequentially();

        assertThat(other.started()).isFalse();
        assertThat(refused.failure()).startsWith(pattern + ": an interrupted run has left its state in ")
                .contains("sink.path was " + before + ", is " + pattern, "--restart");
        pattern = before;
        RunResult again = PipelineRun.prepare(pipeline(SEQUENTIAL), true).sequentially();
        assertThat(again.failure()).isNull();
        assertThat(again.resumedFrom()).isZero();
        assertFiles(SEQUENTIAL);
    }

    @Test
    void shouldReplaceOnlyWhatItNames() throws Exception {
        Path stays = Files.createDirectories(folder.resolve("out/other")).resolve("of-1.csv");
        Files.writeString(stays, "stays");
        assertThat(problems()).extracting(Problem::code).containsExactly("output-exists");
        overwrite = true;

        assertThat(run(PARALLEL).failure()).isNull();
        assertThat(run(SEQUENTIAL).failure()).isNull();

        assertThat(stays).hasContent("stays");
        Files.delete(stays);
        Files.delete(stays.getParent());
        assertFiles(SEQUENTIAL);
    }

    @Test
    void shouldNotLetOneFileReplaceAnotherThatIsTheSame() throws Exception {
        Files.createDirectories(folder.resolve("out/toys"));
        Files.createSymbolicLink(folder.resolve("out/50%25"), folder.resolve("out/toys"));
        overwrite = true;

        RunResult result = run(SEQUENTIAL);

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.failure()).contains("is the same file as another one of this output", "is complete in ");
    }

    @ParameterizedTest
    @CsvSource({"'',0", "'id,kind,note\n',0", "'id,kind,note\n4,toys,\n13,toys,\n',2"})
    void shouldWriteNoFileWithoutRecords(String text, int read) throws Exception {
        Files.writeString(input, text);
        checkpoint = ALWAYS;
        transforms = List.of(new Filter("kind <> 'toys'"));
        pattern = folder + "/out/{kind}.csv";

        RunResult result = run(SEQUENTIAL);

        assertThat(result.failure()).isNull();
        assertThat(result.read()).isEqualTo(read);
        assertThat(result.filtered()).isEqualTo(read);
        assertThat(folder.resolve("out")).satisfiesAnyOf(out -> assertThat(out).doesNotExist(),
                out -> assertThat(out).isEmptyDirectory());
    }

    @Test
    void shouldNameTheFieldThatIsNotThereAndWhereItStands() throws Exception {
        pattern = "out/{kind}/{nte}.csv";

        assertThat(problems()).containsExactly(Problem.within("sink.path", 12, 3, "unknown-field",
                "there is no field 'nte'", "did you mean \"note\"?"));
    }

    @Test
    void shouldRefuseToWriteOverItsInputAndItsDeadLetters() throws Exception {
        pattern = folder + "/{kind}.csv";
        overwrite = true;
        assertThat(problems()).extracting(Problem::code).containsExactly("output-is-input");

        pattern = folder + "/{kind}.jsonl";
        errors = ErrorSettings.deadLetter(new FileSinkSpec(dead.toString(), JSONL));
        assertThat(problems()).extracting(Problem::path, Problem::code)
                .containsExactly(tuple("errors.dead-letter.path", "same-output"));

        errors = ErrorSettings.deadLetter(new RoutedSinkSpec(folder + "/bad/{stage}.jsonl", JSONL));
        assertThat(problems()).extracting(Problem::path).containsExactly("errors.dead-letter.path");
    }

    @Test
    void shouldNotOverwriteInAReplay() throws Exception {
        trap = 999;
        errors = ErrorSettings.deadLetter(new FileSinkSpec(dead.toString(), JSONL));
        overwrite = true;
        run(SEQUENTIAL);
        trap = -1;
        errors = ErrorSettings.fail();

        assertThat(catchThrowableOfType(InvalidOptionsException.class,
                () -> Replay.prepare(pipeline(SEQUENTIAL), dead.toString())).problems())
                .extracting(Problem::code).containsExactly("output-exists");
        pattern = pattern.replace("/out/", "/rest/");
        RunResult rest = Replay.prepare(pipeline(SEQUENTIAL), dead.toString()).sequentially();

        assertThat(rest.failure()).isNull();
        try (Stream<Path> files = Files.walk(folder.resolve("rest")).filter(Files::isRegularFile)) {
            assertThat(files).singleElement().satisfies(file -> assertThat(file).content().contains("\n999,"));
        }
    }

    private SinkSpec sink() {
        return new RoutedSinkSpec(pattern, format, overwrite, Compression.AUTO, 0);
    }

    private Pipeline pipeline(ParallelSettings settings) {
        return new Pipeline("routed", new FileSourceSpec(input.toString(), CSV), transforms, sink(), settings, errors,
                checkpoint);
    }

    private RunResult run(ParallelSettings settings) throws Exception {
        PipelineRun run = PipelineRun.prepare(pipeline(settings));
        return run.parallel() ? run.on(system).toCompletableFuture().get(50, SECONDS) : run.sequentially();
    }

    private Collection<Problem> problems() {
        return PipelineRun.problems(pipeline(SEQUENTIAL));
    }

    /** Holds all files below {@code out} against what is expected, in order if that is promised. */
    private void assertFiles(ParallelSettings settings) throws IOException {
        Map<String, List<String>> there = new TreeMap<>();
        Path out = folder.resolve("out");
        try (Stream<Path> files = Files.walk(out)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                there.put(out.relativize(file).toString(), records(file));
            }
        }
        if (settings.ordering() == Ordering.NONE) {
            there.values().forEach(Collections::sort);
            expected.values().forEach(Collections::sort);
        }
        assertThat(there.keySet()).as("seed %d", seed).isEqualTo(expected.keySet());
        there.forEach((file, records) -> assertThat(records).as("%s, seed %d", file, seed)
                .isEqualTo(expected.get(file)));
    }

    private static List<String> records(Path file) throws IOException {
        try (InputStream stored = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(stored)
                        : file.toString().endsWith(".zst") ? new ZstdInputStream(stored) : stored) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text).endsWith("\n");
            return new ArrayList<>(Arrays.asList(text.split("\n(?=\\d|$)")));
        }
    }

    private static long size(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory).filter(Files::isRegularFile)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }
}
