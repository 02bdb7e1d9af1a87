package io.nebula.format.jsonl;

import io.nebula.format.OutputBuffer;
import io.nebula.format.PlainValues;
import io.nebula.record.Column;
import io.nebula.record.RawColumn;
import io.nebula.record.TextColumn;
import io.nebula.record.ValueType;
import io.nebula.text.Swar;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One field as an encoder writes it. Set anew for every batch; its arrays are the batch's. */
final class JsonField {
    /** {@code QUOTED} are dates and timestamps; {@code TEXT} becomes JSON by its type. */
    enum Kind { RAW, PLAIN, QUOTED, TEXT }

    /** Comma, key and colon, and room so that whole words can be copied. */
    final byte[] prefix;
    /** The prefix without the room. */
    final int keyLength;
    final ValueType type;
    final PlainValues plain = new PlainValues();
    Kind kind;
    TextColumn text;
    /** Where each row's JSON or text is. */
    byte[] bytes;
    int[] starts;
    int[] lengths;

    JsonField(String name, ValueType type) {
        OutputBuffer key = new OutputBuffer(64);
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        key.append((byte) ',');
        JsonText.write(utf8, 0, utf8.length, key);
        key.append((byte) ':');
        keyLength = key.end();
        prefix = Arrays.copyOf(key.bytes(), keyLength + Swar.OVERRUN);
        this.type = type;
    }

    void raw(RawColumn raw) {
        kind = Kind.RAW;
        bytes = raw.bytes();
        starts = raw.starts();
        lengths = raw.lengths();
    }

    /** Takes the selected rows of a field that is not JSON yet. */
    void values(Column column, int[] selection, int selected) {
        if (column instanceof TextColumn texts) {
            kind = Kind.TEXT;
            text = texts;
            bytes = texts.bytes();
            starts = texts.starts();
            lengths = texts.lengths();
        } else {
            kind = column.type() == ValueType.DATE || column.type() == ValueType.TIMESTAMP ? Kind.QUOTED : Kind.PLAIN;
            plain.of(column, selection, selected);
        }
    }

    boolean isNull(int row) {
        return kind == Kind.TEXT ? text.isNull(row) : plain.isNull(row);
    }
}
