package io.nebula.text;

/**
 * Lays out digits and a power of ten as {@link DoubleText#write} promises.
 *
 * <p>The digits are filled up to seventeen with zeros and kept in registers: the point is put between them there, and
 * the zeros that are too many are left beyond the end, so that hardly a branch depends on the number of digits.
 */
final class DecimalLayout {
    /** Scientific notation begins here, and below 10^-6. */
    private static final int PLAIN_LIMIT = 21;
    private static final int PLAIN_MIN = -6;

    private static final int DIGITS = 17;
    /** The smallest number of seventeen digits. */
    private static final long SEVENTEEN = 10_000_000_000_000_000L;
    private static final long EIGHT = 100_000_000;
    /** 2^89 / 10^8 and 2^57 / 10^8, rounded up: factors that divide 17 and 9 digits by 10^8, exactly. */
    private static final long PER_EIGHT = 6_189_700_196_426_901_375L;
    private static final long TOP_PER_EIGHT = 1_441_151_881;
    private static final long ZERO_POINT = '0' | '.' << 8 | Digits.ZEROS << 16;

    private DecimalLayout() {}

    /** Writes an integer of at most 2^53. */
    static int writeInteger(long value, byte[] out, int at) {
        return writePointZero(out, Digits.write(value, out, at));
    }

    /** Writes {@code digits}·10^{@code power}; {@code digits} is positive, below 10^17 and may end in zeros. */
    static int write(long digits, int power, byte[] out, int at) {
        // sixteen and seventeen digits are equally common: no branch for them
        long oneMore = digits - SEVENTEEN >> 63;
        long all = digits + (digits * 9 & oneMore);
        int exponent = power + (int) oneMore + DIGITS - 1;
        while (all < SEVENTEEN) {
            all *= 10;
            exponent--;
        }
        long high = Math.multiplyHigh(all, PER_EIGHT) >>> 25;
        long top = high * TOP_PER_EIGHT >>> 57;
        long middle = Digits.eightValues(high - top * EIGHT);
        long last = Digits.eightValues(all - high * EIGHT);
        int count = last != 0 ? DIGITS - (Long.numberOfLeadingZeros(last) >>> 3)
                : 1 + Long.BYTES - (Long.numberOfLeadingZeros(middle) >>> 3);
        return write(top, middle, last, count, exponent, out, at);
    }

    private static int write(long top, long middle, long last, int count, int exponent, byte[] out, int at) {
        long first = (top | middle << 8) + Digits.ZEROS;
        int whole = exponent + 1;
        if (exponent >= 0 && whole < Long.BYTES) {
            return writeSplit(first, middle, last, count, whole, out, at);
        }
        long second = (middle >>> 56 | last << 8) + Digits.ZEROS;
        byte lowest = (byte) ('0' + (last >>> 56));
        if (exponent < 0 && exponent >= PLAIN_MIN) {
            Words.store8(out, at, ZERO_POINT);
            return writePlain(first, second, lowest, out, at + 1 - exponent) - DIGITS + count;
        }
        if (exponent < PLAIN_MIN || exponent >= PLAIN_LIMIT) {
            int end = writeSplit(first, middle, last, count, 1, out, at);
            return writeExponent(exponent, out, count == 1 ? at + 1 : end);
        }
        if (whole < 2 * Long.BYTES) {
            Words.store8(out, at, first);
            Words.store8(out, at + 8, withPoint(second, whole - Long.BYTES));
            storeLowestTwo(last, out, at + 16);
            return at + 1 + Math.max(count, whole + 1);
        }
        int end = writePlain(first, second, lowest, out, at);
        if (whole < DIGITS) {
            out[end - 1] = '.';
            out[end] = lowest;
            return end + 1;
        }
        Words.store8(out, end, Digits.ZEROS);
        return writePointZero(out, at + whole);
    }

    private static int writePlain(long first, long second, byte lowest, byte[] out, int at) {
        Words.store8(out, at, first);
        Words.store8(out, at + 8, second);
        out[at + 16] = lowest;
        return at + DIGITS;
    }

    /** Writes with a point after {@code whole} digits, 1 to 7, and with at least one digit after it. */
    private static int writeSplit(long first, long middle, long last, int count, int whole, byte[] out, int at) {
        Words.store8(out, at, withPoint(first, whole));
        Words.store8(out, at + 8, (middle >>> 48 | last << 16) + Digits.ZEROS);
        storeLowestTwo(last, out, at + 16);
        return at + 1 + Math.max(count, whole + 1);
    }

    private static void storeLowestTwo(long last, byte[] out, int at) {
        Words.store2(out, at, (short) ((last >>> 48) + Digits.ZEROS));
    }

    /** The first seven characters of {@code word} with a point after {@code whole} of them, 0 to 7. */
    private static long withPoint(long word, int whole) {
        int bit = whole << 3;
        long kept = (1L << bit) - 1;
        return word & kept | (long) '.' << bit | (word & ~kept) << 8;
    }

    private static int writePointZero(byte[] out, int at) {
        out[at] = '.';
        out[at + 1] = '0';
        return at + 2;
    }

    private static int writeExponent(int exponent, byte[] out, int at) {
        int end = at;
        out[end++] = 'e';
        if (exponent < 0) {
            out[end++] = '-';
        }
        return Digits.write(Math.abs(exponent), out, end);
    }
}
