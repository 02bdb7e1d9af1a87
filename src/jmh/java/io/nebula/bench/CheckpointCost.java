package io.nebula.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What checkpoints cost: workload A with one every 200 ms and with none, in fresh processes, taking turns. */
final class CheckpointCost {
    private static final long FULL_SIZE = 25_000_000;
    private static final double GOAL = 0.97;
    private static final String FORMAT = "csv";
    private static final String WITH = "checkpoints every 200 ms";
    private static final String WITHOUT = "no checkpoints";

    private final Settings settings;
    private final Report report;
    private final Processes processes;
    private final PipelineFiles files;

    CheckpointCost(Settings settings, Report report, Processes processes) {
        this.settings = settings;
        this.report = report;
        this.processes = processes;
        this.files = new PipelineFiles(settings.directory(), processes);
    }

    void run() throws IOException, InterruptedException {
        processes.prepareTool();
        for (long records : settings.records()) {
            compare(records);
        }
    }

    private void compare(long records) throws IOException, InterruptedException {
        String work = String.format(Locale.ROOT, "A, %s, %,d records, on %s", FORMAT, records, fileSystem());
        Path input = files.input(records, FORMAT);
        Path with = files.output("checkpoints", FORMAT);
        Path without = files.output("no-checkpoints", FORMAT);
        for (int round = 0; round < settings.rounds(); round++) {
            PipelineFiles.warm(input);
            if (round % 2 == 0) {
                measure(work, WITH, input, with, "checkpoint.interval=200ms");
                measure(work, WITHOUT, input, without, "checkpoint.enabled=false");
            } else {
                measure(work, WITHOUT, input, without, "checkpoint.enabled=false");
                measure(work, WITH, input, with, "checkpoint.interval=200ms");
            }
            check(with, without);
        }
        double mine = report.median(work, WITH);
        double theirs = report.median(work, WITHOUT);
        report.row(work, rate(records, mine) + ", " + WITH, rate(records, theirs) + ", " + WITHOUT, theirs / mine,
                records < FULL_SIZE ? null : Report.Goal.atLeast(GOAL));
    }

    private void measure(String work, String how, Path input, Path output, String setting)
            throws IOException, InterruptedException {
        Files.deleteIfExists(output);
        Ended ended = processes.nebula(List.of("run", files.workloadA(input, output), "--summary", "none", "--restart", "--set",
                setting));
        report.run(work, how, ended.seconds(), "s");
    }

    private static void check(Path with, Path without) throws IOException {
        long different = Files.mismatch(with, without);
        if (different >= 0) {
            throw new IllegalStateException(with + " and " + without + " differ at byte " + different);
        }
        Files.delete(with);
        Files.delete(without);
    }

    private String fileSystem() throws IOException {
        return Files.getFileStore(settings.directory()).type();
    }

    private static String rate(long records, double seconds) {
        return String.format(Locale.ROOT, "%.2f s, %.2f M/s", seconds, records / seconds / 1e6);
    }
}
