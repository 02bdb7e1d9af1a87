package io.nebula.format.csv;

import io.nebula.record.RawColumn;
import io.nebula.record.TextColumn;
import io.nebula.record.ValueType;
import io.nebula.text.Swar;

/** Fields of CSV records as they were written: with their quotes, if they have any. */
final class CsvRawColumn extends RawColumn {
    private final CsvDialect dialect;
    private final byte quote;
    private final NullTexts nullTexts;
    private FieldEnds ends;
    private int field;
    private CsvRawColumn before;
    private boolean quoted;
    private boolean irregular;

    CsvRawColumn(CsvDialect dialect, ValueType type, int capacity) {
        super(type, capacity);
        this.dialect = dialect;
        this.quote = dialect.quote();
        this.nullTexts = new NullTexts(dialect.nullValues());
    }

    CsvDialect dialect() {
        return dialect;
    }

    /** Says that the tokens are the fields of that index in records that end there. */
    void in(FieldEnds records, int index) {
        ends = records;
        field = index;
    }

    @Override
    protected void locate(int[] tokenStarts, int[] tokenLengths) {
        ends.locate(field, tokenStarts, tokenLengths);
    }

    /**
     * Says whether any token of the batch is in quotes.
     *
     * @param withText whether text follows the closing quote of one, which only a lenient decoder takes
     */
    void quoted(boolean any, boolean withText) {
        quoted = any;
        irregular = withText;
    }

    /** Says that the tokens come right after those of {@code other}, one delimiter between; null if after none. */
    void comesAfter(CsvRawColumn other) {
        before = other;
    }

    /** Whether each token comes right after the other column's, one delimiter between. */
    boolean follows(CsvRawColumn other) {
        return before == other;
    }

    /** Whether the tokens may be copied to an output of the same dialect. */
    boolean wellFormed() {
        return !irregular;
    }

    @Override
    public void readText(int[] selection, int selected, TextColumn out) {
        if (irregular || quoted && needsUnescaping(selection, selected)) {
            unescape(selection, selected, out);
        } else {
            view(selection, selected, out);
        }
    }

    private boolean needsUnescaping(int[] selection, int selected) {
        byte[] bytes = bytes();
        for (int k = 0; k < selected; k++) {
            int start = starts()[selection[k]];
            int end = start + lengths()[selection[k]] - 1;
            if (end > start && bytes[start] == quote && Swar.indexOf(quote, bytes, start + 1, end) < end) {
                return true;
            }
        }
        return false;
    }

    private void view(int[] selection, int selected, TextColumn out) {
        byte[] bytes = bytes();
        int[] starts = starts();
        int[] lengths = lengths();
        out.viewOf(bytes);
        for (int k = 0; k < selected; k++) {
            int row = selection[k];
            int start = starts[row];
            int length = lengths[row];
            if (length <= 0) {
                out.setNull(row);
                out.set(row, start, 0);
            } else if (quoted && bytes[start] == quote) {
                out.set(row, start + 1, length - 2);
            } else {
                out.set(row, start, length);
                if (nullTexts.contain(bytes, start, length)) {
                    out.setNull(row);
                }
            }
        }
    }

    private void unescape(int[] selection, int selected, TextColumn out) {
        byte[] bytes = bytes();
        for (int k = 0; k < selected; k++) {
            int row = selection[k];
            int start = starts()[row];
            int length = lengths()[row];
            if (length > 0 && bytes[start] == quote) {
                int end = start + length;
                int close = irregular ? CsvBoundaries.closingQuote(bytes, start, end, quote) : end - 1;
                int inner = unescape(bytes, start + 1, close, out.ensure(length), out.end(), quote);
                System.arraycopy(bytes, close + 1, out.bytes(), out.end() + inner, end - close - 1);
                out.appended(row, inner + end - close - 1);
            } else if (length <= 0 || nullTexts.contain(bytes, start, length)) {
                out.setNull(row);
            } else {
                out.append(row, bytes, start, length);
            }
        }
    }

    /** Writes what stands between two quotes, its doubled quotes once, and returns how many bytes that makes. */
    static int unescape(byte[] bytes, int from, int to, byte[] out, int at, byte quote) {
        int end = at;
        for (int i = from; i < to; i++) {
            out[end++] = bytes[i];
            if (bytes[i] == quote) {
                i++;
            }
        }
        return end - at;
    }
}
