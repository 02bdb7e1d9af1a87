package io.nebula.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SwarTest {
    private static final int ROOM_BEHIND = 7;

    @Test
    void shouldFindAPartWhereverTheArrayEndsBehindIt() {
        byte[] text = "abcdefghijklmnopqrstuvwxyz".getBytes(StandardCharsets.US_ASCII);
        for (int length = 1; length <= text.length; length++) {
            byte[] part = Arrays.copyOf(text, length + ROOM_BEHIND);
            for (int behind = 0; behind <= 2 * ROOM_BEHIND; behind++) {
                byte[] bytes = new byte[3 + length + behind];
                System.arraycopy(text, 0, bytes, 3, length);

                assertThat(Swar.isAt(bytes, 3, part, length)).as("%d bytes, %d behind them", length, behind)
                        .isEqualTo(behind >= ROOM_BEHIND);
                bytes[3 + length - 1]++;
                assertThat(Swar.isAt(bytes, 3, part, length)).as("%d bytes, the last one another", length).isFalse();
            }
        }
    }
}
