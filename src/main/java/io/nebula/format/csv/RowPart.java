package io.nebula.format.csv;

import io.nebula.record.BooleanColumn;
import io.nebula.record.Column;
import io.nebula.record.DoubleColumn;
import io.nebula.record.LongColumn;
import io.nebula.record.RawColumn;
import io.nebula.record.TextColumn;
import io.nebula.text.DoubleTexts;

/**
 * What an encoder writes between two of its delimiters: one computed field, or a run of raw fields that are neighbours
 * in the input too. Set anew for every batch; its arrays are the batch's.
 */
final class RowPart {
    enum Kind { RAW, LONG, DOUBLE, DATE, TIMESTAMP, BOOLEAN, TEXT }

    Kind kind;
    /** The output field that comes last in the part. */
    int lastField;
    /** The validity words of a computed field, or null where no row is null. */
    long[] valid;

    /** Of a raw run: its input, where its first field begins, and where its last field begins and how long it is. */
    byte[] bytes;
    int[] starts;
    int[] lastStarts;
    int[] lastLengths;

    long[] longs;
    final DoubleTexts doubles = new DoubleTexts();
    BooleanColumn booleans;

    void raw(int field, RawColumn raw) {
        kind = Kind.RAW;
        valid = null;
        bytes = raw.bytes();
        starts = raw.starts();
        extend(field, raw);
    }

    /** Takes one more raw field, which follows the last one in the input. */
    void extend(int field, RawColumn raw) {
        lastField = field;
        lastStarts = raw.starts();
        lastLengths = raw.lengths();
    }

    /** Takes a computed field; nulls among the selected rows hold some value too. */
    void computed(int field, Column column, int[] selection, int selected) {
        lastField = field;
        valid = column.valid();
        kind = switch (column.type()) {
            case LONG -> Kind.LONG;
            case DOUBLE -> Kind.DOUBLE;
            case DATE -> Kind.DATE;
            case TIMESTAMP -> Kind.TIMESTAMP;
            case BOOLEAN -> Kind.BOOLEAN;
            case STRING, JSON -> Kind.TEXT;
        };
        if (column instanceof LongColumn values) {
            longs = values.values();
        } else if (column instanceof DoubleColumn values) {
            doubles.of(values.values(), selection, selected);
        } else if (column instanceof BooleanColumn values) {
            booleans = values;
        } else if (column instanceof TextColumn text) {
            bytes = text.bytes();
            starts = text.starts();
            lastLengths = text.lengths();
        }
    }

    boolean isNull(int row) {
        return valid != null && (valid[row >> 6] >>> row & 1) == 0;
    }
}
