package io.nebula.format.csv;

import io.nebula.format.RecordBoundaries;
import io.nebula.text.Swar;

/**
 * Ends of CSV records.
 *
 * <p>Where no quote occurs every newline ends a record. A cut stops right after the first line of a record whose quote
 * does not close in time, even if more records follow: so the decoder, which knows no limit, sees the quote open at the
 * morsel's end, and both agree.
 */
final class CsvBoundaries implements RecordBoundaries {
    private static final int UNKNOWN = -1;

    private final byte delimiter;
    private final byte quote;

    CsvBoundaries(CsvDialect dialect) {
        delimiter = dialect.delimiter();
        quote = dialect.quote();
    }

    @Override
    public int cut(byte[] bytes, int from, int to, long maxRecords, int maxRecordBytes, boolean endOfInput) {
        if (maxRecords < to - from || Swar.indexOf(quote, bytes, from, to) < to) {
            boolean all = maxRecords >= to - from && to - from <= maxRecordBytes && !endOfInput;
            int end = all ? lastEnd(bytes, from, to) : UNKNOWN;
            return end != UNKNOWN ? end : walk(bytes, from, to, maxRecords, maxRecordBytes, endOfInput);
        }
        return endOfInput ? to : Swar.lastIndexOf((byte) '\n', bytes, from, to) + 1;
    }

    /**
     * The end of the last record, where none can be too long: its newline is the last one at which all quotes so far
     * are closed. Where a quote stands in the middle of an unquoted field it is {@link #UNKNOWN}. Hot loop.
     */
    private int lastEnd(byte[] bytes, int from, int to) {
        long quotes = Swar.pattern(quote);
        long newlines = Swar.pattern((byte) '\n');
        boolean inside = false;
        int closed = UNKNOWN;
        int newline = from - 1;
        int plain = UNKNOWN;
        for (int at = from; at < to; at += 8) {
            long word = at <= to - 8 ? Swar.word(bytes, at) : tail(bytes, at, to);
            if (Swar.firstEqual(word, quotes) == 0) {
                plain = !inside && Swar.firstEqual(word, newlines) != 0 ? at : plain;
                continue;
            }
            for (long hits = Swar.equal(word, quotes) | Swar.equal(word, newlines); hits != 0; hits &= hits - 1) {
                int hit = at + Swar.first(hits);
                if (bytes[hit] != quote) {
                    newline = inside ? newline : hit;
                } else if (inside) {
                    inside = false;
                    closed = hit;
                } else if (hit == from || hit - 1 == closed || bytes[hit - 1] == delimiter || bytes[hit - 1] == '\n') {
                    inside = true;
                } else {
                    return UNKNOWN;
                }
            }
        }
        int last = plain > newline ? Swar.lastIndexOf((byte) '\n', bytes, plain, Math.min(plain + 8, to)) : newline;
        return Math.max(last, newline) + 1;
    }

    /** The last bytes as a word, filled up with what cannot end anything. */
    private long tail(byte[] bytes, int at, int to) {
        long word = Swar.pattern(delimiter);
        for (int i = at; i < to; i++) {
            int shift = 8 * (i - at);
            word = word & ~(0xffL << shift) | (bytes[i] & 0xffL) << shift;
        }
        return word;
    }

    private int walk(byte[] bytes, int from, int to, long maxRecords, int maxRecordBytes, boolean endOfInput) {
        int record = from;
        long records = 0;
        while (record < to && records < maxRecords) {
            int end = recordEnd(bytes, record, to, maxRecordBytes, endOfInput);
            if (end < 0) {
                return ~end;
            }
            if (end == to && bytes[end - 1] != '\n' && !endOfInput) {
                return record;
            }
            records += isBlank(bytes, record, end) ? 0 : 1;
            record = end;
        }
        return record;
    }

    @Override
    public long count(byte[] bytes, int from, int to) {
        long records = 0;
        int record = from;
        while (record < to) {
            int end = recordEnd(bytes, record, to, Integer.MAX_VALUE, true);
            end = end < 0 ? ~end : end;
            records += isBlank(bytes, record, end) ? 0 : 1;
            record = end;
        }
        return records;
    }

    private static boolean isBlank(byte[] bytes, int from, int end) {
        return bytes[from] == '\n' || bytes[from] == '\r' && end == from + 2 && bytes[from + 1] == '\n';
    }

    /**
     * The position after the record that begins at {@code record}, {@code to} if its newline is not there; or, where a
     * quote stays open, {@code ~} the position at which the cut has to be made.
     */
    private int recordEnd(byte[] bytes, int record, int to, int maxRecordBytes, boolean endOfInput) {
        int at = record;
        while (true) {
            at = newlineOrQuote(bytes, at, to);
            if (at == to) {
                return to;
            }
            if (bytes[at] == '\n') {
                return at + 1;
            }
            if (at > record && bytes[at - 1] != delimiter) {
                at++;
                continue;
            }
            int close = closingQuote(bytes, at, to, quote);
            boolean tooLong = (long) close - record >= maxRecordBytes;
            if (close == to && !endOfInput && !tooLong) {
                return ~record;
            }
            if (close == to || tooLong) {
                return ~firstLineEnd(bytes, record, to, endOfInput);
            }
            at = close + 1;
        }
    }

    /** After the first line of an unclosed record; before the record if that line's end is not there. */
    private static int firstLineEnd(byte[] bytes, int record, int to, boolean endOfInput) {
        int newline = Swar.indexOf((byte) '\n', bytes, record, to);
        return newline < to ? newline + 1 : endOfInput ? to : record;
    }

    /** Where the quoted field that opens at {@code open} closes, or {@code to} if it does not. */
    static int closingQuote(byte[] bytes, int open, int to, byte quote) {
        int at = open + 1;
        while (true) {
            at = Swar.indexOf(quote, bytes, at, to);
            if (at >= to - 1 || bytes[at + 1] != quote) {
                return Math.min(at, to);
            }
            at += 2;
        }
    }

    private int newlineOrQuote(byte[] bytes, int from, int to) {
        long newlines = Swar.pattern((byte) '\n');
        long quotes = Swar.pattern(quote);
        int at = from;
        for (; at <= to - 8; at += 8) {
            long word = Swar.word(bytes, at);
            long hit = Swar.firstEqual(word, newlines) | Swar.firstEqual(word, quotes);
            if (hit != 0) {
                return at + Swar.first(hit);
            }
        }
        while (at < to && bytes[at] != '\n' && bytes[at] != quote) {
            at++;
        }
        return at;
    }
}
