package io.nebula.text;

/**
 * The double nearest to an integer times a power of ten, ties to even: William Clinger's exact case where one
 * operation on exact doubles does, otherwise Daniel Lemire's and Michael Eisel's ("Number parsing at a gigabyte per
 * second", 2021; that no case is left over is shown in "Fast number parsing without fallback", 2023).
 */
final class NearestDouble {
    private static final int MANTISSA_BITS = 52;
    private static final long HIDDEN_BIT = 1L << MANTISSA_BITS;
    private static final int BIAS = 1023;
    private static final int INFINITE = 0x7FF;
    private static final long MAX_EXACT = 1L << 53;
    private static final int MIN_POWER = -342;
    private static final int MAX_POWER = 308;
    /** Between these powers a product can lie exactly half way between two doubles. */
    private static final int MIN_TIE_POWER = -4;
    private static final int MAX_TIE_POWER = 23;

    private static final double[] EXACT_POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
        1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

    private NearestDouble() {}

    /** The double nearest to {@code digits}, taken as unsigned, times 10^{@code power}. */
    static double of(long digits, long power) {
        if (digits >= 0 && digits <= MAX_EXACT && power >= -22 && power <= 22) {
            return power < 0 ? digits / EXACT_POWERS[(int) -power] : digits * EXACT_POWERS[(int) power];
        }
        if (digits == 0 || power < MIN_POWER) {
            return 0;
        }
        return power > MAX_POWER ? Double.POSITIVE_INFINITY : multiply(digits, (int) power);
    }

    private static double multiply(long digits, int power) {
        int zeros = Long.numberOfLeadingZeros(digits);
        long normalized = digits << zeros;
        long factor = PowersOfTen.HIGH[power - PowersOfTen.MIN];
        long high = multiplyHighUnsigned(normalized, factor);
        long low = normalized * factor;
        if ((high & 0x1FF) == 0x1FF) {
            // so close below the next step that the factor's other 64 bits may carry into it
            // negative powers have endless digits; the proof wants them rounded up
            long rest = PowersOfTen.LOW[power - PowersOfTen.MIN] + (power < 0 ? 1 : 0);
            long carry = multiplyHighUnsigned(normalized, rest);
            low += carry;
            if (Long.compareUnsigned(low, carry) < 0) {
                high++;
            }
        }
        int top = (int) (high >>> 63);
        int cut = top + 64 - MANTISSA_BITS - 3;
        long mantissa = high >>> cut;
        int exponent = (217_706 * power >> 16) + 63 + top - zeros + BIAS;
        if (exponent <= 0) {
            return subnormal(mantissa, exponent);
        }
        boolean mayTie = power >= MIN_TIE_POWER && power <= MAX_TIE_POWER && Long.compareUnsigned(low, 1) <= 0;
        if (mayTie && (mantissa & 3) == 1 && mantissa << cut == high) {
            mantissa--;
        }
        return assemble(mantissa + 1 >>> 1, exponent);
    }

    private static double subnormal(long mantissa, int exponent) {
        if (exponent <= -63) {
            return 0;
        }
        return Double.longBitsToDouble((mantissa >>> 1 - exponent) + 1 >>> 1);
    }

    /** {@code mantissa} has its hidden bit, or is the power of two above. */
    private static double assemble(long mantissa, int exponent) {
        int carried = exponent + (int) (mantissa >>> MANTISSA_BITS + 1);
        if (carried >= INFINITE) {
            return Double.POSITIVE_INFINITY;
        }
        return Double.longBitsToDouble((long) carried << MANTISSA_BITS | mantissa & HIDDEN_BIT - 1);
    }

    private static long multiplyHighUnsigned(long a, long b) {
        return Math.multiplyHigh(a, b) + (a >> 63 & b) + (b >> 63 & a);
    }
}
