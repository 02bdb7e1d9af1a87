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

    /**
     * Copies the values of {@code from} at {@code start} and after it, null or not, to {@code row} and after it of this
     * column of the same class, which has room for them.
     */
    final void copyRange(int row, Column from, int start, int count) {
        if (from.nulls) {
            Bits.copy(from.valid, start, writableValid(), row, count);
        } else if (nulls) {
            Bits.set(valid, row, count);
        }
        copyValues(row, from, start, count);
    }

    abstract void copyValues(int row, Column from, int start, int count);

    /** The same for the values at {@code offset + rows[0]}, {@code offset + rows[1]}, … */
    final void gather(int row, Column from, int offset, int[] rows, int count) {
        if (from.nulls) {
            long[] words = writableValid();
            for (int k = 0; k < count; k++) {
                Bits.put(words, row + k, Bits.get(from.valid, offset + rows[k]));
            }
        } else if (nulls) {
            Bits.set(valid, row, count);
        }
        gatherValues(row, from, offset, rows, count);
    }

    abstract void gatherValues(int row, Column from, int offset, int[] rows, int count);

    /** Makes room for exactly, or a little over, {@code rows} rows and keeps the values of as many. */
    final void resize(int rows) {
        resizeValues(rows);
        int words = capacity() + 63 >> 6;
        if (nulls && valid.length != words) {
            int known = Math.min(valid.length, words);
            valid = Arrays.copyOf(valid, words);
            Arrays.fill(valid, known, words, -1L);
        }
    }

    abstract void resizeValues(int rows);

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
