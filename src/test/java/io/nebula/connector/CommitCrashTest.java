package io.nebula.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Lets a process die at every step of the commit protocol, one after the other, and starts it again. */
@Timeout(300)
class CommitCrashTest {
    private static final int KILLED = 137;
    private static final int ROUTES = CrashingWriter.ROUTES;

    @TempDir
    Path dir;

    @Test
    void shouldGiveTheSameFilesWhereverAProcessHasDiedThatRoutes() throws Exception {
        List<String> steps = steps(true);
        assertThat(steps).contains("listing-forced", "listing-named").filteredOn("published"::equals).hasSize(1 + ROUTES);

        List<Runnable> checks = new ArrayList<>();
        for (String name : new TreeSet<>(steps)) {
            long times = steps.stream().filter(name::equals).count();
            checks.add(() -> dieAndGoOn(times % 2 == 0, true, name + ":" + times));
            if (times > 1 && (name.startsWith("publish") || name.startsWith("listing"))) {
                checks.add(() -> dieAndGoOn(times % 2 == 1, true, name + ":1"));
            }
        }
        for (String again : List.of("resumed:2", "publishing:2", "publication-forced:1", "second-name-removed:3")) {
            checks.add(() -> dieAndGoOn(false, true, again.startsWith("resumed") ? "marked:1" : "marked:2", again));
        }
        checks.parallelStream().forEach(Runnable::run);
    }

    @Test
    void shouldGiveTheSameBytesWhereverTheProcessHasDied() throws Exception {
        List<String> steps = steps(false);
        assertThat(steps).contains("created", "flushed", "forced", "checkpoint", "mark-written", "mark-forced",
                "mark-named", "marked", "publishing", "published", "publication-forced", "second-name-removed",
                "kept-removed", "mark-removed", "removed");

        List<Runnable> checks = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            String name = steps.get(i);
            long nth = steps.subList(0, i + 1).stream().filter(name::equals).count();
            if (nth > 2 && steps.lastIndexOf(name) > i) {
                continue;
            }
            boolean overwrite = i % 2 == 0;
            checks.add(() -> dieAndGoOn(overwrite, false, name + ":" + nth));
            if (name.startsWith("publish")) {
                checks.add(() -> dieAndGoOn(!overwrite, false, name + ":" + nth));
            }
        }
        for (String again : List.of("publishing:1", "publication-forced:1", "publishing:2", "published:2",
                "kept-removed:1", "mark-removed:1", "second-name-removed:2")) {
            checks.add(() -> dieAndGoOn(again.endsWith("2"), false, "marked:2", again));
        }
        for (String again : List.of("resumed:1", "resumed:2", "unmarked:1", "marked:1")) {
            checks.add(() -> dieAndGoOn(true, false, "marked:1", again));
        }
        checks.parallelStream().forEach(Runnable::run);
    }

    /** What a run that nobody disturbs comes by, in that order. */
    private List<String> steps(boolean routed) throws Exception {
        Path trace = dir.resolve("trace");
        Path work = Files.createDirectory(dir.resolve("undisturbed"));

        assertThat(start(work, false, routed, "-Dnebula.crash.trace=" + trace)).isZero();

        assertComplete(work, routed, "undisturbed");
        return Files.readAllLines(trace);
    }

    /** @param steps at which one process after the other dies */
    private void dieAndGoOn(boolean overwrite, boolean routed, String... steps) {
        String as = String.join(" ", steps) + (overwrite ? " with" : " without") + " overwrite";
        try {
            Path work = Files.createDirectory(dir.resolve(as));
            if (overwrite) {
                Files.writeString(work.resolve("main.csv"), "old");
                for (String name : others(routed)) {
                    Files.writeString(work.resolve(name), "old");
                }
            }

            for (String step : steps) {
                assertThat(start(work, overwrite, routed, "-Dnebula.crash.at=" + step)).as(as).isEqualTo(KILLED);
            }
            if (!done(work)) {
                CrashingWriter.run(work, overwrite, routed);
            }

            assertComplete(work, routed, as);
        } catch (Exception e) {
            throw new AssertionError(as, e);
        }
    }

    /** Whether it died after the last file that could have told that it had not ended was gone. */
    private static boolean done(Path work) {
        Path state = work.resolve("main.csv.nebula");
        return Files.exists(work.resolve("main.csv")) && !Files.exists(state.resolve("main.csv"))
                && !Files.exists(state.resolve("main.csv.done"));
    }

    private static void assertComplete(Path work, boolean routed, String as) throws Exception {
        assertThat(work.resolve("main.csv")).as(as).hasContent(text("main ", 0, 1));
        List<String> others = others(routed);
        for (int i = 0; i < others.size(); i++) {
            assertThat(work.resolve(others.get(i))).as(as).hasContent(text("other ", i, others.size()));
        }
        for (String output : List.of("main.csv", routed ? "other-{a}.csv" : "other.csv")) {
            String[] left = work.resolve(output + ".nebula").toFile().list();
            assertThat(left == null ? new String[0] : left).as(as).isSubsetOf(output + ".lock");
        }
    }

    /** What the second output is. */
    private static List<String> others(boolean routed) {
        return routed ? IntStream.range(0, ROUTES).mapToObj(i -> "other-" + i + ".csv").toList()
                : List.of("other.csv");
    }

    private static String text(String line, int first, int every) {
        return "a\n" + IntStream.range(0, CrashingWriter.LINES).filter(i -> i % every == first)
                .mapToObj(i -> line + i + "\n")
                .collect(Collectors.joining());
    }

    private static int start(Path work, boolean overwrite, boolean routed, String property) throws Exception {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", property, "-cp",
                System.getProperty("java.class.path"), CrashingWriter.class.getName(), work.toString(),
                Boolean.toString(overwrite), Boolean.toString(routed)).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        assertThat(said).as(property).isEmpty();
        return code;
    }
}
