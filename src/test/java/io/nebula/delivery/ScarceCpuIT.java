package io.nebula.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nebula.delivery.KilledJob.End;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** One CPU for many workers that are to be bound, and a machine on which others have left their marks on CPUs. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "threads are bound on Linux only")
@Timeout(120)
class ScarceCpuIT {
    private static final int RECORDS = 20_000;

    @TempDir
    private Path directory;
    private ToolRun tool;

    @BeforeEach
    void prepare() throws Exception {
        Files.writeString(directory.resolve("pipeline.conf"), """
                nebula.pipeline {
                  source { type = generate, count = %d }
                  transforms = [{ type = compute, set = "square = id * id" }]
                  sink { type = file, path = out.csv, overwrite = true }
                  parallel { use-parallel = true, worker-count = 4, parallel-groups = 4, batch-size = 100,
                    enable-affinity = true }
                }
                """.formatted(RECORDS));
        tool = new ToolRun(directory);
    }

    @Test
    void shouldWriteTheSameOnOneCpu() throws Exception {
        Path expected = directory.resolve("expected.csv");
        assertThat(tool.run("--set", "parallel.use-parallel=false", "--set", "sink.path=expected.csv").code()).isZero();

        End end = tool.shell("taskset -c " + firstCpu() + " \"$NEBULA\" run pipeline.conf --summary json");

        assumeTrue(end.code() != 127, "there is no taskset");
        assertThat(end.code()).as(String.join("\n", end.said())).isZero();
        assertThat(end.figure("written")).isEqualTo(Integer.toString(RECORDS));
        assertThat(Files.mismatch(directory.resolve("out.csv"), expected)).isEqualTo(-1);
    }

    /** Others that bind threads with the same library lock CPUs by files, and leave these behind when they are killed. */
    @Test
    void shouldBindItsThreadsWhateverOthersHaveLocked() throws Exception {
        Path temporary = Files.createDirectory(directory.resolve("tmp"));
        Files.writeString(temporary.resolve("cpu-0.lock"), "1\nlong ago\n");
        Files.createDirectory(temporary.resolve("cpu-1.lock"));
        tool.with("NEBULA_OPTS", "-Djava.io.tmpdir=" + temporary);
        Process killed = tool.start("--set", "source.count=100000000");
        while (!Files.exists(directory.resolve("out.csv.nebula/out.csv")) && killed.isAlive()) {
            Thread.onSpinWait();
        }
        killed.destroyForcibly().waitFor();

        End end = tool.run("--restart");

        assertThat(end.code()).as(String.join("\n", end.said())).isZero();
        assertThat(end.said().get(end.said().size() - 1)).contains("\"cpu\":").doesNotContain("\"cpu\":-1");
        assertThat(locks(temporary)).containsExactlyInAnyOrder("cpu-0.lock", "cpu-1.lock");
    }

    private static List<String> locks(Path temporary) throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".lock")).toList();
        }
    }

    private static String firstCpu() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith("Cpus_allowed_list:"))
                .findFirst().orElseThrow().replaceAll("\\D+(\\d+).*", "$1");
    }
}
