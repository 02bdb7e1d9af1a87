package io.nebula.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.delivery.KilledJob.End;
import io.nebula.delivery.KilledJob.Variant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the tool at random moments, or asks it to end, starts it again with the same command until the job is done, and compares what is there
 * with what an undisturbed run has made: nothing lost, nothing twice.
 *
 * <p>{@code -Dnebula.kills=1000} sets the number of kills, {@code -Dnebula.kills.seed=…} repeats a loop as far as time can be
 * repeated.
 */
class KillLoopIT {
    private static final int KILLS = Integer.getInteger("nebula.kills", 40);
    private static final long SEED = Long.getLong("nebula.kills.seed", System.nanoTime());
    /** How often one job is interrupted at most, so that all kinds of jobs have their turn. */
    private static final int STRIKES = 5;
    /** Every kind of input and output, with and without order. */
    static final List<Variant> VARIANTS = List.of(
            new Variant("CSV to JSON lines", "in.csv", 1, 12_000, 3, "out.jsonl", "dead.jsonl", true, true, 300, "60ms"),
            new Variant("gzip to JSON lines, unordered", "in.csv.gz", 1, 12_000, 3, "out.jsonl", "dead.jsonl", true, false,
                    300, "60ms"),
            new Variant("files to zstd", "in-*.csv", 3, 12_000, 3, "out.jsonl.zst", "dead.jsonl.zst", true, true, 300, "20ms"),
            new Variant("gzip files to zstd, unordered", "in-*.csv.gz", 3, 12_000, 3, "out.jsonl.zst", "dead.jsonl.gz", true,
                    false, 300, "20ms"),
            new Variant("one loop, to gzip", "in-*.csv", 2, 12_000, 3, "out.jsonl.gz", "dead.jsonl", false, true, 300, "20ms"),
            new Variant("files by group", "in.csv", 1, 12_000, 3, "out/{group}.csv", "dead.jsonl", true, true, 300, "60ms"),
            new Variant("zstd files by group, unordered", "in-*.csv.gz", 2, 12_000, 3, "out/by-{group}.jsonl.zst",
                    "dead.jsonl.zst", true, false, 300, "40ms"));

    /** Where forced data has not got the name yet under which it counts. */
    private static final Set<String> FORCED = Set.of("output-checkpointed", "manifest-created", "manifest-written",
            "manifest-forced", "mark-written", "mark-forced");
    /** One kill of so many is left to the process itself, because nobody else is quick enough to meet it there. */
    private static final int AT_A_RENAME = 6;
    private static final int MOST_CHECKPOINTS = 3;

    /** What a kill has interrupted. */
    private enum Interrupted {
        START_UP, BEFORE_THE_FIRST_CHECKPOINT, AT_A_CHECKPOINT, BETWEEN_FORCE_AND_RENAME, BETWEEN_CHECKPOINTS
    }

    private final Random random = new Random(SEED);
    private final Strikes strikes = new Strikes(random);
    private final Map<Interrupted, Integer> seen = new EnumMap<>(Interrupted.class);
    private final Set<Integer> finished = new HashSet<>();
    private int kills;
    private int terminations;
    private int resumptions;
    private int redeliveries;
    private int exhaustions;

    @TempDir
    private Path directory;

    @Test
    void shouldLoseNothingAndRepeatNothingHoweverOftenItIsKilled() throws Exception {
        List<KilledJob> jobs = new ArrayList<>();
        for (Variant variant : VARIANTS) {
            jobs.add(new KilledJob(variant, Files.createDirectories(directory.resolve("job-" + jobs.size()))));
        }
        for (int round = 0; kills < KILLS; round++) {
            finished.add(round % jobs.size());
            finish(jobs.get(round % jobs.size()), VARIANTS.get(round % jobs.size()) + ", round " + round + ", seed " + SEED);
        }

        System.out.println("seed: " + SEED + ", kills: " + kills + ", terminations: " + terminations + ", resumed jobs: "
                + resumptions + ", records done again: " + redeliveries + " times, out of credits: " + exhaustions
                + " times, interrupted: " + seen);
        assertThat(seen).as("interesting moments among %d kills, seed %d", kills, SEED)
                .containsKeys(Interrupted.BEFORE_THE_FIRST_CHECKPOINT, Interrupted.BETWEEN_CHECKPOINTS,
                        Interrupted.BETWEEN_FORCE_AND_RENAME);
        assertThat(redeliveries).as("runs that did again what had been written after a checkpoint, seed %d", SEED).isPositive();
        assertThat(exhaustions).as("runs whose workers had no credit left, seed %d", SEED).isPositive();
        assertThat(finished).as("kinds of jobs that came to their end, seed %d", SEED)
                .hasSizeGreaterThanOrEqualTo(Math.min(VARIANTS.size(), KILLS / STRIKES));
        assertThat(resumptions).as("jobs that went on where a killed run had stopped, seed %d", SEED).isPositive();
    }

    private void finish(KilledJob job, String circumstances) throws Exception {
        for (int run = 0;; run++) {
            boolean struck = run < STRIKES && kills < KILLS;
            boolean atARename = struck && kills % AT_A_RENAME == AT_A_RENAME - 1;
            Process process = atARename ? job.start(KilledJob.TRACED, "-Dnebula.crash.at=" + renameToDieAt())
                    : job.start(KilledJob.TRACED);
            if (struck && (atARename ? diesByItself(job, process) : strikes.end(job, process, run == 0))) {
                note(job.trace());
                if (process.exitValue() == Strikes.KILLED) {
                    kills++;
                    seen.merge(interrupted(job), 1, Integer::sum);
                } else {
                    terminations++;
                }
            } else {
                End end = job.end(process);
                note(job.trace());
                resumptions += job.conclude(end, circumstances) > 0 ? 1 : 0;
                return;
            }
        }
    }

    private String renameToDieAt() {
        return (random.nextBoolean() ? "output-checkpointed:" : "manifest-forced:") + (1 + random.nextInt(MOST_CHECKPOINTS));
    }

    /** Whether it did; it may have had too few checkpoints left to take. */
    private static boolean diesByItself(KilledJob job, Process process) throws Exception {
        return job.end(process).code() == Strikes.KILLED;
    }

    private void note(List<String> trace) {
        redeliveries += trace.contains("cut-back") ? 1 : 0;
        exhaustions += trace.contains("no-credit-left") ? 1 : 0;
    }

    private static Interrupted interrupted(KilledJob job) throws Exception {
        if (!Files.exists(job.state())) {
            return Interrupted.START_UP;
        }
        List<String> trace = job.trace();
        if (!trace.isEmpty() && FORCED.contains(trace.get(trace.size() - 1))) {
            return Interrupted.BETWEEN_FORCE_AND_RENAME;
        }
        Manifest manifest = new ManifestStore(job.state()).load();
        if (manifest == null) {
            return Interrupted.BEFORE_THE_FIRST_CHECKPOINT;
        }
        return job.unfinishedBytes() > manifest.output().bytes() ? Interrupted.BETWEEN_CHECKPOINTS : Interrupted.AT_A_CHECKPOINT;
    }
}
