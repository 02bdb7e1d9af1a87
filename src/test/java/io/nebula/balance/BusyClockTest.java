package io.nebula.balance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BusyClockTest {
    private static final long LONG = 10 * BusyClock.SHORT_NANOS;
    private static final long SHORT = BusyClock.SHORT_NANOS / 10;

    private long cpu;
    private int asked;
    private final BusyClock clock = new BusyClock(() -> {
        asked++;
        return cpu;
    });

    @Test
    void shouldCountOnlyCpuTimeOfMorselsThatTakeLong() {
        assertThat(morsel(LONG, LONG / 2)).isEqualTo(LONG / 2);
        cpu += LONG;
        assertThat(morsel(LONG, 0)).as("what the thread did in between is no part of it").isZero();
    }

    @Test
    void shouldNotAskForTheTimeOfShortMorselsAfterShortOnes() {
        morsel(SHORT, SHORT);
        int before = asked;
        assertThat(morsel(SHORT, SHORT)).isEqualTo(SHORT);
        assertThat(asked).isEqualTo(before);
    }

    @Test
    void shouldNotCountTheWaitsOfALongMorselAfterShortOnes() {
        morsel(SHORT, SHORT);
        morsel(SHORT, SHORT);
        morsel(SHORT, SHORT);
        assertThat(morsel(LONG, LONG / 2)).isEqualTo(LONG / 2);
        assertThat(morsel(LONG, LONG / 4)).isEqualTo(LONG / 4);
    }

    @Test
    void shouldNeverCountMoreThanHasGoneBy() {
        morsel(SHORT, SHORT);
        cpu += 100 * LONG;
        assertThat(morsel(LONG, LONG)).isEqualTo(LONG);
    }

    @Test
    void shouldNotCompareTheTimesOfTwoThreads() throws InterruptedException {
        morsel(SHORT, SHORT);
        long[] counted = {-1};
        Thread other = new Thread(() -> {
            cpu = -LONG;
            counted[0] = morsel(LONG, LONG / 2);
        });
        other.start();
        other.join();
        assertThat(counted[0]).isEqualTo(LONG);
    }

    private long morsel(long tookNanos, long ofCpu) {
        clock.begin();
        cpu += ofCpu;
        return clock.end(tookNanos);
    }
}
