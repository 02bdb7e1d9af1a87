package io.nebula.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BuffersTest {
    private final Buffers buffers = new Buffers(2, true);

    @Test
    void shouldUseArraysAgainThatAreLargeEnough() {
        byte[] first = buffers.take(100);
        buffers.give(first);

        assertThat(buffers.take(80)).isSameAs(first);
        buffers.give(first);
        assertThat(buffers.take(first.length + 1)).isNotSameAs(first);
    }

    @Test
    void shouldMakeArraysLargeEnoughForALittleMore() {
        for (int size : new int[] {0, 1, 7, 8, 100, 4096, 400_000, 1 << 18, (1 << 26) + 1}) {
            assertThat(buffers.take(size).length).as("array for %d bytes", size).isBetween(size, size + size / 8);
        }
        byte[] first = buffers.take(400_000);
        buffers.give(first);
        assertThat(buffers.take(401_000)).isSameAs(first);
    }

    @Test
    void shouldKeepNoMoreThanItMay() {
        byte[][] all = {buffers.take(1), buffers.take(1), buffers.take(1)};
        for (byte[] bytes : all) {
            buffers.give(bytes);
        }

        assertThat(buffers.take(1)).isSameAs(all[1]);
        assertThat(buffers.take(1)).isSameAs(all[0]);
        assertThat(buffers.take(1)).isNotIn((Object[]) all);
    }

    @Test
    void shouldOverwriteWhatIsGivenBackWhenWatched() {
        byte[] bytes = buffers.take(3);
        buffers.give(bytes);

        assertThat(bytes).containsOnly(BufferLedger.POISON);
    }

    @Test
    void shouldNoticeAnArrayThatIsGivenBackTwiceOrComesFromElsewhere() {
        byte[] bytes = buffers.take(3);
        buffers.give(bytes);

        assertThatThrownBy(() -> buffers.give(bytes)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("twice").hasRootCauseMessage("given back here");
        assertThatThrownBy(() -> buffers.give(new byte[3])).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not been taken");
        assertThatThrownBy(() -> buffers.outgrown(bytes, new byte[4])).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldNoticeAnArrayThatIsWrittenAfterItWasGivenBack() {
        byte[] bytes = buffers.take(30);
        buffers.give(bytes);
        bytes[17] = 0;

        assertThatThrownBy(() -> buffers.take(30)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("byte 17").hasRootCauseMessage("given back here");
    }

    @Test
    void shouldNameWhatIsMissing() {
        byte[] small = buffers.take(30);
        byte[] large = new byte[60];
        buffers.outgrown(small, large);

        assertThat(buffers.missing()).startsWith("1 buffers were not given back").contains("BuffersTest");
        buffers.give(large);
        assertThat(buffers.missing()).isNull();
    }

    @Test
    void shouldLetEverythingPassWhenNobodyWatches() {
        Buffers unwatched = new Buffers(1, false);
        byte[] bytes = {1};
        unwatched.give(bytes);
        unwatched.outgrown(new byte[1], new byte[2]);

        assertThat(unwatched.take(1)).isSameAs(bytes).containsExactly(1);
        assertThat(unwatched.missing()).isNull();
    }
}
