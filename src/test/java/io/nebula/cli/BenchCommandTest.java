package io.nebula.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

class BenchCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    @TempDir
    private Path directory;
    private Path pipeline;

    @BeforeEach
    void write() throws Exception {
        Path input = Files.writeString(directory.resolve("in.csv"), "id,value\n" + "1,2.5\n2,-1\n".repeat(200));
        pipeline = Files.writeString(directory.resolve("a & b.conf"), """
                nebula.pipeline {
                  source = "%s"
                  transforms = [ { type = filter, where = "value > 0" } ]
                  sink = "%s"
                }
                """.formatted(input, directory.resolve("out.jsonl")));
    }

    @Test
    void shouldShowATableWhereEveryRunIsVerified() {
        assertThat(bench("--workers", "2,1", "--runs=1", "--records=20000")).isZero();

        assertThat(text(err)).isEmpty();
        assertThat(text(out)).startsWith("a & b: 20,000 records in each of 1 run, after warming up; ")
                .containsPattern("\n   loop  -         input +[\\d,]+      1.00       -  ")
                .containsPattern("\n      1  unpinned  input +[\\d,]+ +\\d+\\.\\d\\d +\\d+ %")
                .containsPattern("\n      2  (pinned|refused) +none +[\\d,]+ ")
                .containsPattern("In every run the same 10,000 records\\s+arrived");
        assertThat(text(out).lines()).allMatch(line -> line.length() <= 80);
        assertThat(directory.resolve("out.jsonl")).doesNotExist();
        assertThat(directory.resolve("out.jsonl.nebula")).doesNotExist();
    }

    @Test
    void shouldWriteAPlotAndEveryRun() throws Exception {
        Path folder = directory.resolve("new/folder");

        assertThat(bench("--workers=1", "--runs=2", "--records=all", "--format=json", "--output", folder.toString())).isZero();

        String json = text(out);
        assertThat(json.lines()).hasSize(1);
        assertThat(Files.readString(folder.resolve("bench.json"))).isEqualTo(json);
        assertThat(json).startsWith("{\"pipeline\":\"a & b\",").contains("\"verified\":true,\"differences\":[],\"read\":400,\"written\":200,");
        assertThat(keys(json)).contains("checksum", "setups", "workers", "pinned", "bound", "ordered", "recordsPerSecond", "speedUp",
                "efficiency", "cpuSeconds", "stolen", "runs", "seconds", "advice");
        Document svg = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(folder.resolve("bench.svg").toFile());
        assertThat(svg.getElementsByTagName("polyline").getLength()).isEqualTo(4);
        assertThat(svg.getElementsByTagName("circle").getLength()).isEqualTo(4);
        assertThat(svg.getElementsByTagName("text").item(0).getTextContent()).startsWith("a & b: records per second");
    }

    @ParameterizedTest
    @ValueSource(strings = {"out.jsonl", "{id}.jsonl"})
    void shouldMeasureAndLeaveAloneAnOutputThatIsThere(String name) throws Exception {
        Path one = Files.writeString(directory.resolve("out.jsonl"), "mine");
        Path other = Files.writeString(directory.resolve("1.jsonl"), "mine");

        assertThat(bench("--workers=1", "--runs=1", "--records=all", "--set", "sink=\"" + directory.resolve(name) + '"'))
                .as(text(err)).isZero();

        assertThat(text(out)).contains("In every run the same 200 records");
        assertThat(one).hasContent("mine");
        assertThat(other).hasContent("mine");
        assertThat(directory.toFile().list()).containsExactlyInAnyOrder("in.csv", "a & b.conf", "out.jsonl", "1.jsonl");
    }

    @Test
    void shouldEndWithOneWhenTheLoopItselfFails() {
        assertThat(bench("--workers=1", "--set", "transforms = [{ type = compute, set = \"x = 1 / (id - 2)\" }]")).isEqualTo(1);

        assertThat(text(err)).startsWith("nebula: sequential: ").contains("in.csv", "division-by-zero");
        assertThat(text(out)).isEmpty();
    }

    @Test
    void shouldRefuseWhatCannotBeReadAgain() {
        assertThat(bench("--set", "source = { type = stdin, format = csv }")).isEqualTo(78);
        assertThat(text(err)).contains("standard input can be read only once", "--set source=FILE");
    }

    @Test
    void shouldSayWhatIsWrongWithThePipeline() {
        assertThat(bench("--set", "transforms = [{ type = filter, where = \"valu > 0\" }]")).isEqualTo(78);
        assertThat(text(err)).contains("error[unknown-field]", "did you mean \"value\"?");
    }

    @Test
    void shouldSayThatTheFolderCannotBeMadeBeforeItMeasures() {
        assertThat(bench("--output", directory.resolve("in.csv").toString())).isEqualTo(78);
        assertThat(text(err)).contains("in.csv cannot be written", "--output");
    }

    private int bench(String... options) {
        String[] words = new String[options.length + 2];
        words[0] = "bench";
        words[1] = pipeline.toString();
        System.arraycopy(options, 0, words, 2, options.length);
        Console console = new Console(new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8), false);
        return Main.run(words, console, new Shutdown(console.err(), code -> {}));
    }

    private static Set<String> keys(String json) throws Exception {
        Set<String> keys = new HashSet<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            while (parser.nextToken() != null) {
                keys.add(String.valueOf(parser.currentName()));
            }
        }
        return keys;
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
