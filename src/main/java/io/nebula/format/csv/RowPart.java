package io.nebula.format.csv;

import io.nebula.format.PlainValues;
import io.nebula.record.Column;
import io.nebula.record.RawColumn;
import io.nebula.record.TextColumn;

/**
 * What an encoder writes between two of its delimiters: one computed field, or a run of raw fields that are neighbours
 * in the input too. Set anew for every batch; its arrays are the batch's.
 */
final class RowPart {
    enum Kind { RAW, PLAIN, TEXT }

    final PlainValues plain = new PlainValues();
    Kind kind;
    /** Of texts, which may be null, and of raw runs, which are not. */
    TextColumn text;
    byte[] bytes;
    /** Where each row's text begins, or the first field of its run. */
    int[] starts;
    /** Where each row's text begins, or the last field of its run, and how long that is. */
    int[] lastStarts;
    int[] lastLengths;

    void raw(RawColumn raw) {
        kind = Kind.RAW;
        bytes = raw.bytes();
        starts = raw.starts();
        extend(raw);
    }

    /** Takes one more raw field, which follows the last one in the input. */
    void extend(RawColumn raw) {
        lastStarts = raw.starts();
        lastLengths = raw.lengths();
    }

    /** Takes the selected rows of a computed field. */
    void computed(Column column, int[] selection, int selected) {
        if (column instanceof TextColumn texts) {
            kind = Kind.TEXT;
            text = texts;
            bytes = texts.bytes();
            starts = texts.starts();
            lastStarts = starts;
            lastLengths = texts.lengths();
        } else {
            kind = Kind.PLAIN;
            plain.of(column, selection, selected);
        }
    }
}
