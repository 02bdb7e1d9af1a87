package io.nebula.cli.bench;

import io.nebula.metrics.RunResult;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What was measured.
 *
 * @param expected the first sequential run, which every other is compared with
 * @param arrival what arrived in it
 * @param measured the sequential loop first; empty if that failed
 * @param differences what was not as in the expected run, each with its setup; empty if all was well
 */
public record Findings(RunResult expected, Arrival arrival, int cpus, List<Measured> measured, List<String> differences) {
    /** Less than this is noise. */
    private static final double NOTICEABLE = 1.04;
    /** What is over sooner says more of the machine's mood than of the setup. */
    private static final double SHORT_SECONDS = 0.1;

    /** Whether the same arrived in every run. */
    public boolean verified() {
        return differences.isEmpty();
    }

    Measured sequential() {
        return measured.get(0);
    }

    double fastest() {
        return measured.stream().mapToDouble(Measured::recordsPerSecond).max().orElse(0);
    }

    /** The sentence that says what to set. */
    String advice() {
        double shortest = fastest() > 0 ? expected.read() / fastest() : 0;
        if (shortest < SHORT_SECONDS) {
            return String.format(Locale.ROOT,
                    "A run takes %.0f ms, too short to tell what to set: give --records a larger number.", 1000 * shortest);
        }
        Measured sequential = sequential();
        Measured best = best(measured.stream().filter(one -> one.setup().workers() > 0).toList());
        if (best == null || best.speedUp(sequential) < NOTICEABLE) {
            return "Set parallel.use-parallel = false: no number of workers was noticeably faster than the plain loop here.";
        }
        StringBuilder advice = new StringBuilder(String.format(Locale.ROOT,
                "Set parallel.worker-count = %d%s, which was %.2f times as fast as the plain loop",
                best.setup().workers(), best.setup().workers() == cpus ? " (what auto means here)" : "",
                best.speedUp(sequential)));
        advice.append(", with parallel.enable-affinity = ").append(best.setup().pinned());
        advice.append(best.setup().ordered() ? "; keeping the order costs nothing noticeable."
                : "; parallel.ordering = none made that much of a difference, if you can do without the order.");
        return advice.toString();
    }

    /** Of those that are as good as the fastest the plainest: ordered, unpinned, few workers. */
    private static Measured best(List<Measured> parallel) {
        double fastest = parallel.stream().mapToDouble(Measured::recordsPerSecond).max().orElse(0);
        return parallel.stream().filter(one -> one.recordsPerSecond() * NOTICEABLE >= fastest)
                .min(Comparator.comparing((Measured one) -> !one.setup().ordered())
                        .thenComparing(one -> one.setup().pinned())
                        .thenComparing(one -> one.setup().workers())).orElse(null);
    }
}
