package io.nebula.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LongTextTest {
    private final byte[] out = new byte[2 + LongText.MAX_LENGTH];

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0", "+0", "7", "-7", "+7", "12345678", "123456789", "-12345678901234567", "007",
        "999999999999999999", "1000000000000000000", "9223372036854775807", "+9223372036854775807",
        "-9223372036854775807", "0000000000000000000000000000000000000042", "-00000000009223372036854775807"})
    void shouldParseWhatLongParses(String text) {
        for (Placed placed : Placed.everywhere(text)) {
            assertThat(LongText.parse(placed.bytes(), placed.start(), placed.length())).as(placed.toString())
                    .isEqualTo(Long.parseLong(text));
            assertThat(LongText.isInvalidValue(placed.bytes(), placed.start(), placed.length())).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "+", "--1", "+-1", "1-", " 1", "1 ", "1.0", "1e5", "0x10", "1_000", "1L", "abc",
        "1234567a", "a2345678", "1234 678", "123456789012345678a", "12345678901234567a8", "/1", ":1", "\u00001", "٣",
        "9223372036854775808", "-9223372036854775809", "9999999999999999999", "10000000000000000000",
        "18446744073709551616", "00000000009223372036854775808", "000000000000000000000000a", "a000000000000000000",
        "184467440737095516160000000"})
    void shouldRefuseEverythingElse(String text) {
        for (Placed placed : Placed.everywhere(text)) {
            assertThat(LongText.parse(placed.bytes(), placed.start(), placed.length())).as(placed.toString())
                    .isEqualTo(LongText.INVALID);
            assertThat(LongText.isInvalidValue(placed.bytes(), placed.start(), placed.length())).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-9223372036854775808", "-0009223372036854775808"})
    void shouldTellTheLeastLongFromInvalidText(String text) {
        for (Placed placed : Placed.everywhere(text)) {
            assertThat(LongText.parse(placed.bytes(), placed.start(), placed.length())).isEqualTo(Long.MIN_VALUE);
            assertThat(LongText.isInvalidValue(placed.bytes(), placed.start(), placed.length())).isTrue();
        }
    }

    @Test
    void shouldWriteAndParseBackEveryKindOfLong() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int k = 0; k < 500_000; k++) {
            long value = random.nextLong() >> random.nextInt(64);
            check(value, seed);
        }
        for (long power = 1, k = 0; k < 19; k++, power *= 10) {
            for (long near = -2; near <= 2; near++) {
                check(power + near, seed);
                check(-power + near, seed);
            }
        }
        for (int bit = 0; bit < 64; bit++) {
            check(1L << bit, seed);
            check((1L << bit) - 1, seed);
            check(-(1L << bit), seed);
        }
    }

    private void check(long value, long seed) {
        int end = LongText.write(value, out, 2);
        String text = new String(out, 2, end - 2, StandardCharsets.ISO_8859_1);
        if (!text.equals(Long.toString(value)) || LongText.parse(out, 2, end - 2) != value) {
            fail("%d was written as %s, seed %d", value, text, seed);
        }
    }

    @Test
    void shouldAllocateNothing() {
        long[] sum = new long[1];
        Allocations.assertNone(() -> {
            for (long value = -50_000_000_000_000L; value < 50_000_000_000_000L; value += 2_999_999_999L) {
                sum[0] += LongText.parse(out, 0, LongText.write(value, out, 0));
            }
        });
        assertThat(sum[0]).isNotZero();
    }
}
