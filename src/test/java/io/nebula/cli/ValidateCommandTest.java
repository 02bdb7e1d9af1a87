package io.nebula.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nebula.cli.page.Style;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidateCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Style style = Style.PLAIN;
    @TempDir
    private Path directory;

    @Test
    void shouldJudgeSeveralFilesAndSayOnceWhereToReadOn() throws IOException {
        Path good = pipeline("good.conf", "");
        Path bad = pipeline("bad.conf", "nmae = x");
        Path worse = pipeline("worse.conf", "transforms = 1");

        assertThat(run("validate", good.toString(), bad.toString(), worse.toString())).isEqualTo(78);

        assertThat(text(out).lines().filter(line -> line.contains("OK") || line.contains("FAILED") || line.startsWith("see")))
                .containsExactly("good.conf: OK", "bad.conf: FAILED (1 error)", "worse.conf: FAILED (1 error)",
                        "3 files: 1 OK, 2 FAILED", "see: nebula explain unknown-key; the same for wrong-type");
        assertThat(text(err)).isEmpty();
    }

    @Test
    void shouldWriteOneLineOfJsonForEachFile() throws IOException {
        Path good = pipeline("good.conf", "");
        Path bad = pipeline("bad.conf", "nmae = x");

        assertThat(run("validate", "--format", "json", good.toString(), bad.toString())).isEqualTo(78);

        List<String> lines = text(out).lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).isEqualTo("{\"file\":\"good.conf\",\"valid\":true,\"findings\":[],\"unchecked\":null}");
        JsonNode finding = new ObjectMapper().readTree(lines.get(1)).at("/findings/0");
        assertThat(finding.toString()).isEqualTo("{\"file\":\"bad.conf\",\"line\":3,\"column\":1,\"length\":4,"
                + "\"code\":\"unknown-key\",\"path\":\"nebula.pipeline.nmae\",\"message\":\"unknown key \\\"nmae\\\"\","
                + "\"advice\":\"did you mean \\\"name\\\"?\",\"severity\":\"error\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "no.conf | no.conf: error[no-such-file]: there is no such file",
        ". | error[not-readable]: this is a directory",
        "latin1.conf | latin1.conf: error[not-readable]: this file is not UTF-8 text",
    })
    void shouldSayWhyAFileCannotBeRead(String name, String said) throws IOException {
        Files.write(directory.resolve("latin1.conf"), new byte[] {'a', '=', (byte) 0xe9});

        assertThat(run("validate", directory.resolve(name).toString())).isEqualTo(78);
        assertThat(text(out)).contains(said).contains("\n  = ").contains("FAILED (1 error)\nsee: nebula explain");
    }

    @Test
    @Timeout(30)
    @EnabledOnOs(value = OS.LINUX, disabledReason = "it makes a named pipe")
    void shouldNotWaitForAPipelineFileThatIsAPipe() throws Exception {
        Path pipe = directory.resolve("pipe.conf");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

        assertThat(run("validate", pipe.toString())).isEqualTo(78);
        assertThat(text(out)).contains("pipe.conf: error[not-readable]: this is a pipe or a device", "= save it as a file");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "validate | Missing required parameter: 'FILE'",
        "validate a.conf --level deep | expected one of [static, connect, sample] but was 'deep'",
        "validate a.conf --level sample --records 0 | expected 1 to 1000 but was '0'",
        "validate a.conf --level sample --records many | expected 1 to 1000 but was 'many'",
        "validate a.conf --records 3 | add --level sample",
        "validate a.conf --deny-warning | did you mean \"--deny-warnings\"?",
    })
    void shouldSayWhatIsWrongWithTheCommandLine(String arguments, String said) {
        assertThat(run(arguments.split(" "))).isEqualTo(2);
        assertThat(text(err)).contains(said);
        assertThat(text(out)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "in.csv/new/out.csv | error[not-a-directory]",
        "kept.csv           | error[not-a-directory]",
        "new/kept.csv       | OK",
    })
    void shouldNotSayOfAnOutputThatItCanBeMadeUnlessItsDirectoriesCan(String sink, String said) throws IOException {
        Files.createFile(directory.resolve("kept.csv.nebula"));
        String file = pipeline("p.conf", "").toString();

        run("validate", "--level", "connect", file, "--set", "sink = \"" + directory.resolve(sink) + "\"");

        assertThat(text(out)).contains(said);
        assertThat(text(out).contains("can be made")).isEqualTo(said.equals("OK"));
        assertThat(directory.resolve("new")).doesNotExist();
    }

    @Test
    void shouldTakeWarningsForErrorsWhenAsked() throws IOException {
        String file = pipeline("p.conf", "name = a\nname = b").toString();

        assertThat(run("validate", file)).isZero();
        assertThat(run("validate", file, "--deny-warnings")).isEqualTo(78);
        assertThat(text(out)).contains("warning[duplicate-key]", "p.conf: OK (1 warning)", "error[duplicate-key]",
                "p.conf: FAILED (1 error)");
    }

    @Test
    void shouldNotTakeForATrapWhatIsNone() throws IOException {
        Path file = pipeline("p.conf", """
                name = usual
                name = ${?NEBULA_NO_SUCH_NAME}
                parallel { worker-count = "4" }
                parallel { use-parallel = "false" }
                transforms = [{ type = filter, where = "id > 0" }]
                transforms += { type = drop, fields = [name] }
                transforms += { type = filter, where = "id > 1" }
                """);

        assertThat(run("validate", "--level", "connect", file.toString())).isZero();
        assertThat(text(out)).startsWith("p.conf: OK\n").doesNotContain("warning");
    }

    @Test
    void shouldFitANarrowTerminal() throws IOException {
        style = new Style(true, 40);
        Path file = pipeline("p.conf", "transforms = [{ type = compute, set = [\"a_rather_long_name = repeat('long ', 30)\"] }]");

        assertThat(run("validate", "--level", "sample", file.toString())).isZero();

        String shown = text(out).replaceAll("\033\\[[0-9]*m", "");
        assertThat(shown.substring(0, shown.indexOf("\nsink")).lines().filter(line -> line.startsWith("  1")))
                .isNotEmpty().allMatch(line -> line.length() <= 40);
    }

    /** Everything else in it is right. */
    private Path pipeline(String name, String more) throws IOException {
        Files.writeString(directory.resolve("in.csv"), "id,name\n1,a\n2,b\n");
        return Files.writeString(directory.resolve(name), "nebula.pipeline {\nsource = \"" + directory + "/in.csv\"\n" + more
                + "\nsink = \"" + directory + "/out.csv\"\n}\n");
    }

    private int run(String... args) {
        Console console = new Console(new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8), false, style);
        return Main.run(args, console, new Shutdown(console.err(), code -> {}));
    }

    /** Without the name of the test's own directory. */
    private String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8).replace(directory + "/", "");
    }
}
