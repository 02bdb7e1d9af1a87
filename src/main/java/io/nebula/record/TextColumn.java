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
}
