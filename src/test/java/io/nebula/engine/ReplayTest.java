package io.nebula.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.nebula.connector.Compression;
import io.nebula.connector.FileSinkSpec;
import io.nebula.connector.FileSourceSpec;
import io.nebula.connector.GenerateSpec;
import io.nebula.connector.SourceSpec;
import io.nebula.connector.StdinSourceSpec;
import io.nebula.engine.DeadLetterFile.Letter;
import io.nebula.format.Format;
import io.nebula.format.csv.CsvDialect;
import io.nebula.format.csv.CsvFormat;
import io.nebula.format.jsonl.JsonLinesFormat;
import io.nebula.metrics.Outcome;
import io.nebula.metrics.RunResult;
import io.nebula.options.InvalidOptionsException;
import io.nebula.options.Problem;
import io.nebula.pipeline.ErrorSettings;
import io.nebula.pipeline.Ordering;
import io.nebula.pipeline.ParallelSettings;
import io.nebula.pipeline.Pipeline;
import io.nebula.pipeline.Switch;
import io.nebula.record.ValueType;
import io.nebula.transform.Compute;
import io.nebula.transform.TransformSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

/** A pipeline that rejects some records, is repaired, and gets them again. */
@Timeout(60)
class ReplayTest {
    private static final CsvFormat CSV = CsvFormat.csv();
    private static final Format JSONL = JsonLinesFormat.jsonLines();
    private static final ParallelSettings SETTINGS = ParallelSettings.DEFAULT.withBatchSize(70).withVectorBatchSize(16)
            .withWorkerCount(3).withParallelGroups(2).withUseParallel(Switch.ON);
    private static final TransformSpec BROKEN = new Compute("q = 100 / (n % 50)");
    private static final TransformSpec REPAIRED = new Compute("q = case when n % 50 = 0 then 0 else 100 / (n % 50) end");

    private static ActorSystem system;

    @TempDir
    private Path folder;
    private Path clean;

    @BeforeAll
    static void start() {
        system = ActorSystem.create("ReplayTest");
    }

    @AfterAll
    static void stop() {
        TestKit.shutdownActorSystem(system);
    }

    /** Two files whose columns are in different orders. */
    @BeforeEach
    void write() throws Exception {
        StringBuilder one = new StringBuilder("n,text\n");
        StringBuilder two = new StringBuilder("text,n\n");
        for (int n = 0; n < 1_000; n++) {
            one.append(n).append(",\"a \"\"").append(n).append("\"\"\n second line\"\n");
            two.append("b,").append(n).append("\r\n");
        }
        Files.writeString(folder.resolve("in-1.csv"), one);
        Files.writeString(folder.resolve("in-2.csv"), two);
        clean = folder.resolve("clean.csv");
        run(pipeline(clean, SETTINGS, ErrorSettings.fail(), REPAIRED));
    }

    @ParameterizedTest
    @CsvSource({"dead.jsonl, ON, INPUT", "dead.jsonl, OFF, INPUT", "dead.jsonl.gz, ON, NONE", "dead.csv, ON, INPUT",
        "dead.csv.zst, OFF, INPUT", "dead.tsv, ON, NONE"})
    void shouldCompleteTheOutputOnceThePipelineHasBeenRepaired(String name, Switch parallel, Ordering ordering)
            throws Exception {
        ParallelSettings settings = SETTINGS.withUseParallel(parallel).withOrdering(ordering);
        Path letters = folder.resolve(name);
        Path first = folder.resolve("first.csv");
        Path second = folder.resolve("second.csv");
        RunResult dirty = run(pipeline(first, settings, letters(letters), BROKEN));
        assertThat(dirty.rejected()).isEqualTo(40);

        RunResult result = finish(Replay.prepare(pipeline(second, settings, ErrorSettings.fail(), REPAIRED),
                letters.toString()));

        assertThat(result.failure()).isNull();
        assertThat(result.read()).isEqualTo(40);
        assertThat(result.bytesRead()).isEqualTo(Files.size(letters));
        List<String> joined = records(first);
        joined.addAll(records(second));
        assertThat(joined).containsExactlyInAnyOrderElementsOf(records(clean));
    }

