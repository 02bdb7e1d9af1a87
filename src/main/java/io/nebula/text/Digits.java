package io.nebula.text;

/** ASCII digits, up to eight of them in one word, and numbers as digits. */
final class Digits {
    /** What {@link #two} returns when one of the bytes is no digit. */
    static final int INVALID = -1;

    private static final long ZEROS = 0x3030303030303030L;
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

    /** Writes the last {@code digits} digits of {@code value}, which is not negative, and returns the position after them. */
    static int write(long value, int digits, byte[] out, int at) {
        long left = value;
        int end = at + digits;
        int first = end;
        while (left > Integer.MAX_VALUE && first - at >= 8) {
            long high = left / 100_000_000;
            int low = (int) (left - high * 100_000_000);
            first -= 8;
            writePair(low / 1_000_000, out, first);
            writePair(low / 10_000 % 100, out, first + 2);
            writePair(low / 100 % 100, out, first + 4);
            writePair(low % 100, out, first + 6);
            left = high;
        }
        writeSmall((int) left, first, out, at);
        return end;
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
