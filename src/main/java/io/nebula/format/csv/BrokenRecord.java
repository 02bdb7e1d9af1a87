package io.nebula.format.csv;

import io.nebula.format.PendingRejects;
import io.nebula.text.Swar;

/** Finds out what is wrong with a record that has not the shape it should have, and where the next one begins. */
final class BrokenRecord {
    private final byte delimiter;
    private final byte quote;

    BrokenRecord(byte delimiter, byte quote) {
        this.delimiter = delimiter;
        this.quote = quote;
    }

    /**
     * Refuses the record at {@code record}, unless it is a blank line.
     *
     * @return the position after the record, at most {@code to}
     */
    int examine(byte[] bytes, int begin, int record, int to, int expected, PendingRejects rejects) {
        int fields = 1;
        int stray = -1;
        int at = record;
        boolean fieldStart = true;
        while (at < to && bytes[at] != '\n') {
            if (fieldStart && bytes[at] == quote) {
                int close = CsvBoundaries.closingQuote(bytes, at, to, quote);
                if (close == to) {
                    return unclosed(bytes, begin, record, to, rejects);
                }
                at = close + 1;
                if (stray < 0 && !endsField(bytes, at, to)) {
                    stray = at;
                }
                fieldStart = false;
                continue;
            }
            fieldStart = bytes[at] == delimiter;
            fields += fieldStart ? 1 : 0;
            at++;
        }
        int length = lineLength(bytes, record, at, to);
        if (length > 0 && !rejects.encoding(bytes, begin, record, length)) {
            if (stray >= 0) {
                rejects.add(record - begin, length, "stray-quote", "text follows the closing quote at byte "
                        + (stray - record) + " of the record; double a quote that belongs to the value, or set"
                        + " csv.lenient = true");
            } else {
                rejects.add(record - begin, length, "ragged-row", "found " + fields
                        + (fields == 1 ? " field" : " fields") + " where " + expected
                        + (expected == 1 ? " is" : " are") + " expected; check the delimiter, and quote values that"
                        + " contain it");
            }
        }
        return Math.min(at + 1, to);
    }

    private boolean endsField(byte[] bytes, int at, int to) {
        return at == to || bytes[at] == delimiter || bytes[at] == '\n'
                || bytes[at] == '\r' && at + 1 < to && bytes[at + 1] == '\n';
    }

    private int unclosed(byte[] bytes, int begin, int record, int to, PendingRejects rejects) {
        int newline = Swar.indexOf((byte) '\n', bytes, record, to);
        rejects.add(record - begin, lineLength(bytes, record, newline, to), "unclosed-quote",
                "a quote that opens in this record is never closed; close it, or raise max-record-bytes of the source"
                + " if the value really is that long");
        return Math.min(newline + 1, to);
    }

    private static int lineLength(byte[] bytes, int record, int newline, int to) {
        boolean cr = newline < to && newline > record && bytes[newline - 1] == '\r';
        return newline - record - (cr ? 1 : 0);
    }
}
