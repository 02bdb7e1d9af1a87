package io.nebula.format;

/** How many rows a decoder's batches have. */
public final class VectorRows {
    /** Three ints for each: 24 MiB for a decoder, however many fields an input has. */
    private static final int MOST_CELLS = 1 << 21;
    private static final int LEAST = 8;

    private VectorRows() {}

    /** At most {@code wanted}, fewer where there are very many fields. */
    public static int of(int wanted, int fields) {
        return Math.min(wanted, Math.max(LEAST, MOST_CELLS / Math.max(1, fields)));
    }
}
