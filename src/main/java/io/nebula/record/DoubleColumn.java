package io.nebula.record;

import java.util.Arrays;

/** Doubles. */
public final class DoubleColumn extends Column {
    private double[] values;

    public DoubleColumn(int capacity) {
        super(ValueType.DOUBLE);
        values = new double[capacity];
    }

    /** The values; valid until the next {@link #reset}. */
    public double[] values() {
        return values;
    }

    @Override
    public int capacity() {
        return values.length;
    }

    @Override
    void resetValues(int rows) {
        if (values.length < rows) {
            values = new double[rows];
        }
    }

    @Override
    void copyValue(int row, Column from, int source) {
        values[row] = ((DoubleColumn) from).values[source];
    }

    @Override
    void copyValues(int row, Column from, int start, int count) {
        System.arraycopy(((DoubleColumn) from).values, start, values, row, count);
    }

    @Override
    void gatherValues(int row, Column from, int offset, int[] rows, int count) {
        double[] source = ((DoubleColumn) from).values;
        for (int k = 0; k < count; k++) {
            values[row + k] = source[offset + rows[k]];
        }
    }

    @Override
    void resizeValues(int rows) {
        values = Arrays.copyOf(values, rows);
    }
}
