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
        "'', A command is missing",
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
    void shouldExplainItselfWhenAsked() {
        assertThat(run("run", "--help")).isZero();
        assertThat(text(out)).contains("--set").contains("--progress");
    }

    private int run(String... args) {
        Console console = new Console(new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8), false);
        return Main.run(args, console, new Shutdown());
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
