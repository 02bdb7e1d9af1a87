package io.nebula.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.delivery.Strikes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a JVM holds, looked at from outside again and again: it must have been started with the options of {@link #options}. */
final class ProcessWatch {
    private static final int ATTEMPTS = 5;
    private static final Pattern FULL = Pattern.compile("Pause Full .*->(\\d+)M\\(");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Pattern THREADS = Pattern.compile("Threads:\\s+(\\d+)");

    enum Figure {
        RESIDENT_MIB, HEAP_AFTER_COLLECTION_MIB, THREADS, OPEN_FILES
    }

    private final String name;
    private final Process process;
    private final Path log;
    private final Path complaints;
    private final Map<Figure, List<Double>> samples = new EnumMap<>(Figure.class);

    /**
     * @param log as given to {@link #options}
     * @param complaints where its standard error goes
     */
    ProcessWatch(String name, Process process, Path log, Path complaints) {
        this.complaints = complaints;
        this.name = name;
        this.process = process;
        this.log = log;
        for (Figure figure : Figure.values()) {
            samples.put(figure, new ArrayList<>());
        }
    }

    /** The whole heap from the beginning, so that what grows is something else, and a log of its collections. */
    static List<String> options(Path log) {
        return List.of("-Xms96m", "-Xmx96m", "-XX:+AlwaysPreTouch", "-Xlog:gc:file=" + log);
    }

    /** Waits until it is a JVM that can be asked. */
    void awaitStart() throws Exception {
        while (!Files.exists(log)) {
            assertThat(process.waitFor(10, TimeUnit.MILLISECONDS)).as("%s has ended before it has begun", name).isFalse();
        }
        process.waitFor(1, TimeUnit.SECONDS);
    }

    /** Lets it stand still for so long. */
    void stall(long millis) throws Exception {
        Strikes.stall(process, millis);
    }

    /** Has garbage collected, then looks. */
    void sample() throws Exception {
        String pid = Long.toString(process.pid());
        String said = "";
        for (int attempt = 0; attempt < ATTEMPTS && !said.contains("Command executed successfully"); attempt++) {
            assertThat(process.isAlive()).as("%s is at work, its last words: %s", name, Files.readString(complaints)).isTrue();
            said = ask(pid);
        }
        assertThat(said).as("what %s says when asked to collect garbage", name).contains("Command executed successfully");
        String status = Files.readString(Path.of("/proc", pid, "status"));
        add(Figure.RESIDENT_MIB, number(RESIDENT, status) / 1024);
        add(Figure.THREADS, number(THREADS, status));
        try (Stream<Path> files = Files.list(Path.of("/proc", pid, "fd"))) {
            add(Figure.OPEN_FILES, files.count());
        }
        add(Figure.HEAP_AFTER_COLLECTION_MIB, heap());
    }

    /** It may not find the time to answer on a machine with much else to do. */
    private static String ask(String pid) throws Exception {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process collection = new ProcessBuilder(jcmd, pid, "GC.run")
                .redirectErrorStream(true).start();
        String said = new String(collection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        collection.waitFor();
        return said;
    }

    private double heap() throws IOException {
        return Files.readAllLines(log).stream().map(FULL::matcher).filter(Matcher::find)
                .mapToDouble(pause -> Double.parseDouble(pause.group(1))).reduce((one, next) -> next).orElseThrow();
    }

    private static double number(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return Double.parseDouble(matcher.group(1));
    }

    private void add(Figure figure, double value) {
        samples.get(figure).add(value);
    }

    /** What has been seen, a line for each figure. */
    List<String> report() {
        return samples.entrySet().stream()
                .map(figure -> name + ", " + figure.getKey() + ": " + Trend.of(figure.getValue())).toList();
    }

    /** Of what has run long enough for the JVM to have compiled what there is to compile. */
    void verifyFlat() {
        verifyFlat(Figure.RESIDENT_MIB, 0.05, 8);
        verifyFlat(Figure.HEAP_AFTER_COLLECTION_MIB, 0.05, 2);
        verifyFlat(Figure.THREADS, 0, 3);
        verifyFlat(Figure.OPEN_FILES, 0, 5);
    }

    /** Of what still warms up. */
    void verifyBounds() {
        Map<Figure, Double> bounds = Map.of(Figure.RESIDENT_MIB, 400.0, Figure.HEAP_AFTER_COLLECTION_MIB, 40.0,
                Figure.THREADS, 120.0, Figure.OPEN_FILES, 200.0);
        bounds.forEach((figure, most) -> assertThat(samples.get(figure)).as("%s, %s", name, figure).isNotEmpty()
                .allMatch(value -> value <= most));
    }

    private void verifyFlat(Figure figure, double part, double more) {
        assertThat(Trend.of(samples.get(figure)).isFlat(part, more)).as("%s, %s: %s", name, figure, samples.get(figure))
                .isTrue();
    }
}
