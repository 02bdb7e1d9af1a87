package io.nebula.text;

import java.math.BigInteger;

/**
 * The leading 128 bits of the powers of ten from 10^-342 to 10^324, cut off, the highest bit set.
 *
 * <p>Power k is {@code HIGH[k - MIN] * 2^64 + LOW[k - MIN]}, both unsigned, times a power of two.
 */
final class PowersOfTen {
    static final int MIN = -342;
    static final int MAX = 324;
    static final long[] HIGH = new long[MAX - MIN + 1];
    static final long[] LOW = new long[MAX - MIN + 1];

    /** So many bits that the smallest power, as a multiple of 2^-REACH, keeps more than 128 of them. */
    private static final int REACH = 1280;

    static {
        BigInteger power = BigInteger.ONE;
        for (int k = 0; k <= MAX; k++) {
            set(k, power);
            power = power.multiply(BigInteger.TEN);
        }
        // cutting off after each division is the same as cutting off once
        BigInteger fraction = BigInteger.ONE.shiftLeft(REACH);
        for (int k = -1; k >= MIN; k--) {
            fraction = fraction.divide(BigInteger.TEN);
            set(k, fraction);
        }
    }

    private PowersOfTen() {}

    private static void set(int k, BigInteger value) {
        BigInteger leading = value.shiftRight(value.bitLength() - 128);
        HIGH[k - MIN] = leading.shiftRight(64).longValue();
        LOW[k - MIN] = leading.longValue();
    }
}
