package io.nebula.connector;

import java.io.Closeable;
import java.io.IOException;

/** The bytes of one input, read once from front to end by one thread. {@link #close} may come from another thread. */
interface InputBytes extends Closeable {
    /**
     * Reads at least one byte; may block.
     *
     * @return how many bytes were read, or -1 at the end, once the input has been found whole and unchanged
     * @throws IOException naming the input, the problem and the remedy
     */
    int read(byte[] into, int start, int length) throws IOException;

    /**
     * Passes over bytes without keeping them; may block.
     *
     * @param scratch memory to read into
     * @return how many were passed over: fewer than {@code count} at the end of the input
     */
    default long skip(long count, byte[] scratch) throws IOException {
        long skipped = 0;
        while (skipped < count) {
            int read = read(scratch, 0, (int) Math.min(scratch.length, count - skipped));
            if (read < 0) {
                return skipped;
            }
            skipped += read;
        }
        return skipped;
    }

    /** Whether {@link #read} would return without waiting for somebody else. */
    boolean ready() throws IOException;

    /** How many bytes, as they are stored, stand for the first {@code position} bytes that were read. */
    long storedAt(long position);

    /** How many bytes, as they are stored, have been taken in. */
    long stored();
}
