package io.nebula.bench;

import io.nebula.workload.DuckDb;
import io.nebula.workload.WorkloadA;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/** Workload A from file to file, both in fresh processes, taking turns. */
final class FilesAgainstDuckDb {
    private static final long FULL_SIZE = 25_000_000;
    private static final long COLD_SIZE = 5_000_000;
    private static final int NEW_JDK = 24;
    private static final String SECONDS = "s";

    private final Settings settings;
    private final Report report;
    private final Processes processes;
    private final PipelineFiles files;

    FilesAgainstDuckDb(Settings settings, Report report, Processes processes) {
        this.settings = settings;
        this.report = report;
        this.processes = processes;
        this.files = new PipelineFiles(settings.directory(), processes);
    }

    void run() throws Exception {
        processes.prepareTool();
        for (long records : settings.records()) {
            for (String format : List.of("csv", "jsonl")) {
                compare(records, format);
            }
        }
    }

    private void compare(long records, String format) throws Exception {
        String work = String.format(Locale.ROOT, "A, %s, %,d records", format, records);
        Path input = files.input(records, format);
        Path ours = files.output("nebula", format);
        Path theirs = files.output("duckdb", format);
        for (int round = 0; round < settings.rounds(); round++) {
            PipelineFiles.warm(input);
            if (round % 2 == 0) {
                nebula(work, input, ours);
                duckDb(work, format, input, theirs);
            } else {
                duckDb(work, format, input, theirs);
                nebula(work, input, ours);
            }
        }
        check(work, records, format, ours, theirs);
        double mine = report.median(work, "Nebula");
        double process = report.median(work, "DuckDB");
        double statement = report.median(work, "DuckDB statement");
        report.row(work + ", fresh process", rate(records, mine), "DuckDB process " + rate(records, process),
                process / mine, goal(records, format));
        report.row(work + ", JVM start of DuckDB not counted", rate(records, mine),
                "DuckDB statement " + rate(records, statement), statement / mine, null);
        Files.delete(ours);
        Files.delete(theirs);
    }

    private void nebula(String work, Path input, Path output) throws IOException, InterruptedException {
        Files.deleteIfExists(output);
        Ended ended = processes.nebula(List.of("run", files.workloadA(input, output), "--summary", "none"));
        report.run(work, "Nebula", ended.seconds(), SECONDS);
    }

    private void duckDb(String work, String format, Path input, Path output) throws IOException, InterruptedException {
        Files.deleteIfExists(output);
        Ended ended = processes.java(DuckDbRun.class, List.of("-Xmx256m"), List.of(format, input.toString(),
                output.toString(), Integer.toString(settings.threads())));
        report.run(work, "DuckDB", ended.seconds(), SECONDS);
        report.run(work, "DuckDB statement", ended.number("statement"), SECONDS);
    }

    private static void check(String work, long records, String format, Path ours, Path theirs) throws SQLException {
        try (DuckDb duck = new DuckDb(Runtime.getRuntime().availableProcessors())) {
            long written = WorkloadA.records(duck, format, ours);
            long different = WorkloadA.differences(duck, format, ours, theirs);
            if (written != records || different > 0) {
                throw new IllegalStateException(work + ": " + written + " records written, " + different
                        + " places differ from DuckDB's output; see " + ours + " and " + theirs);
            }
        }
    }

    private static String rate(long records, double seconds) {
        return String.format(Locale.ROOT, "%.2f s, %.2f M/s", seconds, records / seconds / 1e6);
    }

    /** The goals of the table in src/docs/benchmarks.md; other sizes are for information. */
    private static Report.Goal goal(long records, String format) {
        if (records == COLD_SIZE && format.equals("csv")) {
            return Report.Goal.atLeast(2.5);
        }
        if (records < FULL_SIZE) {
            return null;
        }
        boolean five = format.equals("csv") && Runtime.version().feature() >= NEW_JDK;
        return Report.Goal.atLeast(five ? 5 : 4);
    }
}
