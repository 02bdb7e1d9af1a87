package io.nebula.format.csv;

import java.util.Arrays;

/**
 * Where the fields of a batch's records end, record after record. Where a field begins and how long it is follows from
 * that, and is worked out for the columns that somebody asks for.
 */
final class FieldEnds {
    /** Instead of the end of a field that its record lacks. */
    static final int MISSING = -1;

    /** Those of one record lie side by side: that of field f of row r has index {@code r * fields + f}. */
    final int[] ends;
    /** How many fields a record has. */
    final int fields;
    /** Where each row's record begins, from {@link #begin} on. */
    private final int[] recordStarts;
    private final boolean mayMiss;
    private int begin;
    private int rows;

    /** @param mayMiss whether ends may be {@link #MISSING} */
    FieldEnds(int fields, int[] recordStarts, boolean mayMiss) {
        this.fields = fields;
        this.recordStarts = recordStarts;
        this.mayMiss = mayMiss;
        ends = new int[Math.multiplyExact(fields, recordStarts.length)];
    }

    /** Says how many rows are there, and where their morsel begins. */
    void filled(int morselBegin, int rowsFilled) {
        begin = morselBegin;
        rows = rowsFilled;
    }

    /** Hot: writes where one field begins in each record, and how long it is. */
    void locate(int field, int[] starts, int[] lengths) {
        int[] all = ends;
        int stride = fields;
        int at = field;
        if (field == 0) {
            for (int row = 0; row < rows; row++, at += stride) {
                int start = begin + recordStarts[row];
                starts[row] = start;
                lengths[row] = all[at] - start;
            }
        } else {
            for (int row = 0; row < rows; row++, at += stride) {
                int start = all[at - 1] + 1;
                starts[row] = start;
                lengths[row] = all[at] - start;
            }
        }
        if (mayMiss) {
            emptyMissing(field, starts, lengths);
        }
    }

    /** A field that is missing is an empty one, somewhere in its record. */
    private void emptyMissing(int field, int[] starts, int[] lengths) {
        for (int row = 0; row < rows; row++) {
            if (ends[row * fields + field] == MISSING) {
                starts[row] = begin + recordStarts[row];
                lengths[row] = 0;
            }
        }
    }

    /** Sets the ends of a row's fields from {@code field} on. */
    void missing(int row, int field) {
        Arrays.fill(ends, row * fields + field, (row + 1) * fields, MISSING);
    }
}
