package io.nebula.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "rnu x.conf, did you mean \"run\"?",
        "run x.conf --sumary, did you mean \"--summary\"?",
        "run, Missing required parameter: 'FILE'",
        "run a.conf b.conf, nothing takes \"b.conf\"",
        "run a.conf --summary xml, 'xml'",
        "replay dead.jsonl, Missing required parameter: 'PIPELINE'",
        "'', A command is missing",
        "--vresion, 'there are -h, --help'",
        "halt, 'there are run, replay, init, eval, test, validate, bench, list, explain, graph, schema, completion, version, -h, --help'",
        "help halt, 'there is no command \"halt\"'",
        "version x, 'there are -h, --help'",
        "run x --summary json --summary=none, specified only once",
        "run x --set, 'Missing value of option ''--set'' (KEY=VALUE)'",
        "run x --set =x, 'Invalid value for option ''--set'': expected KEY=VALUE, such as name=birds, but was ''=x'''",
        "validate x --set=, 'such as name=birds, but was '''''",
        "validate x --set=+=x, 'such as name=birds, but was ''+=x'''",
        "run x --quiet=yes, takes no value",
        "bench x.conf --workers 1;2, 'Invalid value for option ''--workers'': expected a number from 1'",
        "bench x.conf --records 0, 'but was ''0'''",
        "run -- --quiet x, nothing takes \"x\"",
    })
    void shouldSayWhatIsWrongWithTheCommandLine(String arguments, String said) {
        assertThat(run(arguments.isEmpty() ? new String[0] : arguments.split(" "))).isEqualTo(2);
        assertThat(text(err)).contains(said).contains("usage: nebula");
        assertThat(text(out)).isEmpty();
    }

    @Test
    void shouldTellVersionAndMachineOnStandardOutput() {
        assertThat(run("version")).isZero();
        assertThat(text(out)).matches("(?s)nebula \\d.* \\(commit \\w+\\)\nJava .*\n\\d+ CPUs, .*\n").doesNotContain("$");
    }

    @ParameterizedTest
    @CsvSource({"--version, version", "-V, version", "help, --help", "help run, run --help"})
    void shouldTakeTheWordsOfOtherTools(String arguments, String same) {
        assertThat(run(same.split(" "))).isZero();
        String expected = text(out);
        out.reset();

        assertThat(run(arguments.split(" "))).isZero();
        assertThat(text(out)).isEqualTo(expected);
    }

    @Test
    void shouldRefuseABadFileWithItsDiagnosticsAndWithoutSummary() throws IOException {
        Path file = Files.writeString(directory.resolve("bad.conf"), "nebula.pipeline { sorce = x }");

        assertThat(run("run", file.toString(), "--summary", "json")).isEqualTo(78);
        assertThat(text(err)).contains("bad.conf:1:19: error[unknown-key]").doesNotContain("\"pipeline\"");
        assertThat(text(out)).isEmpty();
    }

    @Test
    void shouldPlaceWhatOnlyShowsWhenThePipelineIsPrepared() throws IOException {
        Path file = Files.writeString(directory.resolve("late.conf"), "nebula.pipeline {\n"
                + "  source { type = test-source, path = nowhere }\n  sink { type = test-sink, path = out }\n}");

        assertThat(run("run", file.toString())).isEqualTo(78);
        assertThat(text(err)).contains("late.conf:2:39: error[no-file]: there is no file nowhere");
    }

    @Test
    void shouldReportInOnePassWhatTheFileAloneShowsAndWhatOnlyTheInputShows() throws IOException {
        Path data = Files.writeString(directory.resolve("data.csv"), "speed,name\n1,a\n");
        Path file = Files.writeString(directory.resolve("bad.conf"), """
                nebula.pipeline {
                  source = { type = file, path = "%s", formt = csv }
                  transforms = [
                    { type = filter, where = "spede > 1" }
                    { type = filtre, where = "whatever" }
                    { type = compute, set = ["a = speed * 2", "b = sqrt(name)"], whither = up }
                    { type = convert, field = name, to = daet }
                    { type = select, fields = [speed, a, c] }
                  ]
                  sink = { type = file, path = "%s/out.txt" }
                  parallel { worker-count = none }
                  checkpoint { enabled = maybe }
                }
                """.formatted(data, directory));

        assertThat(run("run", file.toString())).isEqualTo(78);
        assertThat(text(err).lines().filter(line -> line.contains(": error["))
                .map(line -> line.replaceFirst(".*bad.conf:(.*?): error\\[(.*?)].*", "$1 $2"))).containsExactly(
                "2:" + (38 + data.toString().length()) + " unknown-key",
                "4:31 unknown-field", "5:14 unknown-type", "6:52 wrong-arguments", "6:66 unknown-key",
                "7:42 not-a-choice", "8:39 unknown-field",
                "8:42 unknown-field", "10:3 unknown-format", "11:29 wrong-type", "12:26 wrong-type");
        assertThat(text(err)).contains("did you mean \"format\"?",
                "did you mean \"speed\"?", "did you mean \"filter\"?");
        assertThat(directory.resolve("out.txt.nebula")).doesNotExist();
    }

    @Test
    void shouldPrintWhatTheReadmeShows() throws IOException {
        String quickstart = Files.readString(Path.of("conf/quickstart.conf"));
        Path file = Files.writeString(directory.resolve("quickstart.conf"), quickstart
                .replace("\"../dispatchers/", "\"" + Path.of("dispatchers").toAbsolutePath() + "/")
                .replace("speed is not null", "sped is not null"));

        assertThat(run("run", file.toString())).isEqualTo(78);
        assertThat(Files.readString(Path.of("README.md"))).contains("```text\n"
                + text(err).replace(file.toString(), "conf/quickstart.conf") + "```\n");
    }

    @Test
    void shouldTakeOptionsInAnyPlaceAndForm() throws IOException {
        Path file = Files.writeString(directory.resolve("pipe.conf"), "nebula.pipeline { sink { type = discard, format = csv } }");

        assertThat(run("run", "--set", "source.type=generate", "--summary=JSON", file.toString(), "--quiet",
                "--set=source.count=7", "--progress", "none")).isZero();
        assertThat(text(err)).startsWith("{\"pipeline\":\"pipe\"").contains("\"read\":7,");
    }

    @Test
    void shouldExplainItselfWhenAsked() {
        assertThat(run("run", "--help")).isZero();
        assertThat(text(out)).contains("--set").contains("--progress");
    }

    private int run(String... args) {
        Console console = new Console(new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8), false);
        return Main.run(args, console, new Shutdown(console.err(), code -> {}));
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
