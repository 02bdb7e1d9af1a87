package io.nebula.text;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;

/**
 * Reads the digits of a double, once and in place; {@link NearestDouble} rounds. Only texts of more than 19 digits
 * whose first 19 leave two doubles possible go on to the arbitrary-precision parser.
 */
final class DoubleParser {
    /** What always fits an unsigned long. */
    private static final int SAFE_DIGITS = 19;
    /** An exponent beyond this one decides alone, whatever the length of the text. */
    private static final long HUGE_EXPONENT = 100_000_000_000L;

    private static final byte[] INFINITY = {'I', 'n', 'f', 'i', 'n', 'i', 't', 'y'};

    private DoubleParser() {}

    static double parse(byte[] bytes, int start, int length) {
        int end = start + length;
        int first = start;
        boolean negative = false;
        if (length > 0 && (bytes[start] == '-' || bytes[start] == '+')) {
            negative = bytes[start] == '-';
            first++;
        }
        int at = first;
        long value = 0;
        for (; at < end; at++) {
            int digit = Digits.one(bytes, at);
            if (!Digits.isDigit(digit)) {
                break;
            }
            value = value * 10 + digit;
        }
        int digits = at - first;
        int fraction = 0;
        if (at < end && bytes[at] == '.') {
            int point = at++;
            while (end - at >= 8) {
                long word = Words.load8(bytes, at);
                if (!Digits.areEight(word)) {
                    break;
                }
                value = value * 100_000_000 + Digits.ofEight(word);
                at += 8;
            }
            for (; at < end; at++) {
                int digit = Digits.one(bytes, at);
                if (!Digits.isDigit(digit)) {
                    break;
                }
                value = value * 10 + digit;
            }
            fraction = at - point - 1;
            digits += fraction;
        }
        if (digits == 0) {
            return infinity(bytes, start, length);
        }
        long power = 0;
        if (at < end) {
            power = exponent(bytes, at, end);
            if (power == Long.MIN_VALUE) {
                return Double.NaN;
            }
        }
        double magnitude = digits <= SAFE_DIGITS
                ? NearestDouble.of(value, power - fraction)
                : ofManyDigits(bytes, first, end, digits, power - fraction);
        return negative ? -magnitude : magnitude;
    }

    /** The number after an {@code e}, or {@link Long#MIN_VALUE} if the rest of the text is no exponent. */
    private static long exponent(byte[] bytes, int start, int end) {
        int at = start + 1;
        if ((bytes[start] | 0x20) != 'e' || at == end) {
            return Long.MIN_VALUE;
        }
        boolean negative = bytes[at] == '-';
        if (negative || bytes[at] == '+') {
            at++;
        }
        if (at == end) {
            return Long.MIN_VALUE;
        }
        long value = 0;
        for (; at < end; at++) {
            int digit = Digits.one(bytes, at);
            if (!Digits.isDigit(digit)) {
                return Long.MIN_VALUE;
            }
            value = Math.min(HUGE_EXPONENT, value * 10 + digit);
        }
        return negative ? -value : value;
    }

    /**
     * Takes the first 19 digits that count; {@code start} is after the sign and the text is known to be well formed.
     */
    private static double ofManyDigits(byte[] bytes, int start, int end, int digits, long power) {
        int at = start;
        int left = digits;
        while (left > 0 && (bytes[at] == '0' || bytes[at] == '.')) {
            left -= bytes[at] == '.' ? 0 : 1;
            at++;
        }
        int taken = Math.min(left, SAFE_DIGITS);
        long value = 0;
        for (int k = 0; k < taken; at++) {
            if (bytes[at] != '.') {
                value = value * 10 + Digits.one(bytes, at);
                k++;
            }
        }
        int dropped = left - taken;
        double lower = NearestDouble.of(value, power + dropped);
        if (dropped == 0 || lower == NearestDouble.of(value + 1, power + dropped)) {
            return lower;
        }
        return JavaDoubleParser.parseDouble(bytes, start, end - start);
    }

    private static double infinity(byte[] bytes, int start, int length) {
        boolean negative = length == INFINITY.length + 1 && bytes[start] == '-';
        if (!negative && length != INFINITY.length) {
            return Double.NaN;
        }
        int first = start + length - INFINITY.length;
        for (int k = 0; k < INFINITY.length; k++) {
            if (bytes[first + k] != INFINITY[k]) {
                return Double.NaN;
            }
        }
        return negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
}
