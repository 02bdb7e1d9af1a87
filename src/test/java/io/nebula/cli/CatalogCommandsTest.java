package io.nebula.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nebula.catalog.Catalog;
import io.nebula.cli.page.Style;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogCommandsTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "list, Makes records up",
        "list transforms, rename   ",
        "list functions, The square root",
        "list settings, parallel.worker-count  ",
        "list codes, Rejected records",
        "list formats, .jsonl .ndjson",
    })
    void shouldListWhatThereIs(String arguments, String said) {
        assertThat(run(arguments.split(" "))).isZero();
        assertThat(text(out)).contains(said);
        assertThat(text(out).lines().filter(line -> !line.contains("Configurator"))).allMatch(line -> line.length() <= 80);
        assertThat(text(err)).isEmpty();
    }

    @Test
    void shouldListEverythingForPrograms() throws IOException {
        assertThat(run("list", "--format", "json")).isZero();
        JsonNode all = new ObjectMapper().readTree(text(out));
        assertThat(all.get("codes")).hasSameSizeAs(Catalog.codes());
        assertThat(all.get("functions")).hasSameSizeAs(Catalog.functions());
        assertThat(all.get("settings")).anySatisfy(setting -> {
            assertThat(setting.get("key").asText()).isEqualTo("nebula.pipeline.errors.policy");
            assertThat(setting.get("default").asText()).isEqualTo("fail");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "filter | transform filter | where  text; required",
        "file | source file | sink file",
        "sink.file | sink file | overwrite  true or false; false by default",
        "worker-count | nebula.pipeline.parallel.worker-count | integer, or auto; auto by default",
        "nebula.pipeline.checkpoint.interval | duration; 5s by default | e.g. checkpoint.interval = 30s",
        "errors | errors.policy | errors.max-reject-ratio",
        "csv.delimiter | source.csv.delimiter | With type = file or stdin:",
        "csv | format csv | csv.null-values",
        "zstd | compression zstd | zstd.level",
        "sqrt | function sqrt | sqrt(double): double",
        "SQRT | function sqrt | sqrt(16)  is  4.0",
        "<> | operator <> | Forms",
        "ragged-row | code ragged-row | What to do",
    })
    void shouldExplainWhateverHasAName(String name, String first, String second) {
        assertThat(run("explain", name)).isZero();
        assertThat(text(out)).contains(first).contains(second);
    }

    @Test
    void shouldExplainEveryNameItKnows() {
        for (String name : Catalog.names()) {
            assertThat(run("explain", name)).as(name).isZero();
            assertThat(run("explain", name, "--format", "json")).as(name).isZero();
        }
    }

    @Test
    void shouldExplainForPrograms() throws IOException {
        assertThat(run("explain", "convert", "--format=json")).isZero();
        assertThat(new ObjectMapper().readTree(text(out)).at("/transforms/0/settings/2/key").asText()).isEqualTo("to");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "explain fiter | there is nothing called \"fiter\", and no such file; did you mean \"filter\"?",
        "explain wroker-count | did you mean",
        "explain qqqqqq | nebula list shows what there is",
        "list transfroms | there is no \"transfroms\" here; did you mean \"transforms\"?",
        "list x | there are sources, transforms, sinks",
        "completion tcsh | there is no \"tcsh\" here; there are bash, zsh, fish",
        "completion | Missing required parameter: 'SHELL'",
        "graph a.conf --format png | expected one of [text, dot, mermaid] but was 'png'",
    })
    void shouldSayWhatWasProbablyMeant(String arguments, String said) {
        assertThat(run(arguments.split(" "))).isEqualTo(ExitCode.USAGE);
        assertThat(text(err)).contains(said);
        assertThat(text(out)).isEmpty();
    }

    @Test
    void shouldTellThePlanOfAPipeline() throws IOException {
        Path file = pipeline("");

        assertThat(run("explain", file.toString())).isZero();
        assertThat(text(out)).isEqualTo("""
                birds: the plan; nothing has been run

                Stages
                  source                 file, csv; %1$s; 31 B; 4 fields
                  transforms[0] rename   4 fields; -name, +bird string
                  transforms[1] compute  5 fields; +kmh double
                  transforms[2] filter   5 fields, as before
                  transforms[3] drop     4 fields; -note
                  sink                   file, csv, gzip; %2$s; 4 fields

                Fields read
                  id     long    parsed by transforms[2] filter; bytes copied
                  name   string  never parsed; bytes copied to bird
                  speed  long    parsed by transforms[1] compute; bytes copied
                  note   string  never parsed; not written

                Fields written anew
                  kmh  double  made by transforms[1] compute

                Run
                  mode         sequential, one plain loop: 31 bytes of input; auto is sequential up to 8,388,608
                  morsels      of up to 32.0 KiB; transforms work on 1024 rows at a time
                  checkpoints  every 5s: auto: the inputs can be read again, and the output continued
                  errors       the run stops at the first record that cannot be processed
                """.formatted("in.csv", "out.csv.gz"));
        assertThat(directory.resolve("out.csv.gz")).doesNotExist();
        assertThat(directory.resolve("out.csv.gz.nebula")).doesNotExist();
    }

    @Test
    void shouldTellHowAParallelRunWouldBeSpread() throws IOException {
        assertThat(run("explain", pipeline("").toString(), "--set", "parallel { use-parallel = true, worker-count = 3,"
                + " parallel-groups = 2, enable-affinity = false, ordering = none }", "--set", "checkpoint.enabled = false",
                "--set", "errors { policy = skip, max-rejects = 7 }")).isZero();
        assertThat(text(out).replaceAll("\\s+", " ")).contains("mode parallel: use-parallel = true",
                "3 workers in 2 groups: worker-count = 3, parallel-groups = 2",
                "CPUs not bound: binding is switched off", "as results become ready",
                "checkpoints none: checkpoint.enabled = false", "left out and counted, at most 7");
    }

    @Test
    void shouldTellThePlanForPrograms() throws IOException {
        assertThat(run("explain", pipeline("").toString(), "--format", "json")).isZero();
        JsonNode plan = new ObjectMapper().readTree(text(out));
        assertThat(plan.at("/read/0/parsedBy/0").asText()).isEqualTo("transforms[2] filter");
        assertThat(plan.at("/transforms/1/fields/4/type").asText()).isEqualTo("double");
        assertThat(plan.at("/parallel").asBoolean(true)).isFalse();
    }

    @Test
    void shouldTellThePlanThoughTheOutputExistsAndSayThatARunWouldBeRefused() throws IOException {
        Path file = pipeline("");
        Files.writeString(directory.resolve("out.csv.gz"), "");

        assertThat(run("explain", file.toString())).isZero();
        assertThat(text(out)).contains("A run would be refused now: ").contains("transforms[3] drop");
    }

    @Test
    void shouldLeaveStandardInputAlone() throws IOException {
        assertThat(run("explain", pipeline("").toString(), "--set", "source { type = stdin, format = csv }")).isZero();
        assertThat(text(out)).contains("the fields show when data arrives", "rename   checked when data arrives");
    }

    @Test
    void shouldCallADeclaredFieldParsedWhenItIsDecoded() throws IOException {
        assertThat(run("explain", pipeline("").toString(), "--set", "source.schema { note = string }")).isZero();
        assertThat(text(out)).contains("note   string  parsed by decode; not written");
    }

    @Test
    void shouldShowWhatIsWrongWithAFileInsteadOfItsPlan() throws IOException {
        Path file = pipeline(", where = 5");

        assertThat(run("explain", file.toString())).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(run("graph", file.toString())).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(run("explain", directory.resolve("nowhere.conf").toString())).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(text(err)).contains("error[unknown-key]", "error[no-such-file]");
        assertThat(text(out)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "dot", "mermaid"})
    void shouldDrawThePipeline(String form) throws IOException {
        assertThat(run("graph", pipeline("").toString(), "--format", form, "--set", "parallel.use-parallel = true", "--set",
                "parallel.worker-count = 2", "--set", "errors { policy = dead-letter, dead-letter = "
                + directory.resolve("bad.jsonl") + " }")).isZero();
        assertThat(text(out)).contains("balance stage", "each of 2 workers in", "decode csv", "transforms[3] drop", "encode csv",
                "results in input order", "sink: file out.csv.gz", "dead letters: file");
        switch (form) {
            case "dot" -> assertThat(text(out)).startsWith("digraph \"birds\" {\n").endsWith("}\n")
                    .contains("  b0 -> b1 -> s0 -> s1 -> s2 -> s3 -> s4 -> s5 -> a0 -> a1;\n", "s5 -> letters [");
            case "mermaid" -> assertThat(text(out)).startsWith("flowchart LR\n")
                    .contains("  b0 --> b1 --> s0 --> s1", "s5 -. rejected .-> letters");
            default -> assertThat(text(out)).contains("  ├─ transforms[0] rename\n");
        }
    }

    @Test
    void shouldColourForATerminalOnlyAndNotIfUnwanted() {
        assertThat(Style.of(true, 100, Map.of()).heading("x")).isEqualTo("\033[1mx\033[0m");
        assertThat(Style.of(true, 100, Map.of("NO_COLOR", "1")).heading("x")).isEqualTo("x");
        assertThat(Style.of(true, 100, Map.of("TERM", "dumb")).heading("x")).isEqualTo("x");
        assertThat(Style.of(false, 100, Map.of())).isEqualTo(new Style(false, 80));
        assertThat(Style.of(true, 20, Map.of()).width()).isEqualTo(40);
    }

    /** Paths in the pipeline are short: the tests compare whole lines. */
    private Path pipeline(String more) throws IOException {
        Files.writeString(directory.resolve("in.csv"), "id,name,speed,note\n1,crow,40,a\n");
        return Files.writeString(directory.resolve("birds.conf"), """
                nebula.pipeline {
                  source = "%1$s/in.csv"
                  transforms = [
                    { type = rename, fields { name = bird } }
                    { type = compute, set = ["kmh = speed * 1.852"] }
                    { type = filter, where = "id > 0" }
                    { type = drop, fields = [note]%2$s }
                  ]
                  sink = "%1$s/out.csv.gz"
                }
                """.formatted(directory, more));
    }

    private int run(String... args) {
        // plans name the test's directory, which must not decide where lines end
        Style style = new Style(false, args[0].equals("explain") ? 400 : 80);
        Console console = new Console(new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8), false, style);
        return Main.run(args, console, new Shutdown(console.err(), code -> {}));
    }

    /** Without the name of the test's own directory. */
    private String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8).replace(directory + "/", "");
    }
}
