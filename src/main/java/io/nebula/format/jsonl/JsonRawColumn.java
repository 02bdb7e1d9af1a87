package io.nebula.format.jsonl;

import io.nebula.record.RawColumn;
import io.nebula.record.TextColumn;
import io.nebula.record.ValueType;
import io.nebula.text.json.JsonEscapes;

/** Values of JSON records as they were written: strings with their quotes and escapes. */
final class JsonRawColumn extends RawColumn {
    private boolean escapes;

    JsonRawColumn(ValueType type, int capacity) {
        super(type, capacity);
    }

    /** Says whether any string of the batch may have escapes. */
    void escapes(boolean any) {
        escapes = any;
    }

    @Override
    public void readText(int[] selection, int selected, TextColumn out) {
        boolean strings = type() != ValueType.JSON;
        byte[] bytes = bytes();
        boolean view = !strings || !escapes;
        if (view) {
            out.viewOf(bytes);
        }
        for (int k = 0; k < selected; k++) {
            int row = selection[k];
            int start = starts()[row];
            int length = lengths()[row];
            if (length == ABSENT || bytes[start] == 'n') {
                out.set(row, 0, 0);
                out.setNull(row);
            } else if (!view) {
                copy(row, bytes, start, length, out);
            } else if (strings && bytes[start] == '"') {
                out.set(row, start + 1, length - 2);
            } else {
                out.set(row, start, length);
            }
        }
    }

    private static void copy(int row, byte[] bytes, int start, int length, TextColumn out) {
        if (bytes[start] == '"') {
            byte[] target = out.ensure(length);
            int end = JsonEscapes.unescape(bytes, start + 1, start + length - 1, target, out.end());
            out.appended(row, end - out.end());
        } else {
            out.append(row, bytes, start, length);
        }
    }
}
