package io.nebula.text;

/** ASCII digits, up to eight of them in one word, and numbers as digits. */
final class Digits {
    /** What {@link #two} returns when one of the bytes is no digit. */
    static final int INVALID = -1;

    static final long ZEROS = 0x3030303030303030L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    /** Added to a byte of at most 9 it leaves the high bit clear, to a greater one it sets it. */
    private static final long ABOVE_NINE = 0x7676767676767676L;

    private static final long[] POWERS_OF_TEN = new long[19];
    private static final short[] PAIRS = new short[100];

    static {
        long power = 1;
        for (int k = 0; k < POWERS_OF_TEN.length; k++) {
            POWERS_OF_TEN[k] = power;
            power *= 10;
        }
        for (int k = 0; k < PAIRS.length; k++) {
            PAIRS[k] = (short) ('0' + k / 10 | '0' + k % 10 << 8);
        }
    }

    private Digits() {}

    /** Whether all eight bytes of {@code word} are digits. */
    static boolean areEight(long word) {
        long values = word ^ ZEROS;
        return ((values + ABOVE_NINE | values) & HIGH_BITS) == 0;
    }

    /** The number that eight digits say, the first one in the lowest byte. */
    static long ofEight(long word) {
        long values = word ^ ZEROS;
        long pairs = values * 10 + (values >>> 8);
        long outer = (pairs & 0x000000FF000000FFL) * (100 + (1_000_000L << 32));
        long inner = (pairs >>> 16 & 0x000000FF000000FFL) * (1 + (10_000L << 32));
        return outer + inner >>> 32;
    }

    /** The value of one byte as a digit; not in 0 to 9 when it is none. */
    static int one(byte[] bytes, int at) {
        return bytes[at] - '0';
    }

    /** Whether {@link #one} returned a digit. */
    static boolean isDigit(int value) {
        return value >= 0 && value <= 9;
    }

    /** The number that two bytes say, or {@link #INVALID}. */
    static int two(byte[] bytes, int at) {
        int tens = one(bytes, at);
        int ones = one(bytes, at + 1);
        return isDigit(tens) && isDigit(ones) ? tens * 10 + ones : INVALID;
    }

    /** How many digits {@code value}, which is not negative, has. */
    static int count(long value) {
        int guess = (64 - Long.numberOfLeadingZeros(value | 1)) * 1233 >> 12;
        return guess < POWERS_OF_TEN.length && value < POWERS_OF_TEN[guess] ? Math.max(guess, 1) : guess + 1;
    }

    /** Writes {@code value}, which is not negative, without leading zeros and returns the position after it. */
    static int write(long value, byte[] out, int at) {
        return write(value, count(value), out, at);
    }

    /** Writes {@code value}, which is not negative, with exactly {@code digits} digits, at least as many as it has. */
    static int write(long value, int digits, byte[] out, int at) {
        if (digits < 8) {
            writeSmall((int) value, at + digits, out, at);
            return at + digits;
        }
        if (digits <= 16) {
            writeUpToSixteen(value, digits, out, at);
            return at + digits;
        }
        long high = value / 100_000_000;
        writeUpToSixteen(high, digits - 8, out, at);
        Words.store8(out, at + digits - 8, eight(value - high * 100_000_000));
        return at + digits;
    }

    /** Writes 8 to 16 digits: the leading ones as a word that the last eight then partly cover. */
    private static void writeUpToSixteen(long value, int digits, byte[] out, int at) {
        long high = value / 100_000_000;
        if (digits > 8) {
            Words.store8(out, at, eight(high) >>> (16 - digits << 3));
        }
        Words.store8(out, at + digits - 8, eight(value - high * 100_000_000));
    }

    private static long eight(long value) {
        return eightValues(value) + ZEROS;
    }

    /**
     * The values of the eight digits of {@code value} as a word, the first one in the lowest byte: split into two
     * fours, each into two pairs, each into two digits.
     */
    static long eightValues(long value) {
        // 2^45 / 10^4, rounded up: divides eight digits exactly
        long high = value * 3_518_437_209L >>> 45;
        long fours = high | value - high * 10_000 << 32;
        long hundreds = fours * 10_486 >>> 20 & 0x0000007F0000007FL;
        long pairs = hundreds | fours - hundreds * 100 << 16;
        long tens = pairs * 103 >>> 10 & 0x000F000F000F000FL;
        return tens | pairs - tens * 10 << 8;
    }

    private static void writeSmall(int value, int end, byte[] out, int at) {
        int left = value;
        int first = end;
        while (first - at >= 2) {
            int high = left / 100;
            first -= 2;
            writePair(left - high * 100, out, first);
            left = high;
        }
        if (first > at) {
            out[at] = (byte) ('0' + left % 10);
        }
    }

    /** Writes a number of 0 to 99 as two digits. */
    static void writePair(int value, byte[] out, int at) {
        Words.store2(out, at, PAIRS[value]);
    }
}
