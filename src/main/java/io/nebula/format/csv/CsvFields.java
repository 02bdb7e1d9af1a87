package io.nebula.format.csv;

import io.nebula.format.MalformedDataException;
import io.nebula.text.Swar;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Splits one record into texts, for headers: not for data. */
final class CsvFields {
    private CsvFields() {}

    /** @throws MalformedDataException if a quote is not closed, or not followed by the field's end */
    static List<String> split(byte[] bytes, int from, int to, CsvDialect dialect) throws MalformedDataException {
        int end = to;
        if (end > from && bytes[end - 1] == '\n') {
            end -= end - 1 > from && bytes[end - 2] == '\r' ? 2 : 1;
        }
        List<String> fields = new ArrayList<>();
        int at = from;
        while (at <= end) {
            int fieldEnd = at < end && bytes[at] == dialect.quote() ? quotedEnd(bytes, at, end, dialect)
                    : Swar.indexOf(dialect.delimiter(), bytes, at, end);
            fields.add(text(bytes, at, fieldEnd, dialect.quote()));
            at = fieldEnd + 1;
        }
        return fields;
    }

    private static int quotedEnd(byte[] bytes, int open, int end, CsvDialect dialect) throws MalformedDataException {
        int close = CsvBoundaries.closingQuote(bytes, open, end, dialect.quote());
        if (close == end) {
            throw new MalformedDataException("a quote in the first record is never closed; close it, or set csv.quote");
        }
        if (close + 1 < end && bytes[close + 1] != dialect.delimiter()) {
            throw new MalformedDataException("text follows a closing quote in the first record;"
                    + " double a quote that belongs to the value");
        }
        return close + 1;
    }

    private static String text(byte[] bytes, int from, int to, byte quote) {
        if (from == to || bytes[from] != quote) {
            return new String(bytes, from, to - from, StandardCharsets.UTF_8);
        }
        byte[] out = new byte[to - from];
        int length = CsvRawColumn.unescape(bytes, from + 1, to - 1, out, 0, quote);
        return new String(out, 0, length, StandardCharsets.UTF_8);
    }
}