    @ParameterizedTest
    @CsvSource({"ON", "OFF"})
    void shouldNameThePlacesOfTheOriginalAndSendWhatStillFailsWhereErrorsSay(Switch parallel) throws Exception {
        Path letters = folder.resolve("dead.jsonl");
        Path again = folder.resolve("again.jsonl");
        ParallelSettings settings = SETTINGS.withUseParallel(parallel);
        run(pipeline(folder.resolve("first.csv"), settings, letters(letters), BROKEN));

        RunResult result = finish(Replay.prepare(pipeline(folder.resolve("second.csv"), settings, letters(again),
                new Compute("q = 100 / (n % 250)")), letters.toString()));

        assertThat(result.written()).isEqualTo(32);
        List<Letter> still = DeadLetterFile.read(again);
        assertThat(still).hasSize(8).isSubsetOf(DeadLetterFile.read(letters));
        assertThat(result.rejectSamples().get(1)).startsWith(folder.resolve("in-1.csv") + ":502 (byte ");
    }

    @Test
    void shouldStopAtTheFirstRecordThatStillFailsWherePolicyIsFail() throws Exception {
        Path letters = folder.resolve("dead.jsonl");
        run(pipeline(folder.resolve("first.csv"), SETTINGS, letters(letters), BROKEN));

        RunResult result = finish(Replay.prepare(pipeline(folder.resolve("second.csv"), SETTINGS, ErrorSettings.fail(),
                new Compute("q = 100 / (n - 950)")), letters.toString()));

        assertThat(result.failure()).startsWith(folder.resolve("in-1.csv") + ":1902 (byte ").contains("division-by-zero");
    }

    @Test
    void shouldReplayBytesThatAreNotUtf8AndRefuseWhatWasOnlyKeptInPart() throws Exception {
        Path lines = folder.resolve("in.jsonl");
        Files.write(lines, ("{\"a\":\"\u00ff\"}\n{\"a\":\"" + "x".repeat(200) + "\"}\n{\"a\":\n").getBytes(ISO_8859_1));
        SourceSpec source = new FileSourceSpec(List.of(lines.toString()), JSONL, Map.of("a", ValueType.STRING), 64,
                Compression.AUTO);
        Path letters = folder.resolve("dead.jsonl");
        Path again = folder.resolve("again.jsonl");
        run(new Pipeline("test", source, List.of(), new FileSinkSpec(folder.resolve("1.jsonl").toString(), JSONL), SETTINGS,
                letters(letters)));
        Files.delete(lines); // what is declared tells the fields

        finish(Replay.prepare(new Pipeline("test", source, List.of(),
                new FileSinkSpec(folder.resolve("2.jsonl").toString(), JSONL), SETTINGS, letters(again)), letters.toString()));

        assertThat(DeadLetterFile.read(again)).isEqualTo(DeadLetterFile.read(letters))
                .extracting(Letter::line, Letter::code).containsExactly(tuple(1L, "invalid-utf8"),
                        tuple(2L, "record-too-long"), tuple(3L, "malformed-json"));
    }

    @Test
    void shouldReadDeadLettersInTheDialectThatWroteThem() throws Exception {
        Format odd = new CsvFormat("csv", new CsvDialect((byte) ';', (byte) '\'', List.of()), false, List.of());
        ErrorSettings errors = ErrorSettings.deadLetter(new FileSinkSpec(folder.resolve("dead.csv").toString(), odd));
        run(pipeline(folder.resolve("first.csv"), SETTINGS, errors, BROKEN));
        Path moved = Files.move(folder.resolve("dead.csv"), folder.resolve("moved.csv"));

        RunResult result = finish(Replay.prepare(pipeline(folder.resolve("second.csv"), SETTINGS, errors, REPAIRED),
                moved.toString()));

        assertThat(result.failure()).isNull();
        assertThat(result.written()).isEqualTo(40);
    }

