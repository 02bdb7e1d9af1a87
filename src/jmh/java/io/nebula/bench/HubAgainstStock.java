package io.nebula.bench;

import io.nebula.balance.HubCost;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** CPU time that the hub's threads spend per morsel while the workers are saturated. */
final class HubAgainstStock {
    private static final String WORK = "hub CPU per morsel";

    private final Settings settings;
    private final Report report;
    private final Processes processes;

    HubAgainstStock(Settings settings, Report report, Processes processes) {
        this.settings = settings;
        this.report = report;
        this.processes = processes;
    }

    void run() throws IOException, InterruptedException {
        compare(WORK + ", workers saturated", HubCost.BUSY);
        compare(WORK + ", hub saturated", HubCost.IDLE);
    }

    private void compare(String work, int additions) throws IOException, InterruptedException {
        for (int round = 0; round < settings.rounds(); round++) {
            measure(work, "nebula", additions);
            measure(work, "stock", additions);
        }
        double ours = report.median(work, "nebula");
        double theirs = report.median(work, "stock");
        report.row(work + ", µs", micros(ours), "", ours, Report.Goal.atMost(0.5));
        report.row("  the same against stock Balance and Merge", micros(ours), micros(theirs), ours / theirs,
                Report.Goal.atMost(1));
    }

    private void measure(String work, String stage, int additions) throws IOException, InterruptedException {
        Ended ended = processes.java(HubCost.class, List.of("-Xmx512m"), List.of(stage,
                Integer.toString(settings.threads()), Double.toString(settings.seconds()),
                Integer.toString(additions)));
        report.run(work, stage, ended.number("hub-nanos") / 1e3, "µs");
        report.run(work, stage + ", outside the kernel", ended.number("user-nanos") / 1e3, "µs");
    }

    private static String micros(double value) {
        return String.format(Locale.ROOT, "%.3f µs", value);
    }
}
