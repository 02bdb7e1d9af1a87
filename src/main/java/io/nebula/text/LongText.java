package io.nebula.text;

/** Decimal 64-bit integers as ASCII. Stateless. */
public final class LongText {
    /** What {@link #parse} returns for text that is no 64-bit integer; also a value: see {@link #isInvalidValue}. */
    public static final long INVALID = Long.MIN_VALUE;
    /** The most bytes that {@link #write} needs. */
    public static final int MAX_LENGTH = 20;

    /** Digits that cannot overflow a long, whatever they are. */
    private static final int SAFE_DIGITS = 18;

    private LongText() {}

    /**
     * Parses an optional {@code +} or {@code -} and one or more decimal digits, nothing else; leading zeros do not
     * count.
     *
     * @return {@link #INVALID} for other text and for integers of more than 64 bits
     */
    public static long parse(byte[] bytes, int start, int length) {
        if (length == 0) {
            return INVALID;
        }
        byte sign = bytes[start];
        boolean signed = sign == '-' || sign == '+';
        int first = signed ? start + 1 : start;
        int end = start + length;
        if (first == end) {
            return INVALID;
        }
        if (end - first > SAFE_DIGITS) {
            return parseLong(bytes, first, end, sign == '-');
        }
        long value = digits(bytes, first, end);
        if (value < 0) {
            return INVALID;
        }
        return sign == '-' ? -value : value;
    }

    /** Whether the text really is the number that {@link #INVALID} stands for. */
    public static boolean isInvalidValue(byte[] bytes, int start, int length) {
        int end = start + length;
        if (length < MAX_LENGTH || bytes[start] != '-') {
            return false;
        }
        int first = skipZeros(bytes, start + 1, end);
        return end - first == SAFE_DIGITS + 1 && bytes[first] == '9'
                && digits(bytes, first + 1, end) == 223_372_036_854_775_808L;
    }

    /** Writes {@code value} at {@code at} and returns the position after it. */
    public static int write(long value, byte[] out, int at) {
        if (value >= 0) {
            return Digits.write(value, out, at);
        }
        out[at] = '-';
        if (value == Long.MIN_VALUE) {
            out[at + 1] = '9';
            return Digits.write(223_372_036_854_775_808L, SAFE_DIGITS, out, at + 2);
        }
        return Digits.write(-value, out, at + 1);
    }

    private static long parseLong(byte[] bytes, int start, int end, boolean negative) {
        int first = skipZeros(bytes, start, end);
        int count = end - first;
        if (count > SAFE_DIGITS + 1) {
            return INVALID;
        }
        if (count <= SAFE_DIGITS) {
            long value = digits(bytes, first, end);
            return value < 0 ? INVALID : negative ? -value : value;
        }
        int top = Digits.one(bytes, first);
        long rest = digits(bytes, first + 1, end);
        if (!Digits.isDigit(top) || rest < 0) {
            return INVALID;
        }
        // nineteen digits fit 64 bits without a sign: too big for a long shows as negative
        long value = top * 1_000_000_000_000_000_000L + rest;
        return value < 0 ? INVALID : negative ? -value : value;
    }

    private static int skipZeros(byte[] bytes, int start, int end) {
        int at = start;
        while (at < end && bytes[at] == '0') {
            at++;
        }
        return at;
    }

    /** The value of at most 18 digits, negative if one of the bytes is no digit. */
    private static long digits(byte[] bytes, int start, int end) {
        long value = 0;
        int at = start;
        while (end - at >= 8) {
            long word = Words.load8(bytes, at);
            if (!Digits.areEight(word)) {
                return -1;
            }
            value = value * 100_000_000 + Digits.ofEight(word);
            at += 8;
        }
        for (; at < end; at++) {
            int digit = Digits.one(bytes, at);
            if (!Digits.isDigit(digit)) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
