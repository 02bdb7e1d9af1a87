package io.nebula.text;

/**
 * Doubles as ASCII: parsed to the nearest double, written as the shortest text that parses back to the same double.
 * Stateless; the same bytes on every Java version.
 */
public final class DoubleText {
    /** The most bytes that {@link #write} needs. */
    public static final int MAX_LENGTH = 26;

    private static final byte[] INFINITY = {'I', 'n', 'f', 'i', 'n', 'i', 't', 'y'};

    private DoubleText() {}

    /**
     * Parses an optional sign, digits with an optional point (at least one digit, before or after it) and an optional
     * exponent; also {@code NaN}, {@code Infinity} and {@code -Infinity}. Hexadecimal digits, type suffixes, blanks and
     * underscores are not accepted.
     *
     * <p>The result is correctly rounded, ties to even, however long the text; what is too large for a double is
     * infinite. Nothing is allocated, except for texts of 20 and more digits that lie next to the middle of two
     * doubles.
     *
     * @return NaN for text that is no number; {@link #isNaN} tells whether the text says NaN
     */
    public static double parse(byte[] bytes, int start, int length) {
        return DoubleParser.parse(bytes, start, length);
    }

    /** Whether the text is {@code NaN}. */
    public static boolean isNaN(byte[] bytes, int start, int length) {
        return length == 3 && bytes[start] == 'N' && bytes[start + 1] == 'a' && bytes[start + 2] == 'N';
    }

    /**
     * Writes {@code value} at {@code at} and returns the position after it.
     *
     * <p>Of all decimals that parse back to {@code value} those with the fewest digits are taken, and of these the one
     * closest to it. From 10^-6 on and below 10^21 they are laid out plainly, always with a point ({@code 5.0},
     * {@code 0.001}), otherwise as {@code 1.5e-7} or {@code 1e21}: valid in JSON either way. Zeros are {@code 0.0} and
     * {@code -0.0}; {@code NaN}, {@code Infinity} and {@code -Infinity} are written as such and are not valid in JSON.
     */
    public static int write(double value, byte[] out, int at) {
        long bits = Double.doubleToRawLongBits(value);
        if (value != value) {
            return writeNaN(out, at);
        }
        int first = at;
        if (bits < 0) {
            out[first++] = '-';
        }
        long magnitude = bits & Long.MAX_VALUE;
        if (magnitude == 0) {
            return DecimalLayout.writeInteger(0, out, first);
        }
        if (value - value != 0) {
            System.arraycopy(INFINITY, 0, out, first, INFINITY.length);
            return first + INFINITY.length;
        }
        return ShortestDouble.write(magnitude, out, first);
    }

    private static int writeNaN(byte[] out, int at) {
        out[at] = 'N';
        out[at + 1] = 'a';
        out[at + 2] = 'N';
        return at + 3;
    }
}
