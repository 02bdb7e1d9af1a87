package io.nebula.record;

/** Runs of bits in words: bit {@code i & 63} of word {@code i >> 6}. */
final class Bits {
    private Bits() {}

    /** Copies {@code count} bits between different arrays; neither run needs to begin at a word. */
    static void copy(long[] from, int source, long[] to, int target, int count) {
        int done = 0;
        while (done < count) {
            int at = target + done;
            int bits = Math.min(64 - (at & 63), count - done);
            put(to, at, bits, read(from, source + done, bits));
            done += bits;
        }
    }

    /** Sets {@code count} bits. */
    static void set(long[] to, int target, int count) {
        int done = 0;
        while (done < count) {
            int at = target + done;
            int bits = Math.min(64 - (at & 63), count - done);
            put(to, at, bits, -1L);
            done += bits;
        }
    }

    static boolean get(long[] words, int bit) {
        return (words[bit >> 6] >>> bit & 1) != 0;
    }

    static void put(long[] words, int bit, boolean value) {
        words[bit >> 6] = words[bit >> 6] & ~(1L << bit) | (value ? 1L : 0L) << bit;
    }

    /** At least the first {@code bits} bits from {@code bit} on, at most 64. */
    private static long read(long[] words, int bit, int bits) {
        int word = bit >> 6;
        int shift = bit & 63;
        long low = words[word] >>> shift;
        return bits <= 64 - shift ? low : low | words[word + 1] << 64 - shift;
    }

    /** Writes the first {@code bits} bits of {@code value}, which must fit into the word of {@code bit}. */
    private static void put(long[] words, int bit, int bits, long value) {
        long mask = -1L >>> 64 - bits << bit;
        int word = bit >> 6;
        words[word] = words[word] & ~mask | value << bit & mask;
    }
}
