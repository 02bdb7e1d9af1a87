package io.nebula.format.csv;

import java.util.List;

/**
 * The notation of a CSV file. Files of the same dialect can take over each other's fields byte for byte.
 *
 * @param delimiter between fields: one ASCII byte, neither the quote nor CR nor LF
 * @param quote around fields: one ASCII byte
 * @param nullValues texts that, without quotes, mean null, besides the empty one
 */
public record CsvDialect(byte delimiter, byte quote, List<String> nullValues) {
    public CsvDialect {
        if (delimiter < 0 || quote < 0 || delimiter == quote || isLineEnd(delimiter) || isLineEnd(quote)) {
            throw new IllegalArgumentException("delimiter and quote must be two ASCII characters, no line ends");
        }
        nullValues = List.copyOf(nullValues);
    }

    /** Written out, since what the JVM would make for a record at run time takes many milliseconds of every start. */
    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof CsvDialect dialect && delimiter == dialect.delimiter
                && quote == dialect.quote && nullValues.equals(dialect.nullValues);
    }

    @Override
    public int hashCode() {
        return (delimiter * 31 + quote) * 31 + nullValues.hashCode();
    }

    /** Whether {@code value} ends a line. */
    static boolean isLineEnd(byte value) {
        return value == '\n' || value == '\r';
    }
}
