package io.nebula.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A job in a directory of its own that the packaged tool runs as often as it takes, and what an undisturbed run of it has
 * made.
 */
final class KilledJob {
    /** Lets a run note the crash points that it comes by. */
    static final String TRACED = "-Dnebula.crash.trace=trace";
    private static final Path LAUNCHER = Path.of("nebula").toAbsolutePath();
    /** Unknown where a checkpoint could not wait until everything before it had been settled. */
    private static final Pattern LINE = Pattern.compile("\"line\":(\\d+|null)");
    private static final String PIPELINE = """
            nebula.pipeline {
              source = "%s"
              transforms = [
                { type = compute, set = ["part = 1000.0 / (id %% 50 - 7)", "digest = %s",
                    "long = repeat(text, 40)", "group = id %% 5"] }
                { type = filter, where = "id %% 7 <> 3" }
              ]
              sink { type = file, path = "%s" }
              errors { policy = dead-letter, dead-letter = "%s" }
              parallel { use-parallel = %s, worker-count = 3, parallel-groups = 2, batch-size = %d, ordering = %s }
              checkpoint { interval = %s }
            }
            """;

    private final Variant variant;
    private final Path directory;
    private final Map<String, List<String>> expected = new TreeMap<>();
    private final double seconds;
    private final long processNanos;

    /**
     * What is run.
     *
     * @param inputs how many files
     * @param sink the output; with {@code {group}} in its name there are five, in a directory of their own
     * @param hashes how much work a record is
     */
    record Variant(String name, String source, int inputs, int records, int hashes, String sink, String deadLetters,
            boolean parallel, boolean ordered, int batch, String interval) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** What a process said and how it ended. */
    record End(int code, List<String> said) {
        /** Not so if a run died after it had removed the last manifest: then the output is known to be whole, and no more. */
        boolean figuresKnown() {
            return said.stream().noneMatch(line -> line.contains("figures are not known"));
        }

        /** A figure of the summary. */
        String figure(String key) {
            String summary = said.get(said.size() - 1);
            int at = summary.indexOf("\"" + key + "\":");
            assertThat(at).as(String.join("\n", said)).isNotNegative();
            String rest = summary.substring(at + key.length() + 3);
            return rest.startsWith("{") ? rest.substring(0, rest.indexOf('}') + 1)
                    : rest.substring(0, rest.indexOf(','));
        }
    }

    /** Writes the input, and runs the job once without disturbing it. */
    KilledJob(Variant variant, Path directory) throws Exception {
        this.variant = variant;
        this.directory = directory;
        for (int i = 0; i < variant.inputs(); i++) {
            writeInput(directory.resolve(variant.source().replace("*", Integer.toString(i))), i);
        }
        String digest = "'d'";
        for (int i = 0; i < variant.hashes(); i++) {
            digest = "sha256(" + digest + " || text)";
        }
        Files.writeString(directory.resolve("job.conf"), PIPELINE.formatted(variant.source(), digest, variant.sink(),
                variant.deadLetters(), variant.parallel(), variant.batch(), variant.ordered() ? "input" : "none",
                variant.interval()));
        long before = System.nanoTime();
        End end = end(start("--set", "checkpoint.enabled=false"));
        processNanos = System.nanoTime() - before;
        assertThat(end.code()).as(String.join("\n", end.said())).isZero();
        for (String file : outputs()) {
            expected.put(file, comparable(file));
        }
        assertThat(expected).hasSize(routed() ? 6 : 2);
        clear();
        for (String key : List.of("read", "written", "filtered", "rejected", "rejects", "bytesRead")) {
            expected.put(key, List.of(end.figure(key)));
        }
        seconds = Double.parseDouble(end.figure("seconds"));
    }

    /** How long an undisturbed run has worked. */
    double seconds() {
        return seconds;
    }

    /** How long the process of an undisturbed run has lived. */
    long processNanos() {
        return processNanos;
    }

    private boolean routed() {
        return variant.sink().contains("{");
    }

    /** Where the unfinished output is. */
    Path state() {
        return directory.resolve(variant.sink() + ".nebula");
    }

    /** Written by each run when it begins to change something. */
    Path lock() {
        return state().resolve(Path.of(variant.sink()).getFileName() + ".lock");
    }

    /** How many bytes the unfinished output has; 0 if there is none. */
    long unfinishedBytes() throws IOException {
        String name = routed() ? "part-" : Path.of(variant.sink()).getFileName().toString();
        try (Stream<Path> files = Files.list(state())) {
            return files.filter(file -> routed() ? file.getFileName().toString().startsWith(name)
                    : file.getFileName().toString().equals(name)).mapToLong(file -> file.toFile().length()).sum();
        }
    }

    /** The names of all finished outputs that are there. */
    private List<String> outputs() throws IOException {
        List<String> names = new ArrayList<>(sinkOutputs());
        if (Files.exists(directory.resolve(variant.deadLetters()))) {
            names.add(variant.deadLetters());
        }
        return names;
    }

