package io.nebula.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.delivery.KilledJob.End;
import io.nebula.delivery.KilledJob.Variant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/**
 * Jobs one after the other until the time is over, whose outputs go to a small file system in memory that becomes full,
 * is given some more room and becomes full again, until there is enough; now and then a run is killed besides.
 */
public final class FullDiskJobs implements Callable<String> {
    private static final int REFUSED = 78;
    private static final int LARGEST_KIB = 4096;
    private static final int ENOUGH_KIB = 64 * 1024;
    /** Leaves what each run said in {@code said-<size>}, its code as the last line, and the outputs on the real disk. */
    private static final String SCRIPT = """
            exec 2> script-said # where the shell tells of kills
            mount -t tmpfs -o size=64k tmpfs disk || exit 99
            for step in %s; do
              size=${step%%:*}
              mount -o remount,size=${size}k disk || exit 98
              seconds=${step#*:}
              [ $seconds = enough ] && limit='-s QUIT -k 20 100' || limit="-s KILL $seconds"
              timeout $limit "$NEBULA" run job.conf --summary json > said-$size 2>&1
              code=$?
              echo $code >> said-$size
              find disk -type f -not -path '*.nebula/*' > finished-$size
            done
            mkdir copy && cp -r disk/. copy && umount disk && cp -r copy/. disk && rm -r copy
            cat said-$size | head -n -1
            exit $code
            """;

    private static final List<Variant> VARIANTS = List.of(
            new Variant("CSV to JSON lines", "in.csv", 1, 12_000, 1, "disk/out.jsonl", "disk/dead.jsonl", true, true, 300,
                    "40ms"),
            new Variant("JSON lines to zstd, unordered", "in.jsonl", 1, 12_000, 1, "disk/out.jsonl.zst", "disk/dead.jsonl",
                    true, false, 300, "40ms"),
            new Variant("one loop", "in.csv.gz", 1, 12_000, 1, "disk/out.jsonl", "disk/dead.jsonl", false, true, 300,
                    "40ms"));

    private final Path directory;
    private final long deadline;
    private final long seed;
    private final Random random;
    private int done;
    private int full;
    private int kills;
    private int resumptions;

    /** @param deadline after which no job is begun, as {@link System#nanoTime} tells it */
    public FullDiskJobs(Path directory, long deadline, long seed) {
        this.directory = directory;
        this.deadline = deadline;
        this.seed = seed;
        this.random = new Random(seed);
    }

    /** Whether this process may mount a file system on that directory, in a namespace of its own. */
    public static boolean possible(Path directory) throws Exception {
        return new ProcessBuilder("sh", "-c", "unshare -rm mount -t tmpfs tmpfs '" + directory + "'")
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
    }

    @Override
    public String call() throws Exception {
        List<KilledJob> jobs = new ArrayList<>();
        for (int round = 0; round == 0 || System.nanoTime() < deadline; round++) {
            int kind = round % VARIANTS.size();
            Path place = Files.createDirectories(directory.resolve("full-" + kind));
            if (kind == jobs.size()) {
                Files.createDirectory(place.resolve("disk"));
                jobs.add(new KilledJob(VARIANTS.get(kind), place));
            }
            finish(jobs.get(kind), place, VARIANTS.get(kind) + " on a small disk, round " + round + ", seed " + seed);
            done++;
        }
        assertThat(full).as("runs whose disk became full, seed %d", seed).isPositive();
        return done + " jobs of " + jobs.size() + " kinds; the disk was full " + full + " times, and the run was killed "
                + kills + " times; " + resumptions + " went on from a checkpoint";
    }

    private void finish(KilledJob job, Path place, String circumstances) throws Exception {
        List<Integer> sizes = random.ints(3, 64, LARGEST_KIB).distinct().sorted().boxed()
                .collect(Collectors.toCollection(ArrayList::new));
        sizes.add(ENOUGH_KIB);
        String steps = sizes.stream().map(size -> size + ":" + (size < ENOUGH_KIB && random.nextInt(4) == 0
                ? String.format("%.2f", 0.5 + random.nextDouble()) : "enough")).collect(Collectors.joining(" "));

        End end = job.end(job.startPrivately(SCRIPT.formatted(steps)));

        for (int size : sizes.subList(0, sizes.size() - 1)) {
            note(Files.readAllLines(place.resolve("said-" + size)), Files.readAllLines(place.resolve("finished-" + size)),
                    circumstances + ", " + size + " KiB of " + steps);
        }
        resumptions += job.conclude(end, circumstances + ", sizes " + steps) > 0 ? 1 : 0;
    }

    /** Of a run that may have been short of room: it says so, and nothing stands under the output's name. */
    private void note(List<String> said, List<String> finished, String circumstances) {
        int code = Integer.parseInt(said.get(said.size() - 1));
        String text = circumstances + "\n" + String.join("\n", said);
        assertThat(text).as("a run that does not end").doesNotContain("Full thread dump");
        boolean noRoom = String.join("\n", said).contains("No space left on device");
        if (code == Strikes.KILLED) {
            kills++;
        } else if (code != 0 && noRoom) {
            full++;
            assertThat(code).as(text).isIn(1, REFUSED);
            assertThat(finished).as(text).noneMatch(file -> file.contains("out"));
        } else if (code != 0) { // done by an earlier run
            assertThat(said.get(0)).as(text).contains("output-exists");
        }
    }
}
