package io.nebula.expression;

/** Sets of rows as bits, 64 rows a word. */
final class Words {
    private Words() {}

    static int count(int rows) {
        return rows + 63 >> 6;
    }

    static boolean has(long[] words, int row) {
        return words != null && (words[row >> 6] >>> row & 1) != 0;
    }

    /** All rows of word {@code word} that exist in a batch of {@code rows}. */
    static long existing(int word, int rows) {
        int left = rows - (word << 6);
        return left >= 64 ? -1L : (1L << left) - 1;
    }

    /** Puts those of the first {@code count} rows that are in {@code words} into {@code out}; returns how many. */
    static int filter(int[] rows, int count, long[] words, int[] out) {
        int kept = 0;
        for (int k = 0; k < count; k++) {
            int row = rows[k];
            out[kept] = row;
            kept += (int) (words[row >> 6] >>> row & 1);
        }
        return kept;
    }
}
