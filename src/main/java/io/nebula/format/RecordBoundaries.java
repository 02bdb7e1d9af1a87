package io.nebula.format;

/** Finds where records end, by the same grammar as the format's decoder. Stateless and thread-safe. */
public interface RecordBoundaries {
    /**
     * Looks at {@code bytes[from, to)}, which begins at a record boundary, for complete records.
     *
     * <p>A record that is still open after {@code maxRecordBytes}, or at the end of the input, because a quote was
     * never closed ends with its first line, so that one stray quote never swallows what follows.
     *
     * @param maxRecords stop after that many records, at least 1
     * @param endOfInput whether no byte follows {@code to}; then a last record needs no line end
     * @return the position after the last complete record, line end included; {@code from} if none is complete
     */
    int cut(byte[] bytes, int from, int to, long maxRecords, int maxRecordBytes, boolean endOfInput);

    /**
     * How many records {@code bytes[from, to)} holds, which begins and ends at record boundaries; blank lines are none, an
     * unclosed quote ends with its first line.
     */
    default long count(byte[] bytes, int from, int to) {
        long records = 0;
        for (int at = from; at < to; records++) {
            at = cut(bytes, at, to, 1, Integer.MAX_VALUE, true);
        }
        return records;
    }

    /**
     * Where the first {@code records} records of {@code bytes[from, to)} end, which begins and ends at record boundaries;
     * {@code to} if it holds no more than that.
     */
    default int first(byte[] bytes, int from, int to, long records) {
        int end = from;
        for (long left = records; left > 0 && end < to;) {
            int next = cut(bytes, end, to, left, Integer.MAX_VALUE, true); // which an unclosed quote ends early
            left -= count(bytes, end, next);
            end = next;
        }
        return end;
    }
}
