package io.nebula.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.delivery.KilledJob.End;
import io.nebula.delivery.PoisonedJob.Variant;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Starts jobs with records that bring the process down again and again, as a supervisor would, until they are done. */
class QuarantineIT {
    private static final String CODE = "killed-the-process";
    private static final String NEVER = "10m";
    /** How often a record brings the process down before it is known: twice beside others, twice alone. */
    private static final int DEATHS = 4;
    /** How often one that does not end fails the run: once beside others, once alone. */
    private static final int TIMEOUTS = 2;
    private static final int KILLS = 30;
    private static final int MOST_MILLIS = 700;
    private static final int KILLED = 137;

    @TempDir
    private Path directory;

    private PoisonedJob job(Variant variant, Map<Integer, String> poison) throws Exception {
        return new PoisonedJob(variant, poison, directory);
    }

    @ParameterizedTest
    @CsvSource({
        "exit 0,  in.csv,      out.jsonl,    true,  true",
        "exit 3,  in.jsonl,    out.jsonl,    false, true",
        "halt,    in.csv.gz,   out.jsonl.gz, true,  false",
        "crash,   in.csv,      out.jsonl,    false, true",
        "hoard,   in.jsonl.gz, out.jsonl,    true,  true"})
    void shouldFindTheRecordThatBringsTheProcessDown(String deed, String source, String sink, boolean parallel,
            boolean ordered) throws Exception {
        PoisonedJob job = job(new Variant(source, sink, 3_000, 100, parallel, ordered, 0, NEVER, "50ms"),
                Map.of(1_234, deed));

        List<Integer> codes = job.supervise(DEATHS);

        assertThat(codes).hasSizeLessThanOrEqualTo(DEATHS + 1);
        job.verify(Map.of(1_234, CODE));
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void shouldFindTheRecordThatIsNeverDoneWith(boolean parallel) throws Exception {
        PoisonedJob job = job(new Variant("in.csv", "out.jsonl", 1_000, 100, parallel, true, 0, "2s", "50ms"),
                Map.of(777, "endless"));

        List<Integer> codes = job.supervise(TIMEOUTS);

        assertThat(codes).hasSizeLessThanOrEqualTo(TIMEOUTS + 1);
        job.verify(Map.of(777, CODE));
    }

    @Test
    void shouldFindSeveralRecordsInOneMorselAndAtBothEnds() throws Exception {
        Map<Integer, String> poison = Map.of(0, "halt", 1_210, "exit 0", 1_211, "halt", 1_999, "halt");
        PoisonedJob job = job(new Variant("in.csv", "out.jsonl", 2_000, 100, true, true, 0, NEVER, "50ms"), poison);

        List<Integer> codes = job.supervise(DEATHS * poison.size());

        assertThat(codes).hasSizeLessThanOrEqualTo(DEATHS * poison.size() + 1);
        job.verify(Map.of(0, CODE, 1_210, CODE, 1_211, CODE, 1_999, CODE));
    }

    @Test
    void shouldNotEvenDieOfARecursionWithoutEnd() throws Exception {
        PoisonedJob job = job(new Variant("in.csv", "out.jsonl", 1_000, 100, true, true, 0, NEVER, "50ms"),
                Map.of(500, "recursion"));

        assertThat(job.supervise(0)).containsExactly(0);

        job.verify(Map.of(500, "transform-failed"));
    }

    @Test
    void shouldNameTheRecordAndTryItAgainWhereNoneMayBeLost() throws Exception {
        PoisonedJob job = job(new Variant("in.csv", "out.jsonl", 1_000, 100, false, true, 0, NEVER, "50ms"),
                Map.of(500, "exit 0"));

        String place = "in.csv:522 (byte "; // below the header and twenty blank lines
        for (int i = 0; i < DEATHS; i++) {
            assertThat(job.end(job.start("--set", "errors.policy=fail")).said().toString()).contains("System.exit");
        }
        End named = job.end(job.start("--set", "errors.policy=fail"));
        End again = job.end(job.start("--set", "errors.policy=fail"));
        End skipped = job.end(job.start());

        assertThat(named.code()).isEqualTo(1);
        assertThat(named.said().toString()).contains(place, CODE, "transforms[1] test-poison", "errors.policy");
        assertThat(again.said().toString()).as("the transform may have been repaired").contains("System.exit");
        assertThat(skipped.code()).as(skipped.said().toString()).isZero();
        job.verify(Map.of(500, CODE));
    }

    @Test
    void shouldEndAsFailedWhenMemoryIsGoneForGood() throws Exception {
        PoisonedJob job = job(new Variant("in.csv", "out.jsonl", 1_000, 100, true, true, 0, NEVER, "50ms"),
                Map.of(500, "leak"));

        End end = job.end(job.start());

        assertThat(end.code()).isEqualTo(1);
        assertThat(end.said().toString()).contains("nebula: out of memory", "NEBULA_OPTS");
        assertThat(job.done()).isFalse();
    }

    @Test
    void shouldNeverSuspectAHealthyRecordHoweverOftenTheProcessIsKilled() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        PoisonedJob job = job(new Variant("in.csv", "out.jsonl", 6_000, 200, true, true, 120_000, NEVER, "400ms"), Map.of());
        int kills = 0;
        int isolations = 0;
        while (kills < KILLS) {
            FileTime before = job.working();
            Process process = job.start();
            job.awaitWork(process, before);
            if (!process.waitFor(random.nextInt(MOST_MILLIS), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
            End end = job.end(process);
            isolations += job.isolates() ? 1 : 0;
            if (end.code() == KILLED) {
                kills++;
            }
            if (job.done()) {
                if (end.code() == KILLED) { // it died as it ended; what is left to do is done by the next one
                    job.end(job.start());
                }
                job.verify(Map.of());
                job.clear();
            }
        }
        System.out.println("kills: " + kills + ", with records to be worked on alone: " + isolations + ", seed: " + seed);
        while (!job.done()) {
            assertThat(job.end(job.start()).code()).as("seed %d", seed).isZero();
        }
        job.verify(Map.of());
        assertThat(isolations).as("runs that worked on records one at a time, seed %d", seed).isPositive();
    }
}
