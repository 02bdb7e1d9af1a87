package io.nebula.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How late results are when elements arrive at a fixed rate, whatever becomes of them: the operator with nothing set, against
 * {@code mapAsync}, which keeps the order too. Rates are shares of what {@code mapAsync} can do.
 */
final class OperatorLatency {
    private static final List<Integer> LOADS = List.of(10, 50, 90);

    /** There are three loads to measure, and elements enough in a shorter time. */
    private static final int SHARE_OF_SECONDS = 3;

    private final Settings settings;
    private final Report report;
    private final Processes processes;

    OperatorLatency(Settings settings, Report report, Processes processes) {
        this.settings = settings;
        this.report = report;
        this.processes = processes;
    }

    void run() throws IOException, InterruptedException {
        double capacity = run(ElementEngines.MAP_ASYNC, List.of()).number("capacity");
        List<String> rates = new ArrayList<>();
        for (int load : LOADS) {
            rates.add(Double.toString(capacity * load / 100));
        }
        for (int round = 0; round < settings.rounds(); round++) {
            measure(ElementEngines.NEBULA, rates);
            measure(ElementEngines.MAP_ASYNC, rates);
        }
        for (int load : LOADS) {
            for (String percentile : LatencyRun.PERCENTILES) {
                compare(load, percentile, capacity);
            }
        }
    }

    private Ended run(String engine, List<String> rates) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(engine, Integer.toString(settings.threads()),
                Double.toString(settings.seconds() / SHARE_OF_SECONDS)));
        arguments.addAll(rates);
        return processes.java(LatencyRun.class, JvmOptions.of(engine), arguments);
    }

    private void measure(String engine, List<String> rates) throws IOException, InterruptedException {
        Ended ended = run(engine, rates);
        report.run("elements from outside", engine, ended.number("capacity") / 1e6, "M elements/s");
        for (int load = 0; load < LOADS.size(); load++) {
            for (String percentile : LatencyRun.PERCENTILES) {
                report.run(work(LOADS.get(load), percentile), engine, ended.number(load + "-p" + percentile) / 1e3, "µs");
            }
            report.run(work(LOADS.get(load), "50"), engine + ", till offered", ended.number(load + "-offers") / 1e3, "µs");
        }
    }

    private void compare(int load, String percentile, double capacity) {
        String work = work(load, percentile);
        double ours = report.median(work, ElementEngines.NEBULA);
        double theirs = report.median(work, ElementEngines.MAP_ASYNC);
        report.row(String.format(Locale.ROOT, "%s, %,.0f a second", work, capacity * load / 100), micros(ours),
                ElementEngines.MAP_ASYNC + " " + micros(theirs), ours / theirs, Report.Goal.atMost(1));
    }

    private static String work(int load, String percentile) {
        return "latency, " + load + " % load, p" + percentile;
    }

    private static String micros(double value) {
        return String.format(Locale.ROOT, "%,.0f µs", value);
    }
}
