package io.nebula.engine;

import io.nebula.format.OutputBuffer;
import io.nebula.format.PlainValues;
import io.nebula.record.Column;
import io.nebula.record.RawColumn;
import io.nebula.record.RecordBatch;
import io.nebula.record.TextColumn;
import io.nebula.record.ValueType;
import io.nebula.text.Swar;

/** The values that decide where the rows of a batch go, as text: as they were read where nobody has changed them. */
final class RouteValues {
    private static final int HEADER = 4;

    private final int[] fields;
    private final TextColumn[] scratch;
    private final TextColumn[] texts;
    private final PlainValues plain = new PlainValues();
    private final OutputBuffer key = new OutputBuffer(64);

    RouteValues(int[] fields) {
        this.fields = fields;
        this.scratch = new TextColumn[fields.length];
        this.texts = new TextColumn[fields.length];
    }

    /** Takes the selected rows of a batch, which must stay as it is as long as they are asked for. */
    void of(RecordBatch batch) {
        for (int i = 0; i < fields.length; i++) {
            RawColumn raw = batch.raw(fields[i]);
            if (raw != null) {
                raw.readText(batch.selection(), batch.selected(), scratch(i, batch.rows()));
                texts[i] = scratch[i];
            } else if (batch.column(fields[i]) instanceof TextColumn text) {
                texts[i] = text;
            } else {
                write(batch, batch.column(fields[i]), scratch(i, batch.rows()));
                texts[i] = scratch[i];
            }
        }
    }

    private TextColumn scratch(int i, int rows) {
        if (scratch[i] == null) {
            scratch[i] = new TextColumn(ValueType.STRING, rows);
        }
        scratch[i].reset(rows);
        return scratch[i];
    }

    private void write(RecordBatch batch, Column column, TextColumn text) {
        plain.of(column, batch.selection(), batch.selected());
        for (int k = 0; k < batch.selected(); k++) {
            int row = batch.selection()[k];
            if (plain.isNull(row)) {
                text.setNull(row);
            } else {
                byte[] target = text.ensure(PlainValues.MAX_LENGTH + Swar.OVERRUN);
                text.appended(row, plain.write(row, target, text.end()) - text.end());
            }
        }
    }

    /** All values of a row in one run of bytes, which no other values have; there is room for more behind it. */
    OutputBuffer key(int row) {
        key.clear();
        for (TextColumn text : texts) {
            int length = text.isNull(row) ? -1 : text.lengths()[row];
            byte[] target = key.ensure(HEADER + Math.max(0, length) + Swar.OVERRUN);
            int at = key.end();
            Swar.word(target, at, length);
            if (length > 0) {
                Swar.copy(text.bytes(), text.starts()[row], target, at + HEADER, length);
            }
            key.end(at + HEADER + Math.max(0, length));
        }
        return key;
    }

    /** The values of a row, null for null. */
    String[] strings(int row) {
        String[] strings = new String[texts.length];
        for (int i = 0; i < strings.length; i++) {
            strings[i] = texts[i].string(row);
        }
        return strings;
    }
}
