package io.nebula.record;

import java.util.Arrays;

/** Integers, dates (days since 1970-01-01) or timestamps (microseconds since 1970-01-01T00:00:00Z). */
public final class LongColumn extends Column {
    private long[] values;

    public LongColumn(ValueType type, int capacity) {
        super(type);
        if (!type.heldAsLong()) {
            throw new IllegalArgumentException(type.text() + " values are not held as long");
        }
        values = new long[capacity];
    }

    /** The values; valid until the next {@link #reset}. */
    public long[] values() {
        return values;
    }

    @Override
    public int capacity() {
        return values.length;
    }

    @Override
    void resetValues(int rows) {
        if (values.length < rows) {
            values = new long[rows];
        }
    }

    @Override
    void copyValue(int row, Column from, int source) {
        values[row] = ((LongColumn) from).values[source];
    }

    @Override
    void copyValues(int row, Column from, int start, int count) {
        System.arraycopy(((LongColumn) from).values, start, values, row, count);
    }

    @Override
    void gatherValues(int row, Column from, int offset, int[] rows, int count) {
        long[] source = ((LongColumn) from).values;
        for (int k = 0; k < count; k++) {
            values[row + k] = source[offset + rows[k]];
        }
    }

    @Override
    void resizeValues(int rows) {
        values = Arrays.copyOf(values, rows);
    }
}
