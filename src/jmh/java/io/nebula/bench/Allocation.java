package io.nebula.bench;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** What all threads of a run allocate per record once it is under way. */
final class Allocation {
    private final Report report;
    private final Processes processes;

    Allocation(Report report, Processes processes) {
        this.report = report;
        this.processes = processes;
    }

    void run() throws IOException, InterruptedException {
        for (String format : List.of("csv", "jsonl")) {
            for (String mode : List.of("sequential", "parallel")) {
                double bytes = processes.java(AllocationRun.class, List.of("-Xmx1g"), List.of(format, mode))
                        .number("bytes-per-record");
                String work = "allocation, A, " + format + ", " + mode;
                report.run(work, "Nebula", bytes, "B/record");
                report.row(work + ", B per record", String.format(Locale.ROOT, "%.3f B", bytes), "", bytes,
                        Report.Goal.atMost(0.5));
            }
        }
    }
}
