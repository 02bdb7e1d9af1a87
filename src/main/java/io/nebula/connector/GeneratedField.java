package io.nebula.connector;

import io.nebula.record.Column;
import io.nebula.record.DoubleColumn;
import io.nebula.record.LongColumn;
import io.nebula.record.TextColumn;
import io.nebula.record.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A field that can be made up from a record's number and a seed. */
public enum GeneratedField {
    /** The record's number, from 1. */
    ID(ValueType.LONG) {
        @Override
        void fill(Column column, int rows, long seed, long first) {
            long[] values = ((LongColumn) column).values();
            for (int row = 0; row < rows; row++) {
                values[row] = first + row;
            }
        }
    },
    /** {@code record_} and the number. */
    NAME(ValueType.STRING) {
        @Override
        void fill(Column column, int rows, long seed, long first) {
            TextColumn text = (TextColumn) column;
            for (int row = 0; row < rows; row++) {
                int length = numbered(text.ensure(MOST_NAME_BYTES), text.end(), first + row);
                text.appended(row, length);
            }
        }
    },
    /** At least 0 and below 1000, with at most 5 decimals. */
    VALUE(ValueType.DOUBLE) {
        @Override
        void fill(Column column, int rows, long seed, long first) {
            double[] values = ((DoubleColumn) column).values();
            for (int row = 0; row < rows; row++) {
                values[row] = (mixed(seed, first + row) >>> 1) % 100_000_000 / 100_000.0;
            }
        }
    },
    /** A second later from record to record; the first is 2024-01-01T00:00:00Z. */
    TIMESTAMP(ValueType.TIMESTAMP) {
        @Override
        void fill(Column column, int rows, long seed, long first) {
            long[] values = ((LongColumn) column).values();
            for (int row = 0; row < rows; row++) {
                values[row] = (FIRST_SECOND + (first - 1 + row)) * 1_000_000;
            }
        }
    },
    /** One of eight words. */
    CATEGORY(ValueType.STRING) {
        @Override
        void fill(Column column, int rows, long seed, long first) {
            CATEGORIES.fill((TextColumn) column, rows, seed + 1, first);
        }
    },
    /** One of four words. */
    STATUS(ValueType.STRING) {
        @Override
        void fill(Column column, int rows, long seed, long first) {
            STATES.fill((TextColumn) column, rows, seed + 2, first);
        }
    };

    private static final byte[] PREFIX = "record_".getBytes(StandardCharsets.US_ASCII);
    private static final int MOST_NAME_BYTES = PREFIX.length + 19;
    private static final long FIRST_SECOND = 1_704_067_200;
    private static final Words CATEGORIES =
            new Words("books", "clothing", "food", "garden", "health", "music", "sports", "toys");
    private static final Words STATES = new Words("active", "closed", "new", "pending");

    private final ValueType type;

    GeneratedField(ValueType type) {
        this.type = type;
    }

    /** The name that the field has in a schema. */
    public String fieldName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public ValueType type() {
        return type;
    }

    /** Fills a column for the records from {@code first} on. */
    abstract void fill(Column column, int rows, long seed, long first);

    private static int numbered(byte[] bytes, int start, long number) {
        System.arraycopy(PREFIX, 0, bytes, start, PREFIX.length);
        int digits = 1;
        for (long left = number / 10; left > 0; left /= 10) {
            digits++;
        }
        int at = start + PREFIX.length + digits;
        for (long left = number; at > start + PREFIX.length; left /= 10) {
            bytes[--at] = (byte) ('0' + left % 10);
        }
        return PREFIX.length + digits;
    }

    /** A number that looks random: the finalizer of SplitMix64. */
    private static long mixed(long seed, long number) {
        long z = (seed * 0x9e3779b97f4a7c15L ^ number) * 0x9e3779b97f4a7c15L;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }

    /** Words in one array, so that a column can point at them. */
    private static final class Words {
        private final byte[] bytes;
        private final int[] starts;
        private final int[] lengths;

        /** @param words as many as a power of two */
        Words(String... words) {
            bytes = String.join("", words).getBytes(StandardCharsets.US_ASCII);
            starts = new int[words.length];
            lengths = new int[words.length];
            int start = 0;
            for (int i = 0; i < words.length; i++) {
                starts[i] = start;
                lengths[i] = words[i].length();
                start += words[i].length();
            }
        }

        void fill(TextColumn column, int rows, long seed, long first) {
            column.viewOf(bytes);
            int mask = starts.length - 1;
            for (int row = 0; row < rows; row++) {
                int word = (int) mixed(seed, first + row) & mask;
                column.set(row, starts[word], lengths[word]);
            }
        }
    }
}
