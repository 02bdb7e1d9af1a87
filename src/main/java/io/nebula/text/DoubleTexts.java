package io.nebula.text;

/**
 * The doubles of a vector as text, the same bytes as {@link DoubleText#write} gives. The digits of all of them are found
 * before the first one is written: two short loops keep a processor busier than one long one. Not thread-safe; reused
 * from vector to vector.
 */
public final class DoubleTexts {
    private double[] values;
    private long[] digits = new long[0];
    private int[] powers = new int[0];

    /** Takes the first {@code count} of {@code rows} of {@code vector}, which is kept until the next call. */
    public void of(double[] vector, int[] rows, int count) {
        values = vector;
        if (digits.length < vector.length) {
            digits = new long[vector.length];
            powers = new int[vector.length];
        }
        for (int k = 0; k < count; k++) {
            int row = rows[k];
            long bits = Double.doubleToRawLongBits(vector[row]);
            int biased = (int) (bits >>> ShortestDouble.MANTISSA_BITS) & 0x7ff;
            long c = bits & ShortestDouble.HIDDEN_BIT - 1 | ShortestDouble.HIDDEN_BIT;
            int q = biased - 1 + ShortestDouble.MIN_EXPONENT;
            if (biased == 0 || biased == 0x7ff || ShortestDouble.isInteger(c, q)) {
                digits[row] = ShortestDouble.IN_DOUBT;
                continue;
            }
            long found = ShortestDouble.digits(c, q);
            digits[row] = bits < 0 ? -found : found;
            powers[row] = ShortestDouble.power(q);
        }
    }

    /** Writes the value of a row at {@code at} and returns the position after it. */
    public int write(int row, byte[] out, int at) {
        long found = digits[row];
        if (found == ShortestDouble.IN_DOUBT) {
            return DoubleText.write(values[row], out, at);
        }
        int first = at;
        if (found < 0) {
            out[first++] = '-';
        }
        return DecimalLayout.write(Math.abs(found), powers[row], out, first);
    }
}
