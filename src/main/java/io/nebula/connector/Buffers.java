package io.nebula.connector;

import java.util.ArrayDeque;

/**
 * Byte arrays for morsels and their results, used again and again. Thread-safe.
 *
 * <p>Bounded: at most {@code kept} arrays wait for their next use, what is given beyond that is left to the garbage collector.
 * An array that somebody may still read or write must never be given back: it is simply dropped.
 *
 * <p>With the system property {@code nebula.buffers} set to {@code debug} the use of every array is watched: one that
 * is given back twice, that comes from elsewhere, or that is written to after it was given back is an {@link
 * IllegalStateException}; one that is still read holds garbage; and {@link #missing} names those that never came back.
 */
public final class Buffers {
    private static final boolean DEBUG = "debug".equals(System.getProperty("nebula.buffers"));
    /** New arrays are at most an eighth larger than asked for, so that one fits the next who needs a little more. */
    private static final int ROOM_BITS = 3;

    private final ArrayDeque<byte[]> free = new ArrayDeque<>();
    private final int kept;
    private final BufferLedger ledger;

    public Buffers(int kept) {
        this(kept, DEBUG);
    }

    Buffers(int kept, boolean watched) {
        this.kept = kept;
        this.ledger = watched ? new BufferLedger() : null;
    }

    /** An array of at least {@code size} bytes with unspecified content. */
    public synchronized byte[] take(int size) {
        byte[] last = free.pollLast();
        boolean fits = last != null && last.length >= size;
        byte[] bytes = fits ? last : new byte[withRoom(size)];
        if (ledger != null) {
            ledger.take(bytes);
            if (last != bytes && last != null) {
                ledger.dropped(last);
            }
        }
        return bytes;
    }

    private static int withRoom(int size) {
        int step = Math.max(1, Integer.highestOneBit(size) >> ROOM_BITS);
        int rounded = (size + step - 1) / step * step;
        return rounded < size ? size : rounded;
    }

    /** Gives an array back for reuse. */
    public synchronized void give(byte[] bytes) {
        boolean keep = free.size() < kept;
        if (ledger != null) {
            ledger.give(bytes);
            if (!keep) {
                ledger.dropped(bytes);
            }
        }
        if (keep) {
            free.addLast(bytes);
        }
    }

    /** Says that the content of an array that was taken is now in another, which will be given back in its place. */
    public synchronized void outgrown(byte[] small, byte[] large) {
        if (ledger != null && small != large) {
            ledger.outgrown(small, large);
        }
    }

    /** Which arrays have been taken and not given back; null if there are none, or if nobody watches. */
    public synchronized String missing() {
        return ledger == null ? null : ledger.missing();
    }
}
