package io.nebula.format.csv;

import io.nebula.format.Swar;
import io.nebula.record.RawColumn;
import io.nebula.record.TextColumn;
import io.nebula.record.ValueType;

/** Fields of CSV records as they were written: with their quotes, if they have any. */
final class CsvRawColumn extends RawColumn {
    private final CsvDialect dialect;
    private final byte quote;
    private final NullTexts nullTexts;
    private boolean quoted;

    CsvRawColumn(CsvDialect dialect, ValueType type, int capacity) {
        super(type, capacity);
        this.dialect = dialect;
        this.quote = dialect.quote();
        this.nullTexts = new NullTexts(dialect.nullValues());
    }

    CsvDialect dialect() {
        return dialect;
    }

    /** Says whether any token of the batch is in quotes. */
    void quoted(boolean any) {
        quoted = any;
    }

    @Override
    public void readText(int[] selection, int selected, TextColumn out) {
        if (quoted && needsUnescaping(selection, selected)) {
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
            if (length <= 0 || nullTexts.contain(bytes, start, length)) {
                out.setNull(row);
            } else if (bytes[start] == quote) {
                out.appended(row, unescape(bytes, start + 1, start + length - 1, out.ensure(length), out.end(), quote));
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
