package io.nebula.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class LauncherIT {
    private static final Path LAUNCHER = Path.of("nebula").toAbsolutePath();
    private static final String ENDLESS = "nebula.pipeline { source { type = generate, count = 100000000000 }, "
            + "sink { type = %s, format = csv }, parallel.use-parallel = %s }";
    @TempDir
    private Path directory;

    @Test
    void shouldStartFromAnyDirectoryThroughALink() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("link"), LAUNCHER);

        Process process = start(link.toString(), "version");

        assertThat(process.inputReader().readLine()).startsWith("nebula ");
        assertThat(exit(process)).isZero();
    }

    @Test
    void shouldRefuseABadFileNamedRelativeToTheWorkingDirectory() throws Exception {
        Files.writeString(directory.resolve("bad.conf"), "nebula.pipeline { source = * }");

        Process process = start(LAUNCHER.toString(), "run", "bad.conf");

        assertThat(process.errorReader().readLine()).isEqualTo("bad.conf:1:28: error[syntax]: '*' must be quoted here");
        assertThat(process.inputReader().read()).isEqualTo(-1);
        assertThat(exit(process)).isEqualTo(78);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldEndWithTheSummaryWhenTerminated(boolean parallel) throws Exception {
        Files.writeString(directory.resolve("endless.conf"), ENDLESS.formatted("stdout", parallel));
        Process process = start(LAUNCHER.toString(), "run", "endless.conf", "--summary", "json");
        BufferedReader data = process.inputReader();
        assertThat(data.readLine()).startsWith("id,");

        process.toHandle().destroy(); // unlike Process.destroy, leaves the pipes open
        data.transferTo(Writer.nullWriter());
        List<String> said = lines(process.errorReader());

        assertThat(exit(process)).isEqualTo(143);
        assertThat(said.get(said.size() - 1)).startsWith("{\"pipeline\":\"endless\",\"outcome\":\"interrupted\"");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldEndQuietlyWhenNobodyReadsTheOutput(boolean parallel) throws Exception {
        Files.writeString(directory.resolve("endless.conf"), ENDLESS.formatted("stdout", parallel));
        Process process = start(LAUNCHER.toString(), "run", "endless.conf");
        BufferedReader data = process.inputReader();
        assertThat(data.readLine()).startsWith("id,");

        data.close();

        assertThat(lines(process.errorReader())).isEmpty();
        assertThat(exit(process)).isEqualTo(141);
    }

    private Process start(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.start();
    }

    private static List<String> lines(BufferedReader reader) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            lines.add(line);
        }
        return lines;
    }

    private static int exit(Process process) throws InterruptedException {
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }
}
