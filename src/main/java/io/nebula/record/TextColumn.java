package io.nebula.record;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * UTF-8 text, or JSON kept as text: each row is a range of one byte array.
 *
 * <p>The array is either somebody else's ({@link #viewOf}: the morsel's bytes, nothing is copied) or the column's own,
 * which {@link #append} fills. A column is in one of the two forms at a time; a reset chooses its own.
 */
public final class TextColumn extends Column {
    /** Bytes copied for one that is used, at most. */
    private static final int MOST_WASTE = 2;

    private int[] starts;
    private int[] lengths;
    private byte[] bytes;
    private byte[] own = new byte[0];
    private int end;

    public TextColumn(ValueType type, int capacity) {
        super(type);
        if (!type.heldAsText()) {
            throw new IllegalArgumentException(type.text() + " values are not held as text");
        }
        starts = new int[capacity];
        lengths = new int[capacity];
        bytes = own;
    }

    /** The array that all rows point into. It may change with {@link #append}: fetch it after the column is filled. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where each row begins in {@link #bytes}; valid until the next reset. */
    public int[] starts() {
        return starts;
    }

    /** How many bytes each row has; valid until the next reset. */
    public int[] lengths() {
        return lengths;
    }

    /** Lets rows point into {@code base}, which must stay unchanged as long as this column is read. */
    public void viewOf(byte[] base) {
        bytes = base;
    }

    /** Sets a row of a view column. */
    public void set(int row, int start, int length) {
        starts[row] = start;
        lengths[row] = length;
    }

    /** Copies a value into the column's own bytes. */
    public void append(int row, byte[] source, int start, int length) {
        ensure(length);
        System.arraycopy(source, start, own, end, length);
        appended(row, length);
    }

    /** Copies {@code value} into the column's own bytes. */
    public void append(int row, String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        append(row, utf8, 0, utf8.length);
    }

    /**
     * Makes room for {@code length} more bytes and returns the array to write them to, from {@link #end} on.
     * {@link #appended} then gives them to a row.
     */
    public byte[] ensure(int length) {
        if (own.length - end < length) {
            own = Arrays.copyOf(own, Math.max(own.length * 2, Math.max(1024, Math.addExact(end, length))));
        }
        bytes = own;
        return own;
    }

    /** Where the next appended byte goes. */
    public int end() {
        return end;
    }

    /** Gives {@code row} the {@code length} bytes that were written at {@link #end}. */
    public void appended(int row, int length) {
        starts[row] = end;
        lengths[row] = length;
        end += length;
    }

    /** The value of a row as a string, or null; for messages and row access, not for kernels. */
    public String string(int row) {
        return isNull(row) ? null : new String(bytes, starts[row], lengths[row], StandardCharsets.UTF_8);
    }

    @Override
    public int capacity() {
        return starts.length;
    }

    @Override
    void resetValues(int rows) {
        if (starts.length < rows) {
            starts = new int[rows];
            lengths = new int[rows];
        }
        bytes = own;
        end = 0;
    }

    @Override
    void copyValue(int row, Column from, int source) {
        TextColumn text = (TextColumn) from;
        append(row, text.bytes, text.starts[source], text.lengths[source]);
    }

    /** Whether rows point into somebody else's bytes. */
    boolean isView() {
        return bytes != own;
    }

    /** Moves the first {@code rows} rows of a view to bytes of the column's own. */
    void takeBytes(int rows) {
        byte[] base = bytes;
        bytes = own;
        end = 0;
        append(0, this, base, 0, null, rows);
    }

    /** Rows of a view of the same bytes are shared, others are appended. */
    @Override
    void copyValues(int row, Column from, int start, int count) {
        TextColumn text = (TextColumn) from;
        if (isView() && bytes == text.bytes) {
            System.arraycopy(text.starts, start, starts, row, count);
            System.arraycopy(text.lengths, start, lengths, row, count);
        } else {
            append(row, text, text.bytes, start, null, count);
        }
    }

    @Override
    void gatherValues(int row, Column from, int offset, int[] rows, int count) {
        TextColumn text = (TextColumn) from;
        if (isView() && bytes == text.bytes) {
            for (int k = 0; k < count; k++) {
                starts[row + k] = text.starts[offset + rows[k]];
                lengths[row + k] = text.lengths[offset + rows[k]];
            }
        } else {
            append(row, text, text.bytes, offset, rows, count);
        }
    }

    /** Appends rows; {@code rows} is null for those that follow each other. Bytes that lie close together go in one copy. */
    private void append(int row, TextColumn from, byte[] base, int offset, int[] rows, int count) {
        int first = Integer.MAX_VALUE;
        int last = 0;
        long used = 0;
        for (int k = 0; k < count; k++) {
            int source = offset + (rows == null ? k : rows[k]);
            int length = from.isNull(source) ? 0 : from.lengths[source];
            if (length > 0) {
                first = Math.min(first, from.starts[source]);
                last = Math.max(last, from.starts[source] + length);
                used += length;
            }
        }
        boolean close = last - (long) first <= MOST_WASTE * used;
        int shift = used > 0 && close ? appendRun(base, first, last - first) - first : 0;
        for (int k = 0; k < count; k++) {
            int source = offset + (rows == null ? k : rows[k]);
            int length = from.isNull(source) ? 0 : from.lengths[source];
            if (length > 0 && !close) {
                append(row + k, base, from.starts[source], length);
            } else {
                starts[row + k] = length == 0 ? 0 : from.starts[source] + shift;
                lengths[row + k] = length;
            }
        }
    }

    /** Appends bytes that belong to no row yet, and says where they begin. */
    private int appendRun(byte[] base, int start, int length) {
        int begin = end;
        System.arraycopy(base, start, ensure(length), begin, length);
        end += length;
        return begin;
    }

    @Override
    void resizeValues(int rows) {
        starts = Arrays.copyOf(starts, rows);
        lengths = Arrays.copyOf(lengths, rows);
    }
}
