package io.nebula.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The most memory that the tool has resident: a small input, a large one, and none. */
final class PeakMemory {
    private static final String WORK = "peak memory";
    private static final String UNIT = "MiB";
    private static final double MIB = 1 << 20;

    private final Settings settings;
    private final Report report;
    private final Processes processes;
    private final PipelineFiles files;

    PeakMemory(Settings settings, Report report, Processes processes) {
        this.settings = settings;
        this.report = report;
        this.processes = processes;
        this.files = new PipelineFiles(settings.directory(), processes);
    }

    void run() throws IOException, InterruptedException {
        processes.prepareTool();
        for (int round = 0; round < settings.rounds(); round++) {
            report.run(WORK, "version", processes.nebula(List.of("version")).peakBytes() / MIB, UNIT);
            report.run(WORK, "small", peak(settings.smallRecords()), UNIT);
            report.run(WORK, "large", peak(settings.largeRecords()), UNIT);
        }
        double version = report.median(WORK, "version");
        double small = report.median(WORK, "small");
        double large = report.median(WORK, "large");
        report.row(WORK + String.format(Locale.ROOT, ", A, %,d records", settings.largeRecords()), mib(large),
                String.format(Locale.ROOT, "%s with %,d records", mib(small), settings.smallRecords()), large / small,
                Report.Goal.atMost(1.15));
        report.row(WORK + " above `nebula version`, MiB", mib(large), mib(version), large - version,
                Report.Goal.atMost(300));
    }

    private double peak(long records) throws IOException, InterruptedException {
        Path output = files.output("nebula", "csv");
        Files.deleteIfExists(output);
        Ended ended = processes.nebula(List.of("run", files.workloadA(files.input(records, "csv"), output), "--summary",
                "none"));
        Files.delete(output);
        return ended.peakBytes() / MIB;
    }

    private static String mib(double value) {
        return String.format(Locale.ROOT, "%.0f MiB", value);
    }
}
