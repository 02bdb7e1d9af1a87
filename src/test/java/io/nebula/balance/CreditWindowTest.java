package io.nebula.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CreditWindowTest {
    private static final int MANY = 200;

    private final CreditWindow window = new CreditWindow(2, 256);

    private int after(int times, long nanos) {
        IntStream.range(0, times).forEach(i -> window.took(nanos));
        return window.size();
    }

    @Test
    void shouldBeginWithTheLeast() {
        assertThat(window.size()).isEqualTo(2);
    }

    @Test
    void shouldStaySmallForLongMorselsAndGrowForShortOnes() {
        assertThat(after(MANY, 5_000_000)).isEqualTo(2);
        assertThat(after(MANY, 100_000)).isBetween(60, 100);
        assertThat(after(MANY, 1_000)).isEqualTo(256);
        assertThat(after(MANY, 0)).isEqualTo(256);
        assertThat(after(MANY, 60_000_000_000L)).isEqualTo(2);
    }

    @Test
    void shouldNotBeMisledByOneMorselWhoseThreadWasTakenOffItsCpu() {
        int before = after(MANY, 50_000);

        window.took(20_000_000);

        assertThat(window.size()).isBetween(before / 2, before);
    }
}
