package io.nebula.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.delivery.KilledJob.End;
import io.nebula.delivery.KilledJob.Variant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lets the process die at every step of the commit protocol, also of the run that follows. */
class CrashPointIT {
    private static final int KILLED = 137;
    private static final int EXISTS = 78;
    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"true,out.jsonl.gz", "false,out.jsonl.gz", "true,out/{group}.jsonl.gz"})
    void shouldLoseNothingAndRepeatNothingAtWhicheverStepItDies(boolean ordered, String sink) throws Exception {
        KilledJob job = new KilledJob(new Variant("crash", "in-*.csv", 2, 4_000, 1, sink, "dead.jsonl", !ordered, ordered, 100,
                "1ms"), directory);
        Map<String, Long> points = trace(job);
        assertThat(points.keySet()).contains("manifest-created", "manifest-written", "manifest-forced", "manifest-renamed",
                "manifest-kept", "dead-letters-checkpointed", "output-checkpointed");
        assertThat(points.containsKey("listing-named")).isEqualTo(sink.contains("{"));

        for (Map.Entry<String, Long> point : points.entrySet()) {
            String first = point.getKey() + ":" + (1 + random.nextLong(point.getValue()));
            String second = List.copyOf(points.keySet()).get(random.nextInt(points.size())) + ":1";
            String circumstances = "died at " + first + ", perhaps at " + second + ", seed " + seed;
            End dead = job.end(job.start("-Dnebula.crash.at=" + first));
            // how many checkpoints there are is a matter of time
            assertThat(dead.code()).as("%s\n%s", circumstances, String.join("\n", dead.said())).isIn(KILLED, 0);
            if (random.nextInt(3) == 0) {
                goOn(job, circumstances, "-Dnebula.crash.at=" + second);
            }
            goOn(job, circumstances);
            job.verify(circumstances);
            job.clear();
        }
    }

    /** Runs once more, unless all is done: then a run is refused, and the one before has left nothing to do. */
    private static void goOn(KilledJob job, String circumstances, String... options) throws Exception {
        End end = job.end(job.start(options));
        String said = circumstances + "\n" + String.join("\n", end.said());
        if (end.code() == EXISTS) {
            assertThat(end.said().get(0)).as(said).contains("exists");
        } else {
            assertThat(end.code()).as(said).isIn(options.length == 0 ? new Object[] {0} : new Object[] {0, KILLED});
        }
        if (end.code() == 0 && end.figuresKnown()) {
            job.verifyFigures(end, circumstances);
        }
    }

    /** How often each step comes in an undisturbed run. */
    private Map<String, Long> trace(KilledJob job) throws Exception {
        Path trace = directory.resolve("trace");
        End end = job.end(job.start("-Dnebula.crash.trace=" + trace));
        assertThat(end.code()).as(String.join("\n", end.said())).isZero();
        job.clear();
        return Files.readAllLines(trace).stream().collect(Collectors.groupingBy(name -> name, TreeMap::new,
                Collectors.counting()));
    }
}
