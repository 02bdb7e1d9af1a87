package io.nebula.text;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ShortestDoubleTest {
    private static final long MANTISSA = (1L << 52) - 1;

    private static final int[] FIRST_ROW = {0};

    private final double[] vector = new double[1];
    private final DoubleTexts texts = new DoubleTexts();
    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);
    private final byte[] quick = new byte[DoubleText.MAX_LENGTH];
    private final byte[] exact = new byte[DoubleText.MAX_LENGTH];

    @Test
    void shouldWriteRandomBitsAsTheExactWayDoes() {
        for (int i = 0; i < 3_000_000; i++) {
            check(random.nextLong() & Long.MAX_VALUE);
        }
    }

    @Test
    void shouldWriteEveryExponentAsTheExactWayDoes() {
        for (long exponent = 1; exponent < 0x7ff; exponent++) {
            for (int i = 0; i < 500; i++) {
                long few = random.nextLong() & MANTISSA >>> random.nextInt(53);
                check(exponent << 52 | few);
                check(exponent << 52 | MANTISSA - few);
                check(exponent << 52 | Long.reverse(few) >>> 12);
            }
        }
    }

    @Test
    void shouldWriteDecimalsAsTheExactWayDoes() {
        for (int i = 0; i < 1_000_000; i++) {
            double decimal = random.nextLong(1L << 1 + random.nextInt(62)) / Math.pow(10, random.nextInt(23));
            check(Double.doubleToRawLongBits(decimal));
            check(Double.doubleToRawLongBits(decimal * decimal));
            check(Double.doubleToRawLongBits(Math.sqrt(decimal)));
        }
    }

    @Test
    void shouldWriteVectorsAsSingleValues() {
        double[] values = {0.0, -0.0, 1, -7, 0.1, -0.3, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY,
            Double.MIN_VALUE, -Double.MIN_NORMAL, Double.MAX_VALUE, 1e21, 123456.5, 4096, 0x1p-1030};
        texts.of(values, new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}, values.length);
        for (int row = 0; row < values.length; row++) {
            String single = new String(exact, 0, DoubleText.write(values[row], exact, 0), US_ASCII);
            assertThat(new String(quick, 0, texts.write(row, quick, 0), US_ASCII)).isEqualTo(single);
        }
    }

    /** {@link ShortestDouble#writeExactly} is held against arbitrary precision by the tests of {@link DoubleText}. */
    private void check(long bits) {
        long mantissa = bits & MANTISSA;
        int exponent = (int) (bits >>> 52);
        if (exponent == 0x7ff || bits == 0) {
            return;
        }
        int end = ShortestDouble.write(bits, quick, 0);
        int exactEnd = exponent == 0 ? ShortestDouble.writeExactly(mantissa, -1074, exact, 0)
                : ShortestDouble.writeExactly(mantissa | MANTISSA + 1, exponent - 1075, exact, 0);
        if (!Arrays.equals(quick, 0, end, exact, 0, exactEnd)) {
            fail("%s became %s, seed %d", Double.longBitsToDouble(bits), new String(quick, 0, end), seed);
        }
        for (double value : new double[] {Double.longBitsToDouble(bits), -Double.longBitsToDouble(bits)}) {
            vector[0] = value;
            texts.of(vector, FIRST_ROW, 1);
            int single = DoubleText.write(value, exact, 0);
            assertThat(Arrays.equals(quick, 0, texts.write(0, quick, 0), exact, 0, single)).isTrue();
        }
    }
}
