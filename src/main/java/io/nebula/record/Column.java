package io.nebula.record;

import java.util.Arrays;

/**
 * The values of one field for the rows of a batch, held in arrays that start at index 0.
 *
 * <p>Nulls are a bitmap: bit {@code row & 63} of word {@code row >> 6} is set when the value is present. A column
 * without nulls has no bitmap, so that kernels can leave the null path out. The slot of a null row holds a harmless,
 * unspecified value.
 *
 * <p>Not thread-safe. A column is scratch memory of the stage that owns its batch, and is reused from batch to batch.
 */
public abstract sealed class Column permits BooleanColumn, LongColumn, DoubleColumn, TextColumn {
    private final ValueType type;
    private long[] valid;
    private boolean nulls;

    Column(ValueType type) {
        this.type = type;
    }

    /** A new column of the class that holds values of {@code type}. */
    public static Column of(ValueType type, int capacity) {
        return switch (type) {
            case BOOLEAN -> new BooleanColumn(capacity);
            case LONG, DATE, TIMESTAMP -> new LongColumn(type, capacity);
            case DOUBLE -> new DoubleColumn(capacity);
            case STRING, JSON -> new TextColumn(type, capacity);
        };
    }

    public final ValueType type() {
        return type;
    }

    /** The number of rows there is room for. */
    public abstract int capacity();

    /** Makes room for {@code rows} rows and forgets all values and nulls. Arrays handed out before may be stale. */
    public final void reset(int rows) {
        nulls = false;
        resetValues(rows);
    }

    abstract void resetValues(int rows);

    /**
     * Copies the value of {@code from} at {@code source}, null or not, to {@code row} of this column of the same
     * class.
     */
    public final void copy(int row, Column from, int source) {
        if (from.isNull(source)) {
            setNull(row);
        } else {
            copyValue(row, from, source);
        }
    }

    abstract void copyValue(int row, Column from, int source);

    /** Whether any row may be null. */
    public final boolean hasNulls() {
        return nulls;
    }

    /** The validity words, or null when no row is null. */
    public final long[] valid() {
        return nulls ? valid : null;
    }

    public final boolean isNull(int row) {
        return nulls && (valid[row >> 6] >>> row & 1) == 0;
    }

    public final void setNull(int row) {
        writableValid()[row >> 6] &= ~(1L << row);
    }

    /** The validity words to write to: all rows are valid in them unless set otherwise since the last reset. */
    public final long[] writableValid() {
        if (!nulls) {
            int words = capacity() + 63 >> 6;
            if (valid == null || valid.length < words) {
                valid = new long[words];
            }
            Arrays.fill(valid, -1L);
            nulls = true;
        }
        return valid;
    }
}
