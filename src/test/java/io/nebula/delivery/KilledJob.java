package io.nebula.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
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
    private static final int REFUSED = 78;
    private static final long LONGEST_SECONDS = 600;
    private static final String HEAP = "-Xmx256m";
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
        verifyAccounts(end);
        seconds = Double.parseDouble(end.figure("seconds"));
    }

    /** Every record of the input is in the output, in the dead letters, or left out. */
    private void verifyAccounts(End end) {
        int perInput = variant.records() / variant.inputs();
        assertThat(number(end, "read")).isEqualTo((long) perInput * variant.inputs());
        assertThat(number(end, "written") + number(end, "filtered") + number(end, "rejected")).isEqualTo(number(end, "read"));
        assertThat(expected.get(variant.deadLetters())).hasSize((int) number(end, "rejected"));
        if (variant.sink().contains(".jsonl")) {
            assertThat(expected.entrySet().stream().filter(file -> file.getKey().contains("out"))
                    .mapToInt(file -> file.getValue().size()).sum()).isEqualTo((int) number(end, "written"));
        }
    }

    private static long number(End end, String key) {
        return Long.parseLong(end.figure(key));
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
        StringBuilder jvm = new StringBuilder(HEAP);
        for (String option : options) {
            if (option.startsWith("-D")) {
                jvm.append(' ').append(option);
            } else {
                command.add(option);
            }
        }
        return process(command, jvm.toString());
    }

    /**
     * Starts a script in its directory, as root of a user namespace with mounts of its own, that runs the job as {@code
     * "$NEBULA" run job.conf}.
     */
    Process startPrivately(String script) throws IOException {
        return process(List.of("unshare", "-rm", "bash", "-c", "set -u\n" + script), HEAP);
    }

    private Process process(List<String> command, String jvm) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().put("NEBULA", LAUNCHER.toString());
        builder.environment().put("NEBULA_OPTS", jvm);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.redirectErrorStream(true).redirectOutput(directory.resolve("said").toFile()).start();
    }

    /** Waits for its end; on a machine with much else to do that may take a while. */
    End end(Process process) throws Exception {
        try {
            assertThat(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)).as("the run ended").isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
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

    /**
     * Takes the end of a run for that of the job: holds everything against the undisturbed run, and clears.
     *
     * @return how many records earlier runs had settled; 0 if the last run died when it had nothing left to do but end
     */
    long conclude(End end, String circumstances) throws IOException {
        boolean diedAtItsEnd = end.code() == REFUSED && end.said().get(0).contains("output-exists");
        if (!diedAtItsEnd) {
            assertThat(end.code()).as("%s\n%s", circumstances, String.join("\n", end.said())).isZero();
        }
        verify(circumstances);
        if (!diedAtItsEnd && end.figuresKnown()) {
            verifyFigures(end, circumstances);
        }
        clear();
        return diedAtItsEnd ? 0 : Long.parseLong(end.figure("resumedFrom"));
    }

    /** Takes the finished outputs away, so that the job can be run once more. */
    void clear() throws IOException {
        for (String file : outputs()) {
            Files.delete(directory.resolve(file));
        }
    }

    private void writeInput(Path file, int number) throws IOException {
        boolean csv = variant.source().contains(".csv");
        StringBuilder text = new StringBuilder(csv ? "id,text,more\n" : "");
        for (int i = 0; i < variant.records() / variant.inputs(); i++) {
            long id = 1_000_000L * number + i;
            String feed = i % 11 == 0 ? csv ? "with\na line feed " : "with\\na line feed " : "";
            String words = "\"record " + feed + i + " of " + number + '"';
            boolean whole = i % 97 != 5;
            text.append(csv ? id + "," + words + (whole ? ",more" : "")
                    : "{\"id\":" + id + ",\"text\":" + words + (whole ? ",\"more\":\"more\"}" : "")).append('\n');
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = Files.newOutputStream(file)) {
            if (!file.toString().matches(".*\\.(gz|zst)")) {
                out.write(bytes);
                return;
            }
            for (int at = 0; at < bytes.length; at += 100_000) { // several members, not at the ends of records
                out.write(packed(Arrays.copyOfRange(bytes, at, Math.min(at + 100_000, bytes.length)), file));
            }
        }
    }

    private static byte[] packed(byte[] bytes, Path file) throws IOException {
        if (file.toString().endsWith(".zst")) {
            return Zstd.compress(bytes);
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream member = new GZIPOutputStream(packed)) {
            member.write(bytes);
        }
        return packed.toByteArray();
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
