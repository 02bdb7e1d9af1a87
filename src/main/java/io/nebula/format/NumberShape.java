package io.nebula.format;

import io.nebula.text.Swar;

/** What a text looks like as a number. */
public enum NumberShape {
    /** JSON's grammar, neither point nor exponent. */
    INTEGER,
    /** JSON's grammar, with point or exponent. */
    DECIMAL,
    /** Not JSON only because a digit is missing before or after the point: {@code .5}, {@code 1.}. */
    LOOSE_DECIMAL,
    /** Anything else. */
    NONE;

    /** Looks at the whole text. */
    public static NumberShape of(byte[] bytes, int start, int length) {
        int end = start + length;
        int at = start < end && bytes[start] == '-' ? start + 1 : start;
        int integerEnd = digits(bytes, at, end);
        int whole = integerEnd - at;
        if (whole > 1 && bytes[at] == '0') {
            return NONE;
        }
        if (integerEnd == end) {
            return whole > 0 ? INTEGER : NONE;
        }
        at = integerEnd;
        boolean loose = whole == 0;
        if (bytes[at] == '.') {
            int fractionEnd = digits(bytes, at + 1, end);
            int fraction = fractionEnd - at - 1;
            if (whole == 0 && fraction == 0) {
                return NONE;
            }
            loose |= fraction == 0;
            at = fractionEnd;
        } else if (loose) {
            return NONE;
        }
        if (at < end && !isExponent(bytes, at, end)) {
            return NONE;
        }
        return loose ? LOOSE_DECIMAL : DECIMAL;
    }

    /** Whether JSON writes numbers like this. */
    public boolean json() {
        return this == INTEGER || this == DECIMAL;
    }

    private static boolean isExponent(byte[] bytes, int start, int end) {
        if ((bytes[start] | 0x20) != 'e') {
            return false;
        }
        int at = start + 1;
        if (at < end && (bytes[at] == '+' || bytes[at] == '-')) {
            at++;
        }
        return at < end && digits(bytes, at, end) == end;
    }

    private static int digits(byte[] bytes, int start, int end) {
        int at = start;
        while (at < end && at + Long.BYTES <= bytes.length) {
            long stop = Swar.firstNoDigit(Swar.word(bytes, at));
            if (stop != 0) {
                return Math.min(end, at + Swar.first(stop));
            }
            at += Long.BYTES;
        }
        at = Math.min(at, end);
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at;
    }
}
