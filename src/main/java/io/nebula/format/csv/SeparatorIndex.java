package io.nebula.format.csv;

import io.nebula.text.Swar;

/**
 * Positions of delimiters and newlines, quoted ones included, found one window at a time. Hot: 64 bytes are turned into
 * one bit mask, and its bits into positions in groups of eight, so that hardly a branch depends on the data.
 */
final class SeparatorIndex {
    private static final int WINDOW = 2048;
    private static final int BLOCK = 64;
    private static final long GATHER = 0x0102040810204080L;

    private final byte delimiter;
    private final long delimiters;
    private final long newlines = Swar.pattern((byte) '\n');
    /** Positions of the current window in ascending order; the first {@link #fill} of them count. */
    final int[] positions = new int[WINDOW + BLOCK + 1];
    private byte[] bytes;
    private int scanned;
    private int limit;
    private boolean ended;

    SeparatorIndex(byte delimiter) {
        this.delimiter = delimiter;
        this.delimiters = Swar.pattern(delimiter);
    }

    /** Begins anew at {@code from}; after the last separator below {@code to}, {@code to} itself is given once. */
    void open(byte[] morsel, int from, int to) {
        bytes = morsel;
        scanned = from;
        limit = to;
        ended = false;
    }

    /** Goes on at {@code position} if that lies beyond what has been looked at. */
    void skipTo(int position) {
        scanned = Math.max(scanned, position);
    }

    /** Looks at further bytes until there is a position; returns how many there are, 0 when the end has been given. */
    int fill() {
        int count = 0;
        while (count == 0 && !ended) {
            int end = Math.min(limit, scanned + WINDOW);
            int blocksEnd = scanned + (end - scanned & -BLOCK);
            count = blocks(scanned, blocksEnd);
            count = tail(blocksEnd, end, count);
            scanned = end;
            if (end == limit) {
                positions[count++] = limit;
                ended = true;
            }
        }
        return count;
    }

    private int blocks(int from, int to) {
        byte[] in = bytes;
        int[] out = positions;
        int count = 0;
        for (int at = from; at < to; at += BLOCK) {
            long mask = 0;
            for (int i = 0; i < BLOCK; i += 8) {
                long word = Swar.word(in, at + i);
                long x = word ^ delimiters;
                long y = word ^ newlines;
                long differs = ((x & Swar.LOW_SEVEN) + Swar.LOW_SEVEN | x)
                        & ((y & Swar.LOW_SEVEN) + Swar.LOW_SEVEN | y);
                mask |= ((~differs & Swar.HIGH_BITS) >>> 7) * GATHER >>> 56 << i;
            }
            int next = count + Long.bitCount(mask);
            while (count < next) {
                for (int i = 0; i < 8; i++) {
                    out[count + i] = at + Long.numberOfTrailingZeros(mask);
                    mask &= mask - 1;
                }
                count += 8;
            }
            count = next;
        }
        return count;
    }

    private int tail(int from, int to, int found) {
        int count = found;
        for (int at = from; at < to; at++) {
            if (bytes[at] == delimiter || bytes[at] == '\n') {
                positions[count++] = at;
            }
        }
        return count;
    }
}
