package io.nebula.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody reads what the tool writes to a pipe, but not for a while. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "it looks into /proc")
@Timeout(120)
class SlowReaderIT {
    private static final String LAUNCHER = Path.of("nebula").toAbsolutePath().toString();
    private static final int RECORDS = 1_500_000;
    private static final int HEAP_MIB = 128;
    /** What a JVM takes beside its heap. */
    private static final int REST_MIB = 160;
    private static final int IDLE_TICKS = 3;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldWaitInLittleMemoryAndThenHandOverEverything(boolean parallel) throws Exception {
        Files.writeString(directory.resolve("pipe.conf"), "nebula.pipeline { source { type = generate, count = " + RECORDS
                + " }, sink { type = stdout, format = csv }, parallel.use-parallel = " + parallel + " }");
        ProcessBuilder builder = new ProcessBuilder(LAUNCHER, "run", "pipe.conf", "--quiet")
                .directory(directory.toFile()).redirectError(directory.resolve("said").toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("NEBULA_OPTS", "-Xmx" + HEAP_MIB + "m");
        Process process = builder.start();
        try (BufferedReader data = process.inputReader()) {
            assertThat(data.readLine()).startsWith("id,");
            awaitIdle(process);
            assertThat(peakMebibytes(process)).isLessThan(HEAP_MIB + REST_MIB);

            long last = 0;
            for (String line = data.readLine(); line != null; line = data.readLine()) {
                long id = Long.parseLong(line.substring(0, line.indexOf(',')));
                assertThat(id).isEqualTo(last + 1);
                last = id;
            }

            assertThat(last).isEqualTo(RECORDS);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(directory.resolve("said"))).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    /** Until it has done next to nothing for some time, which it can only have while it waits. */
    private static void awaitIdle(Process process) throws Exception {
        long before = -IDLE_TICKS - 1;
        for (long now = ticks(process); now - before > IDLE_TICKS; now = ticks(process)) {
            before = now;
            assertThat(process.waitFor(700, TimeUnit.MILLISECONDS)).as("it waits for its reader").isFalse();
        }
    }

    /** CPU time in the system's own unit. */
    private static long ticks(Process process) throws IOException {
        String[] figures = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat")).replaceAll(".*\\) ", "")
                .split(" ");
        return Long.parseLong(figures[11]) + Long.parseLong(figures[12]);
    }

    private static long peakMebibytes(Process process) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmHWM:")).mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
                .findFirst().orElseThrow();
    }
}
