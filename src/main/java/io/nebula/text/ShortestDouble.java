package io.nebula.text;

/**
 * The shortest decimal that rounds to a given double, and of several the closest: Raffaele Giulietti's Schubfach
 * ("The Schubfach way to render doubles", 2020).
 *
 * <p>A double c·2^q stands for all reals up to half way to its neighbours. The greatest 10^k that is no wider than this
 * range has a multiple in it, at most four are worth a look: the multiples of 10^k and of 10^(k+1) on both sides of
 * the double. The bounds are compared at four times 10^k, as products with 126 bits of 10^-k, of which the lowest bit
 * says whether anything was cut off.
 */
final class ShortestDouble {
    /** What {@link #digits} returns where one product does not decide. */
    static final long IN_DOUBT = 0;
    static final int MIN_EXPONENT = -1074;
    static final int MANTISSA_BITS = 52;
    static final long HIDDEN_BIT = 1L << MANTISSA_BITS;
    private static final long LOW_63 = Long.MAX_VALUE;

    /** Binary places of a quarter of 10^k, and 10^k and ten times as much in them. */
    private static final int PLACES = 57;
    private static final long UNIT = 4L << PLACES;
    private static final long TEN = 10 * UNIT;
    /** 2^64 / 5: as a factor it divides what is below 2^61 by five, exactly. */
    private static final long FIFTH = 0x3333333333333334L;
    /** More than what the factors and the places cut off can amount to. */
    private static final long DOUBT = 8;

    /** For each power of ten its leading 126 bits, rounded up: first the upper 63 of them, then the lower. */
    private static final long[] FACTORS = new long[2 * PowersOfTen.HIGH.length];

    static {
        for (int k = 0; k < PowersOfTen.HIGH.length; k++) {
            long high = PowersOfTen.HIGH[k];
            long low = (PowersOfTen.LOW[k] >>> 2 | high << 62) + 1;
            long top = low == 0 ? (high >>> 2) + 1 : high >>> 2;
            FACTORS[2 * k] = top << 1 | low >>> 63;
            FACTORS[2 * k + 1] = low & LOW_63;
        }
    }

    private ShortestDouble() {}

    /** Writes a double that is finite, positive and not zero. */
    static int write(long bits, byte[] out, int at) {
        int biased = (int) (bits >>> MANTISSA_BITS);
        long mantissa = bits & HIDDEN_BIT - 1;
        if (biased == 0) {
            return writeExactly(mantissa, MIN_EXPONENT, out, at);
        }
        long c = mantissa | HIDDEN_BIT;
        int q = biased - 1 + MIN_EXPONENT;
        if (isInteger(c, q)) {
            return DecimalLayout.writeInteger(c >>> -q, out, at);
        }
        long digits = digits(c, q);
        return digits == IN_DOUBT ? writeExactly(c, q, out, at) : DecimalLayout.write(digits, power(q), out, at);
    }

    /**
     * Hot: the digits of c·2^q before 10^{@link #power}, with zeros at the end where it has fewer; c has all 53 bits.
     * One product tells how far the double is from the multiples around it, to 57 binary places of a quarter of 10^k.
     * That decides unless a bound is nearer than {@link #DOUBT}.
     */
    static long digits(long c, int q) {
        int k = power(q);
        int shift = q + floorLog2OfPowerOf10(-k) + 2;
        int factor = -k - PowersOfTen.MIN << 1;
        long g1 = FACTORS[factor];
        long quarters = c << shift + 2;
        long carried = (g1 * quarters >>> 1) + Math.multiplyHigh(FACTORS[factor + 1], quarters);
        long value = Math.multiplyHigh(g1, quarters) + (carried >>> 63);
        long tens = Math.multiplyHigh(value >>> 3, FIFTH);

        long beyondTen = (value - tens * 40 << PLACES) + ((carried & LOW_63) >>> 63 - PLACES);
        long reach = g1 >>> 63 - PLACES - shift;
        long outOfLow = beyondTen - reach;
        long outOfHigh = TEN - beyondTen - reach;
        long beyondMiddle = (beyondTen & UNIT - 1) - (UNIT >> 1);
        if ((inDoubt(outOfLow) | inDoubt(outOfHigh) | inDoubt(beyondMiddle)) < 0 || c == HIDDEN_BIT) {
            return IN_DOUBT;
        }
        long useHigh = outOfHigh >> 63;
        long useUnit = ~(outOfLow >> 63 | useHigh);
        long unit = beyondTen + (UNIT >> 1) >>> PLACES + 2;
        return tens * 10 + (unit & useUnit) + (10 & useHigh);
    }

