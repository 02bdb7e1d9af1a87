package io.nebula.text;

import java.nio.charset.StandardCharsets;

/** Doubles as ASCII: parsed to the nearest double, written as the shortest text that parses back to the same double. */
public final class DoubleText {
    /** The most bytes that {@link #write} needs. */
    public static final int MAX_LENGTH = 26;

    private DoubleText() {}

    /**
     * Parses decimal or scientific notation, {@code NaN} and {@code Infinity}.
     *
     * @return NaN for text that is no number; {@link #isNaN} tells whether the text says NaN
     */
    public static double parse(byte[] bytes, int start, int length) {
        try {
            return Double.parseDouble(new String(bytes, start, length, StandardCharsets.ISO_8859_1));
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** Whether the text is {@code NaN}. */
    public static boolean isNaN(byte[] bytes, int start, int length) {
        return length == 3 && bytes[start] == 'N' && bytes[start + 1] == 'a' && bytes[start + 2] == 'N';
    }

    /** Writes {@code value} at {@code at} and returns the position after it. */
    public static int write(double value, byte[] out, int at) {
        byte[] text = Double.toString(value).getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(text, 0, out, at, text.length);
        return at + text.length;
    }
}
