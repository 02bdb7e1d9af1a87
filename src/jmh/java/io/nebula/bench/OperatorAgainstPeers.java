package io.nebula.bench;

import static io.nebula.bench.ElementEngines.BALANCE;
import static io.nebula.bench.ElementEngines.JET;
import static io.nebula.bench.ElementEngines.LOOPS;
import static io.nebula.bench.ElementEngines.MAP_ASYNC;
import static io.nebula.bench.ElementEngines.MAP_ASYNC_UNORDERED;
import static io.nebula.bench.ElementEngines.NEBULA;
import static io.nebula.bench.ElementEngines.NEBULA_UNORDERED;
import static io.nebula.bench.ElementEngines.PARALLEL_STREAM;
import static io.nebula.bench.ElementEngines.REACTOR;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Elements that are Java maps, one by one through the operator and through what else there is, each engine in a fresh process,
 * taking turns: throughput.
 */
final class OperatorAgainstPeers {
    private static final String WORK = "100 iterations, maps";
    private static final String UNIT = "M elements/s";
    private static final int AUTO = NebulaFanOut.AUTO;
    private static final int ONE = 1;
    private static final int LARGE = 1000;
    private static final List<Integer> MORSELS = List.of(ONE, 16, 128, LARGE);
    /** Those that morsels can be grouped for. */
    private static final List<String> GROUPED = List.of(MAP_ASYNC_UNORDERED, MAP_ASYNC, BALANCE, REACTOR);
    /** There are many runs, and elements are cheap: shorter ones do. */
    private static final int SHARE_OF_SECONDS = 4;

    private final Settings settings;
    private final Report report;
    private final Processes processes;

    OperatorAgainstPeers(Settings settings, Report report, Processes processes) {
        this.settings = settings;
        this.report = report;
        this.processes = processes;
    }

    void run() throws IOException, InterruptedException {
        for (int round = 0; round < settings.rounds(); round++) {
            for (String nebula : List.of(NEBULA, NEBULA_UNORDERED)) {
                List<Integer> sizes = new ArrayList<>(MORSELS);
                sizes.add(AUTO);
                measure(round, nebula, settings.threads(), sizes);
            }
            for (String peer : GROUPED) {
                measure(round, peer, settings.threads(), MORSELS);
            }
            for (String peer : List.of(JET, PARALLEL_STREAM, LOOPS)) {
                measure(round, peer, settings.threads(), List.of(ONE));
            }
            measure(round, LOOPS, 1, List.of(ONE));
        }
        compareWithLoops();
        compareWithPeers();
    }

    /** Sizes in turns upwards and downwards: what one leaves behind in the compiled code is not always the same. */
    private void measure(int round, String engine, int threads, List<Integer> morsels) throws IOException, InterruptedException {
        List<Integer> sizes = new ArrayList<>(morsels);
        if (round % 2 == 1) {
            Collections.reverse(sizes);
        }
        Ended ended = processes.java(OperatorRun.class, JvmOptions.of(engine), List.of(engine, Integer.toString(threads),
                Double.toString(settings.seconds() / SHARE_OF_SECONDS),
                String.join(",", sizes.stream().map(String::valueOf).toList())));
        for (int morsel : sizes) {
            report.run(WORK, name(engine, morsel, threads), ended.number("rate-" + morsel) / 1e6, UNIT);
            report.run(WORK + ", CPU", name(engine, morsel, threads), ended.number("cpu-" + morsel), "ns/element");
        }
    }

    private void compareWithLoops() {
        String loops = name(LOOPS, ONE, settings.threads());
        String ours = name(NEBULA, LARGE);
        compare("maps in input order, morsels of " + LARGE, ours, loops, Report.Goal.atLeast(0.95));
        compare("  the same without order", name(NEBULA_UNORDERED, LARGE), loops, null);
        compare("  what plain loops gain on this machine", loops, name(LOOPS, ONE, 1), null);
        compare("maps in input order against one by one", ours, name(MAP_ASYNC_UNORDERED, ONE), Report.Goal.atLeast(15));
        compare("maps in input order against the JDK, which reads the list", ours, name(PARALLEL_STREAM, ONE), null);
        String best = name(NEBULA, ONE);
        for (int morsel : MORSELS) {
            best = better(best, name(NEBULA, morsel));
        }
        compare("morsels as the operator finds best", name(NEBULA, AUTO), best, Report.Goal.atLeast(0.95));
    }

    private void compareWithPeers() {
        for (int morsel : MORSELS) {
            String best = name(JET, ONE);
            for (String peer : GROUPED) {
                best = better(best, name(peer, morsel));
            }
            compare("maps in input order, morsels of " + morsel + ", best peer", name(NEBULA, morsel), best,
                    morsel == ONE ? null : Report.Goal.atLeast(1));
            compare("  the same without order", name(NEBULA_UNORDERED, morsel), best, null);
        }
    }

    private void compare(String work, String ours, String theirs, Report.Goal goal) {
        report.row(work, rate(ours), theirs + " " + rate(theirs), report.median(WORK, ours) / report.median(WORK, theirs), goal);
    }

    private String better(String one, String other) {
        return report.median(WORK, one) >= report.median(WORK, other) ? one : other;
    }

    private String rate(String name) {
        return String.format(Locale.ROOT, "%.2f M/s", report.median(WORK, name));
    }

    private String name(String engine, int morsel) {
        return name(engine, morsel, settings.threads());
    }

    private String name(String engine, int morsel, int threads) {
        return engine + (morsel == AUTO ? " auto" : morsel == ONE ? "" : " by " + morsel)
                + (threads == settings.threads() ? "" : " ×" + threads);
    }
}
