package io.nebula.record;

import java.util.Arrays;

/**
 * Fields that some rows have although the schema does not know them: JSON keys that did not occur in the sample.
 *
 * <p>Each is the range of the morsel's bytes that holds key and value, e.g. {@code "note":"x"}, to be copied as it
 * stands. Entries are in ascending row order. Scratch memory of the decoder, like the batch that carries it.
 */
public final class ExtraFields {
    private byte[] bytes;
    private int[] rows = new int[16];
    private int[] starts = new int[16];
    private int[] lengths = new int[16];
    private int count;

    /** Forgets all entries and says which bytes the next ones lie in. */
    public void reset(byte[] morsel) {
        bytes = morsel;
        count = 0;
    }

    /** Adds an entry; {@code row} must not be below that of the entry before. */
    public void add(int row, int start, int length) {
        if (count == rows.length) {
            rows = Arrays.copyOf(rows, count * 2);
            starts = Arrays.copyOf(starts, count * 2);
            lengths = Arrays.copyOf(lengths, count * 2);
        }
        rows[count] = row;
        starts[count] = start;
        lengths[count++] = length;
    }

    public int count() {
        return count;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int row(int entry) {
        return rows[entry];
    }

    public int start(int entry) {
        return starts[entry];
    }

    public int length(int entry) {
        return lengths[entry];
    }
}