    /** The power of ten that {@link #digits} are multiples of. */
    static int power(int q) {
        return floorLog10OfPowerOf2(q);
    }

    /**
     * Whether c·2^q is an integer below 2^53: there neighbours are at most 1 apart, so that no decimal of fewer digits
     * fits between it and its bounds.
     */
    static boolean isInteger(long c, int q) {
        return q <= 0 && q > -53 && Long.numberOfTrailingZeros(c) >= -q;
    }

    /** Negative if it is not certain which sign the true value has. */
    private static long inDoubt(long value) {
        return value - DOUBT ^ value + DOUBT;
    }

    /**
     * The digits are picked with arithmetic instead of branches, which the processor could not foresee. For regular
     * doubles the range is as wide on both sides: if a multiple lies in it, then the nearest one does.
     */
    static int writeExactly(long c, int q, byte[] out, int at) {
        // below a power of two the neighbour is half as far as above
        boolean regular = c != HIDDEN_BIT || q == MIN_EXPONENT;
        int k = regular ? floorLog10OfPowerOf2(q) : floorLog10OfThreeQuartersOfPowerOf2(q);
        int shift = q + floorLog2OfPowerOf10(-k) + 2;

        int factor = -k - PowersOfTen.MIN << 1;
        long g1 = FACTORS[factor];
        long g0 = FACTORS[factor + 1];

        long quarters = c << 2;
        long value = product(g1, g0, quarters << shift);
        long lower = product(g1, g0, quarters - (regular ? 2 : 1) << shift);
        long upper = product(g1, g0, quarters + 2 << shift);
        // a bound itself rounds to the double only if its mantissa is even
        long open = c & 1;
        long below = value >>> 2;
        if (!regular || below < 10) {
            return DecimalLayout.write(shortest(value, lower + open, upper - open), k, out, at);
        }
        long tens = below / 10;
        long lowOut = tens * 40 - lower - open >> 63;
        long highIn = ~(upper - open - tens * 40 - 40 >> 63);
        long beyondMiddle = value - (below << 2) - 2;
        long nearest = below + (-beyondMiddle - (below & 1) >>> 63);
        long ofTens = (tens - highIn) * 10;
        long useTens = ~lowOut | highIn;
        return DecimalLayout.write(nearest ^ (nearest ^ ofTens) & useTens, k, out, at);
    }

    /** The shortest multiple between bounds that belong to the range; all three are four times the value. */
    private static long shortest(long value, long from, long to) {
        long below = value >>> 2;
        long tens = below / 10 * 10;
        boolean lowIn = below >= 10 && from <= tens << 2;
        boolean highIn = below >= 10 && tens + 10 << 2 <= to;
        if (lowIn != highIn) {
            return lowIn ? tens : tens + 10;
        }
        lowIn = from <= below << 2;
        highIn = below + 1 << 2 <= to;
        if (lowIn != highIn) {
            return lowIn ? below : below + 1;
        }
        long beyondMiddle = value - (below << 2) - 2;
        return beyondMiddle < 0 || beyondMiddle == 0 && (below & 1) == 0 ? below : below + 1;
    }

    /** (g1·2^63 + g0)·factor / 2^127, cut off, with the lowest bit set if that lost anything. */
    private static long product(long g1, long g0, long factor) {
        long carried = (g1 * factor >>> 1) + Math.multiplyHigh(g0, factor);
        long whole = Math.multiplyHigh(g1, factor) + (carried >>> 63);
        return whole | (carried & LOW_63) + LOW_63 >>> 63;
    }

    private static int floorLog10OfPowerOf2(int exponent) {
        return exponent * 1_262_611 >> 22;
    }

    private static int floorLog10OfThreeQuartersOfPowerOf2(int exponent) {
        return exponent * 1_262_611 - 524_031 >> 22;
    }

    private static int floorLog2OfPowerOf10(int exponent) {
        return exponent * 1_741_647 >> 19;
    }
}
