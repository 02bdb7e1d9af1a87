package io.nebula.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Ends or stalls runs of jobs at random moments. */
public final class Strikes {
    static final int KILLED = 137;
    static final int TERMINATED = 143;
    private static final int STARTING_MILLIS = 1500;
    /** Which part of the time that an undisturbed run takes may pass, after the first checkpoint, before a run is struck. */
    private static final double PART = 0.4;
    private static final double EARLY_PART = 0.1;

    private final Random random;

    Strikes(Random random) {
        this.random = random;
    }

    /**
     * Kills the process at some moment, or, now and then, asks it to end.
     *
     * @param first whether nothing has been settled of the job: it is then struck before it has come far
     * @return false if it has ended by itself before
     */
    boolean end(KilledJob job, Process process, boolean first) throws Exception {
        await(job, process, first);
        if (random.nextInt(8) == 0) {
            process.toHandle().destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("ended when asked to").isTrue();
        }
        process.destroyForcibly();
        process.waitFor();
        return process.exitValue() == KILLED || process.exitValue() == TERMINATED;
    }

    /** Lets the process stand still at some moment, for so long at most, and go on. */
    void stall(KilledJob job, Process process, int mostMillis) throws Exception {
        await(job, process, false);
        stall(process, 1 + random.nextInt(mostMillis));
    }

    /** Lets a process stand still for so long and go on. */
    public static void stall(Process process, long millis) throws Exception {
        if (signal(process, "STOP")) {
            try {
                process.waitFor(millis, TimeUnit.MILLISECONDS);
            } finally {
                signal(process, "CONT");
            }
        }
    }

    /** Whether it was there to get it. */
    static boolean signal(Process process, String name) throws Exception {
        return process.isAlive() && new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
    }

    private void await(KilledJob job, Process process, boolean first) throws Exception {
        if (random.nextInt(12) == 0) {
            process.waitFor(random.nextInt(STARTING_MILLIS), TimeUnit.MILLISECONDS);
            return;
        }
        boolean early = first || random.nextInt(6) == 0;
        awaitChange(early ? job.lock() : job.state(), process);
        double seconds = (early ? EARLY_PART : PART) * job.seconds();
        process.waitFor((long) (1e9 * seconds * random.nextDouble()), TimeUnit.NANOSECONDS);
    }

    /** Until the run changes that file, or a manifest in that directory. */
    private static void awaitChange(Path path, Process process) throws IOException {
        FileTime before = newest(path);
        while (process.isAlive() && newest(path).equals(before)) {
            Thread.onSpinWait();
        }
    }

    /** When that file was changed, or the newest manifest in that directory. */
    private static FileTime newest(Path path) throws IOException {
        FileTime newest = FileTime.fromMillis(0);
        try (Stream<Path> files = Files.isDirectory(path) ? Files.list(path) : Stream.of(path)) {
            for (Path file : files.filter(each -> !Files.isDirectory(path) || each.getFileName().toString()
                    .matches("manifest-\\d.*")).toList()) {
                FileTime changed = Files.getLastModifiedTime(file);
                newest = changed.compareTo(newest) > 0 ? changed : newest;
            }
        } catch (NoSuchFileException | UncheckedIOException e) {
            return newest; // removed in the meantime, or not there yet
        }
        return newest;
    }
}
