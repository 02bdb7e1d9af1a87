package io.nebula.format.csv;

import io.nebula.text.Swar;

/**
 * Takes records that the strict grammar refuses but that have one obvious reading: fields that are missing at the end,
 * and text behind a closing quote.
 */
final class LenientRecord {
    private final byte delimiter;
    private final byte quote;
    private final boolean[] irregular;
    private int length;

    /** @param irregular where to mark the fields that had text behind a closing quote */
    LenientRecord(CsvDialect dialect, boolean[] irregular) {
        delimiter = dialect.delimiter();
        quote = dialect.quote();
        this.irregular = irregular;
    }

    /** How long the record is that was taken last, without its line end. */
    int length() {
        return length;
    }

    /**
     * Takes the record at {@code record}, missing fields as empty ones.
     *
     * @return the position after the record, at most {@code to}; or -1 if it has a quote that is not closed, or more
     *     fields than there are places for
     */
    int take(byte[] bytes, int record, int to, FieldEnds places, int row) {
        int at = record;
        for (int field = 0; field < places.fields; field++) {
            int start = at;
            int close = at < to && bytes[at] == quote ? CsvBoundaries.closingQuote(bytes, at, to, quote) : at - 1;
            if (close == to) {
                return -1;
            }
            at = fieldEnd(bytes, close + 1, to);
            boolean last = at == to || bytes[at] == '\n';
            int end = last && at < to && at > close + 1 && bytes[at - 1] == '\r' ? at - 1 : at;
            irregular[field] |= close > start && close + 1 < end;
            places.ends[row * places.fields + field] = end;
            if (last) {
                length = end - record;
                places.missing(row, field + 1);
                return Math.min(at + 1, to);
            }
            at++;
        }
        return -1;
    }

    private int fieldEnd(byte[] bytes, int from, int to) {
        int newline = Swar.indexOf((byte) '\n', bytes, from, to);
        return Swar.indexOf(delimiter, bytes, from, newline);
    }
}
