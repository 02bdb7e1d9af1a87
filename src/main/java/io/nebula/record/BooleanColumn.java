package io.nebula.record;

import java.util.Arrays;

/** Booleans, one bit a row: bit {@code row & 63} of word {@code row >> 6}. All false after a reset. */
public final class BooleanColumn extends Column {
    private long[] words;

    public BooleanColumn(int capacity) {
        super(ValueType.BOOLEAN);
        words = new long[capacity + 63 >> 6];
    }

    /** The bits; valid until the next {@link #reset}. Bits of null rows and beyond the last row are unspecified. */
    public long[] words() {
        return words;
    }

    public boolean get(int row) {
        return (words[row >> 6] >>> row & 1) != 0;
    }

    public void set(int row, boolean value) {
        if (value) {
            words[row >> 6] |= 1L << row;
        } else {
            words[row >> 6] &= ~(1L << row);
        }
    }

    @Override
    public int capacity() {
        return words.length << 6;
    }

    @Override
    void resetValues(int rows) {
        int needed = rows + 63 >> 6;
        if (words.length < needed) {
            words = new long[needed];
        } else {
            Arrays.fill(words, 0);
        }
    }

    @Override
    void copyValue(int row, Column from, int source) {
        set(row, ((BooleanColumn) from).get(source));
    }

    @Override
    void copyValues(int row, Column from, int start, int count) {
        Bits.copy(((BooleanColumn) from).words, start, words, row, count);
    }

    @Override
    void gatherValues(int row, Column from, int offset, int[] rows, int count) {
        long[] source = ((BooleanColumn) from).words;
        for (int k = 0; k < count; k++) {
            Bits.put(words, row + k, Bits.get(source, offset + rows[k]));
        }
    }

    @Override
    void resizeValues(int rows) {
        words = Arrays.copyOf(words, rows + 63 >> 6);
    }
}
