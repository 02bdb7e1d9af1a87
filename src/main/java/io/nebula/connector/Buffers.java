package io.nebula.connector;

import java.util.ArrayDeque;

/**
 * Byte arrays for morsels and their results, used again and again. Thread-safe.
 *
 * <p>Bounded: at most {@code kept} arrays wait for their next use, what is given beyond that is left to the garbage collector.
 * An array that somebody may still read or write must never be given back.
 */
public final class Buffers {
    private final ArrayDeque<byte[]> free = new ArrayDeque<>();
    private final int kept;

    public Buffers(int kept) {
        this.kept = kept;
    }

    /** An array of at least {@code size} bytes with unspecified content. */
    public synchronized byte[] take(int size) {
        byte[] last = free.pollLast();
        return last != null && last.length >= size ? last : new byte[size];
    }

    /** Gives an array back for reuse. */
    public synchronized void give(byte[] bytes) {
        if (free.size() < kept) {
            free.addLast(bytes);
        }
    }
}
