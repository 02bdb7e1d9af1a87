package io.nebula.format.csv;

import io.nebula.format.OutputBuffer;
import io.nebula.text.Swar;

/** Writes text values with quotes where they are needed: around what would be read back as something else without. */
final class QuotedText {
    private static final int WORD = 8;
    private static final long LINE_FEEDS = Swar.pattern((byte) '\n');
    private static final long RETURNS = Swar.pattern((byte) '\r');
    /** Besides letters and digits, what numbers, dates, timestamps and booleans are written with. */
    private static final String MARKS_OF_PLAIN_VALUES = "+-.:";

    private final byte delimiter;
    private final byte quote;
    private final long delimiters;
    private final long quotes;
    private final NullTexts nullTexts;
    private final boolean marksPlainValues;

    QuotedText(CsvDialect dialect) {
        delimiter = dialect.delimiter();
        quote = dialect.quote();
        delimiters = Swar.pattern(delimiter);
        quotes = Swar.pattern(quote);
        nullTexts = new NullTexts(dialect.nullValues());
        marksPlainValues = isInPlainValues(delimiter) || isInPlainValues(quote);
    }

    private static boolean isInPlainValues(byte character) {
        return Character.isLetterOrDigit(character) || MARKS_OF_PLAIN_VALUES.indexOf(character) >= 0;
    }

    /** What stands for null in a record of one field, where nothing at all would be a blank line. */
    byte[] loneNull() {
        byte[] text = nullTexts.first();
        return text != null && !special(text, 0, text.length) ? text : new byte[] {quote, quote};
    }

    /** Appends a value that is not null. */
    void write(byte[] bytes, int start, int length, OutputBuffer out) {
        int at = out.end();
        Swar.copy(bytes, start, out.ensure(length + Swar.OVERRUN), at, length);
        int end = at + length;
        out.end(needsQuotes(bytes, start, length) ? enclose(at, end, out) : end);
    }

    boolean needsQuotes(byte[] bytes, int start, int length) {
        return length == 0 || special(bytes, start, length) || nullTexts.contain(bytes, start, length);
    }

    /** Whether {@link #plainNeedsQuotes} is false for all numbers, dates, timestamps and booleans. */
    boolean plainValuesStay() {
        return !marksPlainValues && nullTexts.first() == null;
    }

    /** Like {@link #needsQuotes}, for numbers, dates, timestamps and booleans, which few dialects could misread. */
    boolean plainNeedsQuotes(byte[] bytes, int start, int length) {
        return marksPlainValues && special(bytes, start, length) || nullTexts.contain(bytes, start, length);
    }

    private boolean special(byte[] bytes, int start, int length) {
        int end = start + length;
        int at = start;
        for (; at <= end - WORD; at += WORD) {
            if (special(Swar.word(bytes, at)) != 0) {
                return true;
            }
        }
        if (at + WORD <= bytes.length) {
            return at < end && (special(Swar.word(bytes, at)) & (1L << (end - at) * WORD) - 1) != 0;
        }
        for (; at < end; at++) {
            byte value = bytes[at];
            if (value == delimiter || value == quote || CsvDialect.isLineEnd(value)) {
                return true;
            }
        }
        return false;
    }

    private long special(long word) {
        return Swar.firstEqual(word, delimiters) | Swar.firstEqual(word, quotes) | Swar.firstEqual(word, LINE_FEEDS)
                | Swar.firstEqual(word, RETURNS);
    }

    /** Puts what has been written to {@code [from, to)} in quotes and returns the new end. */
    int enclose(int from, int to, OutputBuffer out) {
        int inner = 0;
        byte[] bytes = out.bytes();
        for (int i = from; i < to; i++) {
            inner += bytes[i] == quote ? 1 : 0;
        }
        out.end(to);
        bytes = out.ensure(inner + 2);
        int end = to + inner + 2;
        int target = end;
        bytes[--target] = quote;
        for (int i = to - 1; i >= from; i--) {
            byte value = bytes[i];
            bytes[--target] = value;
            if (value == quote) {
                bytes[--target] = quote;
            }
        }
        bytes[from] = quote;
        return end;
    }
}
