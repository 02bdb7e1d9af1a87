package io.nebula.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.delivery.KilledJob.End;
import io.nebula.delivery.KilledJob.Variant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Asks the tool to end at random moments, and lets it go on afterwards. {@code -Dnebula.terminations=100} sets how often,
 * {@code -Dnebula.terminations.seed=…} repeats a loop as far as time can be repeated.
 */
class TerminationIT {
    private static final int TERMINATIONS = Integer.getInteger("nebula.terminations", 20);
    private static final long SEED = Long.getLong("nebula.terminations.seed", System.nanoTime());
    private static final int TERMINATED = 143;
    private static final int REFUSED = 78;
    private static final int IN_A_ROW = 3;
    /** One time of so many the moment may be before the run has begun. */
    private static final int EARLY = 4;
    private static final List<Variant> VARIANTS = List.of(
            new Variant("in worker groups", "in.csv", 1, 12_000, 2, "out.jsonl", "dead.jsonl", true, true, 300, "30ms"),
            new Variant("in no order", "in-*.csv", 2, 12_000, 2, "out.jsonl.gz", "dead.jsonl", true, false, 300, "30ms"),
            new Variant("in one loop", "in.csv.gz", 1, 12_000, 2, "out.jsonl", "dead.jsonl.zst", false, true, 300, "30ms"));

    private final Random random = new Random(SEED);
    private int terminations;
    private int summaries;
    private int resumptions;

    @TempDir
    private Path directory;

    @Test
    void shouldSayWhatIsSettledAndLoseNothingWheneverItIsAskedToEnd() throws Exception {
        for (int i = 0; terminations < TERMINATIONS; i++) {
            Variant variant = VARIANTS.get(i % VARIANTS.size());
            Path place = Files.createDirectories(directory.resolve("job-" + i));
            KilledJob job = new KilledJob(variant, place);
            int share = TERMINATIONS * (i + 1) / VARIANTS.size();
            while (terminations < share) {
                finish(job, place.resolve(variant.sink()), variant + ", seed " + SEED);
            }
        }

        System.out.println("seed: " + SEED + ", terminations: " + terminations + ", summaries: " + summaries
                + ", resumptions: " + resumptions);
        assertThat(summaries).as("runs that were interrupted at work, seed %d", SEED).isPositive();
        assertThat(resumptions).as("runs that went on, seed %d", SEED).isPositive();
    }

    private void finish(KilledJob job, Path output, String circumstances) throws Exception {
        for (int run = 0; run < IN_A_ROW && terminations < TERMINATIONS; run++) {
            long before = System.nanoTime();
            Process process = job.start();
            await(job, process);
            boolean asked = process.isAlive();
            process.toHandle().destroy();
            End end = job.end(process);
            String said = circumstances + ", after " + (System.nanoTime() - before) / 1_000_000 + " ms\n"
                    + String.join("\n", end.said());
            terminations++;
            if (end.code() == 0) {
                resumptions += number(end, "resumedFrom") > 0 ? 1 : 0;
                break;
            }
            assertThat(end.code()).as(said).isIn(asked ? new Object[] {TERMINATED, REFUSED} : new Object[] {REFUSED});
            if (end.code() == REFUSED) {
                assertThat(end.said().get(0)).as(said).contains("output-exists");
                break;
            }
            assertThat(output).as(said).doesNotExist();
            reconcile(end, said);
        }
        if (!Files.exists(output)) {
            End end = job.end(job.start());
            assertThat(end.code()).as("%s\n%s", circumstances, String.join("\n", end.said())).isZero();
            resumptions += number(end, "resumedFrom") > 0 ? 1 : 0;
            if (end.figuresKnown()) {
                job.verifyFigures(end, circumstances);
            }
        }
        job.verify(circumstances);
        job.clear();
    }

    /** Some time of its life: any time of it now and then, mostly some of the time that it works. */
    private void await(KilledJob job, Process process) throws Exception {
        if (random.nextInt(EARLY) == 0) {
            process.waitFor((long) (random.nextDouble() * job.processNanos()), TimeUnit.NANOSECONDS);
            return;
        }
        while (!Files.exists(job.lock()) && !process.waitFor(1, TimeUnit.MILLISECONDS)) {
            continue;
        }
        process.waitFor((long) (random.nextDouble() * job.seconds() * 1e9), TimeUnit.NANOSECONDS);
    }

    /** A run that had not begun says nothing; any other says what it has settled. */
    private void reconcile(End end, String said) {
        String last = end.said().isEmpty() ? "" : end.said().get(end.said().size() - 1);
        if (last.startsWith("{")) {
            summaries++;
            resumptions += number(end, "resumedFrom") > 0 ? 1 : 0;
            assertThat(last).as(said).contains("\"outcome\":\"interrupted\"");
            assertThat(number(end, "read") + number(end, "added")).as(said)
                    .isEqualTo(number(end, "written") + number(end, "filtered") + number(end, "rejected"));
        } else {
            assertThat(end.said()).as(said).noneMatch(line -> line.startsWith("{"));
        }
    }

    private static long number(End end, String key) {
        return Long.parseLong(end.figure(key));
    }
}
