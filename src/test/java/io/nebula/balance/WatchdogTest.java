package io.nebula.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.format.Morsel;
import io.nebula.format.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In virtual time: the clock is whatever the test says. */
class WatchdogTest {
    private static final Morsel MORSEL = new Morsel(new byte[100], 0, 100, new Origin("in.csv", 0, null, 0, 0), 300, 100,
            false);

    private final List<String> warnings = new ArrayList<>();
    private final Watchdog watchdog = new Watchdog(Duration.ofMinutes(10), warnings::add);
    private final Job<Morsel> job = new Job<>(17, MORSEL, 1, 1);

    private long at(long seconds) {
        return job.claimedAtNanos() + Duration.ofSeconds(seconds).toNanos();
    }

    @Test
    void shouldNameAMorselThatRunsLongOnceWithItsPlaceAndItsThread() {
        job.claim(0, RunTime.SYSTEM);

        assertThat(watchdog.inspect(List.of(job), at(29))).isNull();
        assertThat(warnings).isEmpty();
        assertThat(watchdog.inspect(List.of(job), at(31))).isNull();
        assertThat(watchdog.inspect(List.of(job), at(300))).isNull();

        assertThat(warnings).singleElement().asString()
                .startsWith("Morsel 17 (in.csv, bytes 300 to 399) has been worked on for 31 s. Its thread:\n  \"")
                .contains(Thread.currentThread().getName(), "at " + getClass().getName());
    }

    @Test
    void shouldGiveUpOnAMorselThatRunsTooLong() {
        job.claim(0, RunTime.SYSTEM);

        MorselFailedException failure = watchdog.inspect(List.of(job), at(601));

        assertThat(failure).hasMessageContainingAll("morsel 17 has been worked on for 601000 ms", "morsel-timeout",
                "Its thread:\n  \"" + Thread.currentThread().getName() + "\"", "at " + getClass().getName());
        assertThat(failure.input()).isSameAs(MORSEL);
    }

    @Test
    void shouldNameASourceThatDeliversNothingOncePerPause() {
        watchdog.arrived(at(0));
        watchdog.inspectSource(true, at(29));
        watchdog.inspectSource(false, at(31));
        assertThat(warnings).isEmpty();

        watchdog.inspectSource(true, at(34));
        watchdog.inspectSource(true, at(35));
        assertThat(warnings).singleElement().asString().startsWith("Nothing has come from the source for 34 s");

        watchdog.arrived(at(40));
        for (int seconds = 40; seconds <= 69; seconds++) {
            watchdog.inspectSource(true, at(seconds));
        }
        assertThat(warnings).hasSize(1);
        watchdog.inspectSource(true, at(71));
        assertThat(warnings).hasSize(2);
    }

    @Test
    void shouldCountNoTimeInWhichTheProcessStoodStill() {
        job.claim(0, RunTime.SYSTEM);
        watchdog.arrived(at(0));
        assertThat(watchdog.inspect(List.of(job), at(1))).isNull();

        assertThat(watchdog.inspect(List.of(job), at(3_601))).as("after an hour").isNull();
        watchdog.inspectSource(true, at(3_601));
        assertThat(warnings).isEmpty();

        for (int seconds = 3_602; seconds <= 4_201; seconds++) {
            assertThat(watchdog.inspect(List.of(job), at(seconds))).isNull();
        }
        assertThat(watchdog.inspect(List.of(job), at(4_202))).as("stuck ever since")
                .hasMessageContaining("has been worked on for 601000 ms");
    }
}
