package io.nebula.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.delivery.FullDiskJobs;
import io.nebula.delivery.TroubledJobs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything at once, for a long time: jobs that are killed, stalled and left without room on their disks, one run that
 * lasts, and a program that uses the library. Every record must be accounted for after each, and what lasts must not grow.
 *
 * <p>{@code -Dnebula.soak-minutes=30} sets how long, {@code -Dnebula.soak.seed=…} repeats it as far as time can be repeated.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "it looks into /proc")
class SoakIT {
    private static final double MINUTES = Double.parseDouble(System.getProperty("nebula.soak-minutes", "0.2"));
    private static final long SEED = Long.getLong("nebula.soak.seed", System.nanoTime());
    /** What lasts that long has compiled what there is to compile. */
    private static final double WARM_MINUTES = 10;
    private static final int MOST_SAMPLES = 360;
    private static final int LONGEST_STALL_MILLIS = 2000;

    private final Random random = new Random(SEED);
    private final long deadline = System.nanoTime() + (long) (MINUTES * 60e9);
    private final long pauseMillis = Math.max(1000, (long) (MINUTES * 60_000) / MOST_SAMPLES);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CompletionService<String> jobs = new ExecutorCompletionService<>(threads);
    private int running;
    private int stalls;

    @TempDir
    private Path directory;

    @Test
    void shouldAccountForEveryRecordAndNotGrowHoweverLongItLasts() throws Exception {
        List<String> report = new ArrayList<>();
        PipedRun piped = new PipedRun(Files.createDirectory(directory.resolve("piped")), random.nextLong());
        Process program = startProgram();
        try {
            submit(new TroubledJobs(0, Files.createDirectory(directory.resolve("one")), deadline, random.nextLong()));
            submit(new TroubledJobs(5, Files.createDirectory(directory.resolve("two")), deadline, random.nextLong()));
            Path disks = Files.createDirectory(directory.resolve("disks"));
            if (FullDiskJobs.possible(disks)) {
                submit(new FullDiskJobs(disks, deadline, random.nextLong()));
            } else {
                report.add("no full disks: this process may not mount a file system in a namespace of its own (unshare -rm)");
            }
            List<ProcessWatch> watches = List.of(piped.watch(), new ProcessWatch("a program with the library", program,
                    directory.resolve("collections.log"), directory.resolve("complaints")));
            for (ProcessWatch watch : watches) {
                watch.awaitStart();
            }
            while (System.nanoTime() < deadline) {
                look(watches);
            }
            while (running > 0) {
                report.add(finished(jobs.take()));
            }
            report.add(piped.verify());
            report.add(endProgram(program));
            watches.forEach(watch -> report.addAll(watch.report()));
            report.add(stalls + " times one of what lasts stood still");
            watches.forEach(MINUTES < WARM_MINUTES ? ProcessWatch::verifyBounds : ProcessWatch::verifyFlat);
        } finally {
            report.forEach(line -> System.out.println("soak of " + MINUTES + " minutes, seed " + SEED + ": " + line));
            piped.end();
            program.destroyForcibly();
            threads.shutdownNow();
        }
    }

    private void submit(Callable<String> series) {
        jobs.submit(series);
        running++;
    }

    /** Looks at what lasts, lets some of it stand still now and then, and notices at once if a job has gone wrong. */
    private void look(List<ProcessWatch> watches) throws Exception {
        for (ProcessWatch watch : watches) {
            watch.sample();
        }
        if (random.nextInt(8) == 0) {
            watches.get(random.nextInt(watches.size())).stall(1 + random.nextInt(LONGEST_STALL_MILLIS));
            stalls++;
        }
        Future<String> ended = jobs.poll(pauseMillis, TimeUnit.MILLISECONDS);
        if (ended != null) {
            assertThat(finished(ended)).as("jobs that end early").isNull();
        }
    }

    private String finished(Future<String> series) throws Exception {
        running--;
        try {
            return series.get();
        } catch (ExecutionException e) {
            throw new AssertionError("seed " + SEED, e.getCause());
        }
    }

    private Process startProgram() throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(ProcessWatch.options(directory.resolve("collections.log")));
        command.addAll(List.of("-XX:+UseParallelGC", "-Dnebula.recount=true", "-cp", System.getProperty("java.class.path"),
                LongLivedProgram.class.getName(), Files.createDirectory(directory.resolve("program")).toString(),
                Long.toString(random.nextLong())));
        return new ProcessBuilder(command).redirectError(directory.resolve("complaints").toFile())
                .redirectOutput(directory.resolve("printed").toFile()).start();
    }

    private String endProgram(Process program) throws Exception {
        program.getOutputStream().close();
        assertThat(program.waitFor(300, TimeUnit.SECONDS)).as("the program ended").isTrue();
        String printed = Files.readString(directory.resolve("printed"));
        assertThat(program.exitValue()).as(Files.readString(directory.resolve("complaints"))).isZero();
        return printed.strip().replace("\n", "; ");
    }
}
