package io.nebula.text;

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

    /** 32-bit digits, lowest first: so many that 10^324 fits and that 2^1280/10^342 keeps more than 128 bits. */
    private static final int LIMBS = 41;
    private static final long LIMB_MASK = 0xFFFFFFFFL;

    static {
        int[] power = new int[LIMBS];
        power[0] = 1;
        for (int k = 0; k <= MAX; k++) {
            set(k, power);
            multiplyByTen(power);
        }
        // cutting off after each division is the same as cutting off once
        int[] fraction = new int[LIMBS];
        fraction[LIMBS - 1] = 1;
        for (int k = -1; k >= MIN; k--) {
            divideByTen(fraction);
            set(k, fraction);
        }
    }

    private PowersOfTen() {}

    private static void multiplyByTen(int[] limbs) {
        long carry = 0;
        for (int k = 0; k < LIMBS; k++) {
            carry += (limbs[k] & LIMB_MASK) * 10;
            limbs[k] = (int) carry;
            carry >>>= 32;
        }
    }

    private static void divideByTen(int[] limbs) {
        long rest = 0;
        for (int k = LIMBS - 1; k >= 0; k--) {
            rest = rest << 32 | limbs[k] & LIMB_MASK;
            limbs[k] = (int) (rest / 10);
            rest %= 10;
        }
    }

    private static void set(int k, int[] limbs) {
        int top = LIMBS - 1;
        while (limbs[top] == 0) {
            top--;
        }
        int zeros = Integer.numberOfLeadingZeros(limbs[top]);
        HIGH[k - MIN] = leading(limbs, top, zeros);
        LOW[k - MIN] = leading(limbs, top - 2, zeros);
    }

    /**
     * The 64 bits that begin {@code skipped} bits below the highest bit of limb {@code top}; zeros below the lowest
     * limb.
     */
    private static long leading(int[] limbs, int top, int skipped) {
        long word = limb(limbs, top) << 32 | limb(limbs, top - 1);
        return skipped == 0 ? word : word << skipped | limb(limbs, top - 2) >>> 32 - skipped;
    }

    private static long limb(int[] limbs, int k) {
        return k < 0 ? 0 : limbs[k] & LIMB_MASK;
    }
}
