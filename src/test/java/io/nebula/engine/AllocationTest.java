package io.nebula.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AllocationTest {
    @TempDir
    private Path folder;

    /** In a process of its own: watched buffers, which tests use, keep stack traces. */
    @Test
    void shouldAllocateLessThanHalfAByteForARecordOnceWarm() throws Exception {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
                "-cp", System.getProperty("java.class.path"), AllocationProbe.class.getName(), folder.toString())
                .redirectErrorStream(true).start();

        String[] lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip().split("\n");

        assertThat(process.waitFor()).as(String.join("\n", lines)).isZero();
        assertThat(Double.parseDouble(lines[lines.length - 1])).as("bytes per record").isBetween(0.0, 0.5);
    }
}
