package io.nebula.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.delivery.KilledJob.End;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Transforms in a jar of the user's that go wrong at one record. */
@Timeout(120)
class OwnTransformIT {
    private static final int RECORDS = 20_000;
    private static final String HEADER = "id,text\n";

    @TempDir
    private Path directory;
    private ToolRun tool;

    @BeforeEach
    void prepare() throws IOException {
        StringBuilder text = new StringBuilder(HEADER);
        for (int i = 0; i < RECORDS; i++) {
            text.append(record(i));
        }
        Files.writeString(directory.resolve("in.csv"), text);
        writeJar(directory.resolve("own.jar"));
        tool = new ToolRun(directory).with("NEBULA_CLASSPATH", "own.jar");
    }

    @ParameterizedTest
    @CsvSource({"throw, true, IllegalStateException: mischief", "throw, false, IllegalStateException: mischief",
            "null, true, returned null", "error, false, NoClassDefFoundError", "overflow, true, StackOverflowError"})
    void shouldFailAtTheRecordAndGoOnThereWhenTheTransformHasBeenRepaired(String kind, boolean parallel, String reason)
            throws Exception {
        writePipeline(parallel, "");

        End failed = tool.with("NEBULA_OPTS", "-Dmischief=" + kind).run();

        String said = String.join("\n", failed.said());
        assertThat(failed.code()).as(said).isEqualTo(1);
        assertThat(failed.said()).as(said).anySatisfy(line -> assertThat(line)
                .startsWith("nebula: in.csv:" + (Mischief.AT + 2) + " (byte " + position() + "): ")
                .contains(reason, "[transform-failed in transforms[1] mischief]"));
        assertThat(directory.resolve("out.csv")).doesNotExist();

        End repaired = tool.with("NEBULA_OPTS", "").run();
        assertThat(repaired.code()).as(String.join("\n", repaired.said())).isZero();
        assertThat(Long.parseLong(repaired.figure("resumedFrom"))).isBetween(1L, (long) Mischief.AT);
        assertThat(Files.mismatch(directory.resolve("out.csv"), directory.resolve("in.csv"))).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource({"throw, false", "null, true", "overflow, true"})
    void shouldTakeOutThatRecordAlone(String kind, boolean parallel) throws Exception {
        writePipeline(parallel, "errors { policy = dead-letter, dead-letter = dead.jsonl }");

        End end = tool.with("NEBULA_OPTS", "-Dmischief=" + kind).run();

        assertThat(end.code()).as(String.join("\n", end.said())).isZero();
        assertThat(end.figure("rejects")).isEqualTo("{\"transform-failed\":1}");
        assertThat(Files.readString(directory.resolve("out.csv")))
                .isEqualTo(Files.readString(directory.resolve("in.csv")).replace(record(Mischief.AT), ""));
        assertThat(Files.readAllLines(directory.resolve("dead.jsonl"))).singleElement().satisfies(letter ->
                assertThat(letter).contains("\"line\":" + (Mischief.AT + 2), "\"offset\":" + position(),
                        "\"record\":\"" + record(Mischief.AT).strip() + "\""));
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void shouldGiveUpOnAnEndlessTransformAndNameItsRecordsAndItsStack(boolean parallel) throws Exception {
        writePipeline(parallel, "parallel.morsel-timeout = 1s");

        End end = tool.with("NEBULA_OPTS", "-Dmischief=endless").run();

        String said = String.join("\n", end.said());
        assertThat(end.code()).as(said).isEqualTo(1);
        assertThat(said).contains("longer than morsel-timeout", Mischief.class.getName() + ".goWrong",
                "It is in in.csv, lines ", "it goes on after ");
        assertThat(end.said().get(end.said().size() - 1)).contains("\"outcome\":\"failed\"");
        assertThat(directory.resolve("out.csv")).doesNotExist();
    }

    private void writePipeline(boolean parallel, String more) throws IOException {
        Files.writeString(directory.resolve("pipeline.conf"), """
                nebula.pipeline {
                  source { type = file, path = in.csv, schema { id = long, text = string } }
                  transforms = [{ type = filter, where = "id >= 0" }, { type = mischief }]
                  sink = out.csv
                  parallel { use-parallel = %s, worker-count = 2, batch-size = 100 }
                  checkpoint { enabled = true, interval = 10ms }
                  %s
                }
                """.formatted(parallel, more));
    }

    private static String record(int id) {
        return id + ",text of " + id + "\n";
    }

    private static long position() {
        long position = HEADER.length();
        for (int i = 0; i < Mischief.AT; i++) {
            position += record(i).length();
        }
        return position;
    }

    private static void writeJar(Path jar) throws IOException {
        String classFile = Mischief.class.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar); JarOutputStream out = new JarOutputStream(file)) {
            out.putNextEntry(new JarEntry(classFile));
            out.write(Files.readAllBytes(Path.of("target", "test-classes").resolve(classFile)));
            out.putNextEntry(new JarEntry("META-INF/services/io.nebula.transform.TransformProvider"));
            out.write(Mischief.class.getName().getBytes(StandardCharsets.UTF_8));
        }
    }
}
