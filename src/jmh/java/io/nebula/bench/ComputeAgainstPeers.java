package io.nebula.bench;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** The in-memory job on every engine, each in a fresh process, taking turns; answers compared by a checksum in each. */
final class ComputeAgainstPeers {
    private static final String WORK = "100 iterations";
    private static final String UNIT = "M records/s";
    private static final List<String> PEERS =
            List.of("jet", "reactor", "pekko-map-async", "pekko-balance", "parallel-streams");

    private final Settings settings;
    private final Report report;
    private final Processes processes;
    private String checksum;

    ComputeAgainstPeers(Settings settings, Report report, Processes processes) {
        this.settings = settings;
        this.report = report;
        this.processes = processes;
    }

    void run() throws IOException, InterruptedException {
        int threads = settings.threads();
        for (int round = 0; round < settings.rounds(); round++) {
            measure("nebula", "columns", threads);
            measure("nebula", "rows", threads);
            measure("nebula", "columns", 1);
            measure("nebula", "rows", 1);
            measure("plain-loops", "objects", 1);
            measure("plain-loops", "objects", threads);
            measure("plain-loops", "columns", 1);
            measure("plain-loops", "columns", threads);
            for (String peer : PEERS) {
                measure(peer, "records", threads);
                measure(peer, "objects", threads);
                measure(peer, "columns", threads);
            }
        }
        compare(threads);
    }

    private void measure(String engine, String form, int threads) throws IOException, InterruptedException {
        Ended ended = processes.java(ComputeRun.class, JvmOptions.of(engine), List.of(engine, form,
                Integer.toString(threads), Integer.toString(settings.batchRows()),
                Double.toString(settings.seconds())));
        String sum = ended.result().get("checksum");
        if (checksum != null && !checksum.equals(sum)) {
            throw new IllegalStateException(engine + " " + form + ": the checksum is " + sum + ", not " + checksum);
        }
        checksum = sum;
        report.run(WORK, name(engine, form, threads), ended.number("rate") / 1e6, UNIT);
    }

    private void compare(int threads) {
        double columns = median("nebula", "columns", threads);
        double rows = median("nebula", "rows", threads);
        String best = best(List.of("records", "objects"));
        report.row("100 iterations, column transform", rate(columns), "best peer on objects: " + said(best),
                columns / report.median(WORK, best), Report.Goal.atLeast(10));
        for (String peer : PEERS) {
            String own = better(name(peer, "records", threads), name(peer, "objects", threads));
            report.row("  the same against " + peer, rate(columns), said(own),
                    columns / report.median(WORK, own), null);
        }
        String loop = name("plain-loops", "objects", 1);
        report.row("100 iterations, opaque row lambda", rate(rows), threads + " × one " + said(loop),
                rows / (threads * report.median(WORK, loop)), Report.Goal.atLeast(0.9));
        String loops = name("plain-loops", "objects", threads);
        report.row("  the same against loops at the same time", rate(rows), said(loops),
                rows / report.median(WORK, loops), null);
        String kernel = best(List.of("columns"));
        report.row("the same column kernel on the same batches", rate(columns), "best peer: " + said(kernel),
                columns / report.median(WORK, kernel), Report.Goal.atLeast(0.95));
        String kernels = name("plain-loops", "columns", threads);
        report.row("  the same against plain loops", rate(columns), said(kernels),
                columns / report.median(WORK, kernels), null);
        scaling("rows", rows, threads, Report.Goal.atLeast(0.95 * threads));
        scaling("columns", columns, threads, null);
        double alone = report.median(WORK, loop);
        report.row("  what plain loops gain on this machine", "", said(loops), report.median(WORK, loops) / alone,
                null);
    }

    private void scaling(String form, double rate, int threads, Report.Goal goal) {
        double one = median("nebula", form, 1);
        report.row(threads + " workers against 1, " + form, rate(rate), rate(one), rate / one, goal);
    }

    private String best(List<String> forms) {
        String best = null;
        for (String peer : PEERS) {
            for (String form : forms) {
                String candidate = name(peer, form, settings.threads());
                best = best == null ? candidate : better(best, candidate);
            }
        }
        return best;
    }

    private String better(String one, String other) {
        return report.median(WORK, one) >= report.median(WORK, other) ? one : other;
    }

    private double median(String engine, String form, int threads) {
        return report.median(WORK, name(engine, form, threads));
    }

    private String said(String name) {
        return name + " " + rate(report.median(WORK, name));
    }

    private static String name(String engine, String form, int threads) {
        return engine + " " + form + " ×" + threads;
    }

    private static String rate(double millions) {
        return String.format(Locale.ROOT, "%.2f M/s", millions);
    }
}
