package io.nebula.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.delivery.KilledJob.End;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** A job in a directory of its own, some of whose records bring down the process that works on them. */
final class PoisonedJob {
    private static final Path LAUNCHER = Path.of("nebula").toAbsolutePath();
    private static final Path OWN = Path.of("target", "test-classes").toAbsolutePath();
    private static final String PIPELINE = """
            nebula.pipeline {
              source = "%s"
              transforms = [
                { type = compute, set = ["twice = id * 2"] }
                { type = test-poison, nanos-per-record = %d }
              ]
              sink = "%s"
              errors { policy = dead-letter, dead-letter = dead.jsonl }
              parallel { use-parallel = %s, worker-count = 3, parallel-groups = 2, batch-size = %d, ordering = %s,
                morsel-timeout = %s }
              checkpoint { interval = %s }
            }
            """;

    private final Variant variant;
    private final Path directory;
    private final Map<Integer, String> poison;
    private final Map<Integer, String> letters = new TreeMap<>();

    /** What is run. */
    record Variant(String source, String sink, int records, int batch, boolean parallel, boolean ordered, long nanos,
            String timeout, String interval) {}

    /** @param poison what the records of these numbers do */
    PoisonedJob(Variant variant, Map<Integer, String> poison, Path directory) throws IOException {
        this.variant = variant;
        this.poison = poison;
        this.directory = directory;
        Files.writeString(directory.resolve("job.conf"), PIPELINE.formatted(variant.source(), variant.nanos(),
                variant.sink(), variant.parallel(), variant.batch(), variant.ordered() ? "input" : "none",
                variant.timeout(), variant.interval()));
        writeInput();
    }

    private void writeInput() throws IOException {
        boolean csv = variant.source().contains(".csv");
        StringBuilder text = new StringBuilder(csv ? "id,text\n" : "");
        int line = csv ? 2 : 1;
        for (int i = 0; i < variant.records(); i++) {
            String record = csv ? i + ",\"" + text(i) + "\"" : "{\"id\":" + i + ",\"text\":\"" + text(i) + "\"}";
            if (poison.containsKey(i)) {
                letters.put(i, "{\"file\":\"" + variant.source() + "\",\"line\":" + line + ",\"offset\":" + text.length()
                        + ",\"stage\":\"transforms[1] test-poison\",\"code\":\"%s\"|\"record\":\""
                        + record.replace("\"", "\\\"") + "\"");
            }
            text.append(record).append('\n');
            line++;
            if (csv && i % 50 == 7) { // lines that are no records
                text.append("\n\n");
                line += 2;
            }
        }
        try (OutputStream file = Files.newOutputStream(directory.resolve(variant.source()));
                OutputStream out = variant.source().endsWith(".gz") ? new GZIPOutputStream(file) : file) {
            out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    private String text(int record) {
        return poison.getOrDefault(record, "record " + record);
    }

    Path state() {
        return directory.resolve(variant.sink() + ".nebula");
    }

    /** Waits until the run that has just been started is about to work, or has ended. */
    void awaitWork(Process process, FileTime before) throws IOException {
        while (process.isAlive() && working().equals(before)) {
            Thread.onSpinWait();
        }
    }

    /** When the last run began to work. */
    FileTime working() throws IOException {
        try {
            return Files.getLastModifiedTime(state().resolve("manifest-working.nebula"));
        } catch (NoSuchFileException e) {
            return FileTime.fromMillis(0);
        }
    }

    /** Starts a run of the job. */
    Process start(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(LAUNCHER.toString(), "run", "job.conf", "--summary", "json"));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().put("NEBULA_OPTS", "-Xmx64m -XX:-CreateCoredumpOnCrash -Dnebula.recount=true");
        builder.environment().put("NEBULA_CLASSPATH", OWN.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.redirectErrorStream(true).redirectOutput(directory.resolve("said").toFile()).start();
    }

    /** Waits for its end. */
    End end(Process process) throws Exception {
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("the run ended").isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new End(process.exitValue(), Files.readAllLines(directory.resolve("said")));
    }

    /** Whether the next run is to work on records one at a time. */
    boolean isolates() throws IOException {
        Path suspects = state().resolve("manifest-suspects.nebula");
        return Files.exists(suspects) && Files.readAllLines(suspects).stream().map(line -> line.split(" "))
                .anyMatch(words -> words.length == 7 && Integer.parseInt(words[3]) >= 2);
    }

    /** Takes the finished outputs away, so that the job can be run once more. */
    void clear() throws IOException {
        Files.delete(directory.resolve(variant.sink()));
        Files.delete(directory.resolve("dead.jsonl"));
    }

    boolean done() {
        return Files.exists(directory.resolve(variant.sink()));
    }

    /** Starts it again and again until it is done, as a supervisor would; gives the exit codes. */
    List<Integer> supervise(int most) throws Exception {
        List<Integer> codes = new ArrayList<>();
        while (codes.size() <= most) {
            End end = end(start());
            codes.add(end.code());
            if (end.code() == 0) {
                return codes;
            }
            assertThat(directory.resolve(variant.sink())).as("after " + codes).doesNotExist();
        }
        throw new AssertionError("not done after " + codes + ":\n" + Files.readString(directory.resolve("said")));
    }

    /** Holds what is there against what should be: all records but the poison, and the poison in the dead letters. */
    void verify(Map<Integer, String> codes) throws IOException {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < variant.records(); i++) {
            if (!poison.containsKey(i)) {
                expected.add("{\"id\":" + i + ",\"text\":\"" + text(i) + "\",\"twice\":" + 2L * i + "}");
            }
        }
        List<String> there = read(variant.sink());
        if (!variant.ordered()) {
            Collections.sort(expected);
            Collections.sort(there);
        }
        assertThat(there).hasSameSizeAs(expected);
        for (int i = 0; i < there.size(); i++) {
            assertThat(there.get(i)).isEqualTo(expected.get(i));
        }
        List<String> dead = read("dead.jsonl");
        assertThat(dead).hasSize(letters.size());
        letters.forEach((record, letter) -> assertThat(dead).as("the dead letter of record " + record).anySatisfy(
                each -> assertThat(each).contains(letter.formatted(codes.get(record)).split("\\|"))));
        assertThat(state().resolve("manifest-suspects.nebula")).doesNotExist();
        assertThat(state().resolve("manifest-working.nebula")).doesNotExist();
    }

    private List<String> read(String file) throws IOException {
        try (InputStream stored = new BufferedInputStream(Files.newInputStream(directory.resolve(file)));
                InputStream in = file.endsWith(".gz") ? new GZIPInputStream(stored) : stored) {
            return new ArrayList<>(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
        }
    }
}
