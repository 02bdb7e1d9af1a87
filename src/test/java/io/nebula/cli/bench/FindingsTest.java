package io.nebula.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.metrics.Bottleneck;
import io.nebula.metrics.Outcome;
import io.nebula.metrics.RunResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FindingsTest {
    private static final int RECORDS = 100_000;

    @Test
    void shouldSayWhatToSetWhereRunsTookLongEnough() {
        assertThat(findings(4.0, 1.0).advice()).startsWith(
                "Set parallel.worker-count = 2 (what auto means here), which was 4.00 times as fast as the plain loop,");
        assertThat(findings(1.0, 1.1).advice()).startsWith("Set parallel.use-parallel = false:");
    }

    @Test
    void shouldSetNothingWhereRunsWereTooShortToTell() {
        assertThat(findings(0.4, 0.05).advice()).isEqualTo(
                "A run takes 50 ms, too short to tell what to set: give --records a larger number.");
    }

    private static Findings findings(double sequential, double parallel) {
        Setup setup = Setup.all(List.of(2)).stream().filter(each -> each.workers() == 2 && each.ordered() && !each.pinned())
                .findFirst().orElseThrow();
        return new Findings(run(sequential), new Arrival(), 2, List.of(new Measured(Setup.SEQUENTIAL, List.of(run(sequential))),
                new Measured(setup, List.of(run(parallel)))), List.of());
    }

    private static RunResult run(double seconds) {
        return new RunResult("p", Outcome.COMPLETED, 0, RECORDS, 0, RECORDS, 0, 0, Map.of(), List.of(), 1, 1, seconds, seconds,
                List.of(), List.of(), 0, Bottleneck.NONE, null);
    }
}