    private List<String> sinkOutputs() throws IOException {
        Path parent = directory.resolve(variant.sink()).getParent();
        if (!Files.exists(parent)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(parent)) {
            return files.filter(Files::isRegularFile).map(file -> directory.relativize(file).toString())
                    .filter(name -> routed() || name.equals(variant.sink())).sorted().toList();
        }
    }

    /** The crash points that the last run has come by, if it was started with {@link #TRACED}. */
    List<String> trace() throws IOException {
        Path trace = directory.resolve("trace");
        return Files.exists(trace) ? Files.readAllLines(trace) : List.of();
    }

    /** Starts a run of the job; {@code options} of the tool, or of the JVM where they begin with {@code -D}. */
    Process start(String... options) throws IOException {
        Files.deleteIfExists(directory.resolve("trace"));
        List<String> command = new ArrayList<>(List.of(LAUNCHER.toString(), "run", "job.conf", "--summary", "json"));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        StringBuilder jvm = new StringBuilder("-Xmx256m");
        for (String option : options) {
            if (option.startsWith("-D")) {
                jvm.append(' ').append(option);
            } else {
                command.add(option);
            }
        }
        builder.environment().put("NEBULA_OPTS", jvm.toString());
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

    /** Holds what is there against the undisturbed run. */
    void verify(String circumstances) throws IOException {
        assertThat(outputs()).as(circumstances).isSubsetOf(expected.keySet()).hasSize(routed() ? 6 : 2);
        for (String file : outputs()) {
            List<String> there = comparable(file);
            List<String> missing = without(expected.get(file), there);
            List<String> added = without(there, expected.get(file));
            assertThat(missing).as("missing in %s, which has %s instead, %s", file, added, circumstances).isEmpty();
            assertThat(there.size()).as("lines of %s, %s", file, circumstances).isEqualTo(expected.get(file).size());
            for (int i = 0; i < there.size(); i++) {
                assertThat(there.get(i)).as("line %d of %s, %s", i + 1, file, circumstances)
                        .isEqualTo(expected.get(file).get(i));
            }
        }
        assertThat(left(state())).as(circumstances).isEmpty();
        assertThat(left(directory.resolve(variant.deadLetters() + ".nebula"))).as(circumstances).isEmpty();
    }

    /** A few of the lines that are not among the others. */
    private static List<String> without(List<String> lines, List<String> others) {
        Set<String> known = new HashSet<>(others);
        return lines.stream().filter(line -> !known.contains(line)).limit(3).toList();
    }

    /** What is in a state directory but for the lock file, which a process that died as it ended may leave there. */
    private static List<Path> left(Path state) throws IOException {
        if (!Files.exists(state)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(state)) {
            return files.filter(file -> !file.toString().endsWith(".lock")).toList();
        }
    }

    /** Holds the figures of the last run against the undisturbed run. */
    void verifyFigures(End end, String circumstances) throws IOException {
        for (String key : List.of("read", "written", "filtered", "rejected", "rejects", "bytesRead")) {
            assertThat(List.of(end.figure(key))).as("%s, %s", key, circumstances).isEqualTo(expected.get(key));
        }
        long bytes = sinkOutputs().stream().mapToLong(file -> directory.resolve(file).toFile().length()).sum();
        assertThat(end.figure("bytesWritten")).as("bytesWritten, %s", circumstances).isEqualTo(Long.toString(bytes));
    }

    /** Takes the finished outputs away, so that the job can be run once more. */
    void clear() throws IOException {
        for (String file : outputs()) {
            Files.delete(directory.resolve(file));
        }
    }

    private void writeInput(Path file, int number) throws IOException {
        StringBuilder text = new StringBuilder("id,text,more\n");
        for (int i = 0; i < variant.records() / variant.inputs(); i++) {
            text.append(1_000_000L * number + i).append(",\"record ").append(i % 11 == 0 ? "with\na line feed " : "").append(i)
                    .append(" of ").append(number).append('"').append(i % 97 == 5 ? "" : ",more").append('\n');
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        if (!file.toString().endsWith(".gz")) {
            Files.write(file, bytes);
            return;
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int at = 0; at < bytes.length; at += 100_000) { // several members, not at the ends of records
                GZIPOutputStream member = new GZIPOutputStream(out);
                member.write(bytes, at, Math.min(100_000, bytes.length - at));
                member.finish();
            }
        }
    }

    /** The lines of a file, decompressed, in the order that is promised. */
    private List<String> comparable(String file) throws IOException {
        List<String> lines;
        try (InputStream stored = new BufferedInputStream(Files.newInputStream(directory.resolve(file)));
                InputStream in = file.endsWith(".gz") ? new GZIPInputStream(stored)
                        : file.endsWith(".zst") ? new ZstdInputStream(stored) : stored) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text).endsWith("\n");
            lines = new ArrayList<>(Arrays.asList(text.split("\n")));
        }
        if (!variant.ordered()) {
            lines.replaceAll(line -> LINE.matcher(line).replaceFirst("\"line\":?"));
            Collections.sort(lines);
        }
        return lines;
    }
}
