package io.nebula.connector;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Watches what becomes of the arrays of one {@link Buffers}: what is given back is overwritten, so that whoever still
 * reads it gets garbage; and must be found like that when it is taken again, so that nobody has written to it. Not
 * thread-safe.
 */
final class BufferLedger {
    static final byte POISON = (byte) 0xdb;

    private final Map<byte[], Throwable> taken = new IdentityHashMap<>();
    private final Map<byte[], Throwable> free = new IdentityHashMap<>();

    void take(byte[] bytes) {
        Throwable given = free.remove(bytes);
        if (given != null) {
            checkPoison(bytes, given);
        }
        taken.put(bytes, new Throwable("taken here"));
    }

    private static void checkPoison(byte[] bytes, Throwable given) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != POISON) {
                throw new IllegalStateException("byte " + i + " of a buffer was written after it had been given back",
                        given);
            }
        }
    }

    void give(byte[] bytes) {
        if (taken.remove(bytes) == null) {
            Throwable given = free.get(bytes);
            throw given == null ? new IllegalStateException("a buffer was given back that had not been taken here")
                    : new IllegalStateException("a buffer was given back twice", given);
        }
        Arrays.fill(bytes, POISON);
        free.put(bytes, new Throwable("given back here"));
    }

    /** The array is left to the garbage collector instead of being kept for its next use. */
    void dropped(byte[] bytes) {
        free.remove(bytes);
    }

    void outgrown(byte[] small, byte[] large) {
        Throwable origin = taken.remove(small);
        if (origin == null) {
            throw new IllegalStateException("a buffer was outgrown that had not been taken here");
        }
        taken.put(large, origin);
    }

    String missing() {
        if (taken.isEmpty()) {
            return null;
        }
        Throwable first = taken.values().iterator().next();
        StringBuilder text = new StringBuilder(taken.size() + " buffers were not given back, one of them taken");
        Arrays.stream(first.getStackTrace()).skip(2).limit(6).forEach(frame -> text.append(" at ").append(frame));
        return text.toString();
    }
}
