package io.nebula.connector;

/**
 * How large the morsels of a source are: cut at the last record boundary within {@code bytes}, or after {@code records}
 * records, whichever comes first. A single record may be larger.
 */
public record MorselSize(int bytes, long records) {
    public MorselSize {
        if (bytes < 1 || records < 1) {
            throw new IllegalArgumentException("a morsel needs at least one byte and one record");
        }
    }
}
