package io.nebula.record;

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
}
