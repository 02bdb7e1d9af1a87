package io.nebula.delivery;

import io.nebula.delivery.KilledJob.Variant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/**
 * Jobs one after the other until the time is over, whose runs are killed, asked to end or made to stand still at random
 * moments; each is held against its undisturbed run once it is done.
 */
public final class TroubledJobs implements Callable<String> {
    /** How often one job is troubled at most. */
    private static final int TROUBLES = 4;
    private static final int LONGEST_STALL_MILLIS = 3000;

    private static final List<Variant> VARIANTS = Stream.concat(KillLoopIT.VARIANTS.stream(), Stream.of(
            new Variant("JSON lines to CSV", "in.jsonl", 1, 12_000, 3, "out.csv", "dead.jsonl", true, true, 300, "40ms"),
            new Variant("zstd JSON lines to gzip", "in-*.jsonl.zst", 2, 12_000, 3, "out.jsonl.gz", "dead.jsonl.gz", true, true,
                    300, "40ms"),
            new Variant("gzip JSON lines, unordered, by group", "in.jsonl.gz", 1, 12_000, 3, "out/{group}.jsonl", "dead.jsonl",
                    true, false, 300, "40ms"))).toList();

    private final int first;
    private final Path directory;
    private final long deadline;
    private final long seed;
    private final Random random;
    private final Strikes strikes;
    private int done;
    private int kills;
    private int terminations;
    private int stalls;
    private int resumptions;

    /**
     * Begins with one of the kinds of jobs, and takes them in turn.
     *
     * @param deadline after which no job is begun, as {@link System#nanoTime} tells it
     */
    public TroubledJobs(int first, Path directory, long deadline, long seed) {
        this.first = first;
        this.directory = directory;
        this.deadline = deadline;
        this.seed = seed;
        this.random = new Random(seed);
        this.strikes = new Strikes(random);
    }

    @Override
    public String call() throws Exception {
        Map<Variant, KilledJob> jobs = new HashMap<>();
        for (int round = 0; round == 0 || System.nanoTime() < deadline; round++) {
            Variant variant = VARIANTS.get((first + round) % VARIANTS.size());
            if (!jobs.containsKey(variant)) {
                jobs.put(variant, new KilledJob(variant, Files.createDirectories(directory.resolve("job-" + round))));
            }
            finish(jobs.get(variant), variant + ", round " + round + ", seed " + seed);
            done++;
        }
        return done + " jobs of " + jobs.size() + " kinds; " + kills + " kills, " + terminations + " terminations, " + stalls
                + " stalls; " + resumptions + " went on from a checkpoint";
    }

    private void finish(KilledJob job, String circumstances) throws Exception {
        for (int run = 0;; run++) {
            boolean trouble = run < TROUBLES && (run == 0 || System.nanoTime() < deadline);
            Process process = job.start();
            try {
                if (!trouble || !trouble(job, process, run == 0)) {
                    resumptions += job.conclude(job.end(process), circumstances) > 0 ? 1 : 0;
                    return;
                }
            } finally {
                process.destroyForcibly();
            }
            kills += process.exitValue() == Strikes.KILLED ? 1 : 0;
            terminations += process.exitValue() == Strikes.TERMINATED ? 1 : 0;
        }
    }

    /** @return false if it has come to its end, or may */
    private boolean trouble(KilledJob job, Process process, boolean first) throws Exception {
        if (random.nextInt(3) == 0) {
            strikes.stall(job, process, LONGEST_STALL_MILLIS);
            stalls++;
            if (random.nextBoolean()) {
                return false;
            }
        }
        return strikes.end(job, process, first);
    }
}
