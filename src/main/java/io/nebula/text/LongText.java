package io.nebula.text;

import java.nio.charset.StandardCharsets;

/** Decimal 64-bit integers as ASCII. */
public final class LongText {
    /** What {@link #parse} returns for text that is no 64-bit integer; also a valid value, see {@link #isInvalidValue}. */
    public static final long INVALID = Long.MIN_VALUE;
    /** The most bytes that {@link #write} needs. */
    public static final int MAX_LENGTH = 20;

    private LongText() {}

    /** Parses an optional sign and decimal digits, nothing else. */
    public static long parse(byte[] bytes, int start, int length) {
        try {
            return Long.parseLong(new String(bytes, start, length, StandardCharsets.ISO_8859_1));
        } catch (NumberFormatException e) {
            return INVALID;
        }
    }

    /** Whether the text really is the number that {@link #INVALID} stands for. */
    public static boolean isInvalidValue(byte[] bytes, int start, int length) {
        return new String(bytes, start, length, StandardCharsets.ISO_8859_1).equals("-9223372036854775808");
    }

    /** Writes {@code value} at {@code at} and returns the position after it. */
    public static int write(long value, byte[] out, int at) {
        byte[] digits = Long.toString(value).getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(digits, 0, out, at, digits.length);
        return at + digits.length;
    }
}
