package io.nebula.format;

import java.util.Arrays;

/**
 * A growing run of bytes. Not thread-safe; hot writers use {@link #ensure}, write to the array and {@link #end(int)}.
 */
public final class OutputBuffer {
    private byte[] bytes;
    private int end;

    public OutputBuffer(int capacity) {
        this(new byte[capacity]);
    }

    /** An empty buffer that fills {@code memory} before it takes any more. */
    public OutputBuffer(byte[] memory) {
        bytes = memory;
    }

    /** The array that holds the bytes; replaced when it grows. */
    public byte[] bytes() {
        return bytes;
    }

    /** How many bytes there are. */
    public int end() {
        return end;
    }

    /** Sets how many bytes there are: after writing to the array, or to take some back. */
    public void end(int position) {
        end = position;
    }

    /** Makes room for {@code more} bytes after {@link #end} and returns the array. */
    public byte[] ensure(int more) {
        int needed = Math.addExact(end, more);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, (int) Math.min(bytes.length * 2L, Integer.MAX_VALUE - 8)));
        }
        return bytes;
    }

    public void append(byte value) {
        ensure(1)[end++] = value;
    }

    public void append(byte[] source, int start, int length) {
        System.arraycopy(source, start, ensure(length), end, length);
        end += length;
    }

    /** Forgets all bytes and keeps the memory. */
    public void clear() {
        end = 0;
    }
}