    @Test
    void shouldOverwriteNothingAndSayWhatToDo() throws Exception {
        Path letters = folder.resolve("dead.jsonl");
        Path first = folder.resolve("first.csv");
        run(pipeline(first, SETTINGS, letters(letters), BROKEN));
        Pipeline same = new Pipeline("test", source(), List.of(REPAIRED),
                new FileSinkSpec(first.toString(), CSV, true, Compression.AUTO, Compression.USUAL_LEVEL), SETTINGS,
                ErrorSettings.deadLetter(new FileSinkSpec(letters.toString(), JSONL, true, Compression.AUTO, 0)));

        assertThatThrownBy(() -> Replay.prepare(same, letters.toString()))
                .isInstanceOfSatisfying(InvalidOptionsException.class, e -> {
                    assertThat(e.problems()).extracting(Problem::path).containsExactly("sink.path", "errors.dead-letter.path");
                    assertThat(e.problems().get(0).advice()).contains("--set sink.path=");
                    assertThat(e.problems().get(1).advice()).contains("--set errors.dead-letter.path=");
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"{\"a\":1}|is no dead letter with a record's bytes",
        "{\"file\":\"x.csv\",\"offset\":1,\"record\":\"1,a\"}|came from 'x.csv', which is none of the pipeline's inputs",
        "{\"file\":\"x.csv\",\"offset\":1,\"record_base64\":\"?\"}|record_base64 is not Base64",
        "{\"file\":\"x.csv\",\"offset\":\"one\"}|'one' is not a long", "{\"file\":|is no dead letter"})
    void shouldFailAtWhatIsNoDeadLetter(String line, String message) throws Exception {
        Path letters = Files.writeString(folder.resolve("odd.jsonl"), line + "\n");

        RunResult result = finish(Replay.prepare(pipeline(folder.resolve("second.csv"), SETTINGS, ErrorSettings.fail(),
                REPAIRED), letters.toString()));

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.failure()).startsWith(letters + " (byte 0): ").contains(message);
    }

    @ParameterizedTest
    @CsvSource({"missing.jsonl, there is no file", "in-1.csv, which the input does not have", "in, does not tell the format"})
    void shouldRefuseAFileThatCannotHoldDeadLetters(String name, String message) throws Exception {
        assertThatThrownBy(() -> Replay.prepare(pipeline(folder.resolve("second.csv"), SETTINGS, ErrorSettings.fail(),
                REPAIRED), folder.resolve(name).toString())).isInstanceOf(IOException.class).hasMessageContaining(message);
    }

    @Test
    void shouldRefuseSourcesWhoseRecordsCannotBeHadAgain() throws Exception {
        Path letters = Files.writeString(folder.resolve("dead.jsonl"), "");
        for (SourceSpec source : List.of(new GenerateSpec(10), new StdinSourceSpec(CSV, Map.of(), 100, Compression.AUTO))) {
            Pipeline pipeline = new Pipeline("test", source, List.of(),
                    new FileSinkSpec(folder.resolve("2.csv").toString(), CSV), SETTINGS);
            assertThatThrownBy(() -> Replay.prepare(pipeline, letters.toString()))
                    .isInstanceOf(InvalidOptionsException.class);
        }
    }

    @Test
    void shouldReplayStandardInputWhoseFieldsAreDeclared() throws Exception {
        Path letters = Files.writeString(folder.resolve("dead.jsonl"),
                "{\"file\":\"standard input\",\"line\":3,\"offset\":20,\"record\":\"{\\\"n\\\":50}\"}\n");
        SourceSpec source = new StdinSourceSpec(JSONL, Map.of("n", ValueType.LONG), 100, Compression.AUTO);
        Path output = folder.resolve("2.csv");

        finish(Replay.prepare(new Pipeline("test", source, List.of(REPAIRED), new FileSinkSpec(output.toString(), CSV),
                SETTINGS), letters.toString()));

        assertThat(output).hasContent("n,q\n50,0.0\n");
    }

    private SourceSpec source() {
        return new FileSourceSpec(List.of(folder + "/in-*.csv"), CSV, Map.of("n", ValueType.LONG), 1 << 20,
                Compression.AUTO);
    }

    private Pipeline pipeline(Path output, ParallelSettings settings, ErrorSettings errors, TransformSpec... transforms) {
        return new Pipeline("test", source(), List.of(transforms), new FileSinkSpec(output.toString(), CSV), settings,
                errors);
    }

    private static ErrorSettings letters(Path file) {
        String name = file.getFileName().toString();
        Format format = name.contains(".csv") ? CSV : name.contains(".tsv") ? CsvFormat.tsv() : JSONL;
        return ErrorSettings.deadLetter(new FileSinkSpec(file.toString(), format));
    }

    private static List<String> records(Path csv) throws IOException {
        String text = Files.readString(csv);
        return new ArrayList<>(List.of(text.substring(text.indexOf('\n') + 1).split("\n(?! second)")));
    }

    private static RunResult run(Pipeline pipeline) throws Exception {
        RunResult result = finish(PipelineRun.prepare(pipeline));
        assertThat(result.failure()).isNull();
        return result;
    }

    private static RunResult finish(PipelineRun run) throws Exception {
        return run.parallel() ? run.on(system).toCompletableFuture().get(30, SECONDS) : run.sequentially();
    }
}
