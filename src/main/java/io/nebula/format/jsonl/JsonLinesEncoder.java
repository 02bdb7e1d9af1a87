package io.nebula.format.jsonl;

import io.nebula.format.Encoder;
import io.nebula.format.OutputBuffer;
import io.nebula.format.PlainValues;
import io.nebula.record.Column;
import io.nebula.record.ExtraFields;
import io.nebula.record.RawColumn;
import io.nebula.record.RecordBatch;
import io.nebula.record.Schema;
import io.nebula.record.TextColumn;
import io.nebula.record.ValueType;
import io.nebula.text.Swar;

/**
 * Writes one compact object per line. Fields that are still raw JSON are copied byte for byte, absent ones stay absent;
 * raw fields of other formats become JSON by their type.
 */
final class JsonLinesEncoder implements Encoder {
    /** Room for a number, {@code null}, and what closes a line. */
    private static final int LONGEST_NUMBER = PlainValues.MAX_LENGTH + Swar.OVERRUN;
    private static final long NULL = 'n' | 'u' << 8 | 'l' << 16 | 'l' << 24;

    private final Schema schema;
    private final JsonKeys keys;
    private final JsonField[] fields;
    private final TextColumn[] scratch;
    /** What all keys of a row and all values that are not copied need at most. */
    private final int reserve;
    private final JsonScalars scalars = new JsonScalars();

    JsonLinesEncoder(Schema schema) {
        this.schema = schema;
        keys = new JsonKeys(schema);
        fields = new JsonField[schema.size()];
        int room = LONGEST_NUMBER;
        for (int i = 0; i < fields.length; i++) {
            fields[i] = new JsonField(schema.field(i).name(), schema.type(i));
            room += fields[i].keyLength + LONGEST_NUMBER;
        }
        reserve = room;
        scratch = new TextColumn[fields.length];
    }

    @Override
    public void encode(RecordBatch batch, OutputBuffer out) {
        batch.stage("encode");
        for (int field = 0; field < fields.length; field++) {
            prepare(batch, field);
        }
        batch.dropRejected();
        ExtraFields extras = batch.extras();
        if (extras == null || extras.count() == 0) {
            rows(batch, 0, batch.selected(), out);
        } else {
            rowsWithExtras(batch, extras, out);
        }
        batch.dropRejected();
    }

    private void rowsWithExtras(RecordBatch batch, ExtraFields extras, OutputBuffer out) {
        int extra = 0;
        for (int k = 0; k < batch.selected(); k++) {
            int row = batch.selection()[k];
            int start = out.end();
            rows(batch, k, k + 1, out);
            while (extra < extras.count() && extras.row(extra) < row) {
                extra++;
            }
            if (out.end() > start && extra < extras.count() && extras.row(extra) == row) {
                boolean empty = out.bytes()[start + 1] == '}';
                out.end(empty ? start : out.end() - 2);
                extra = append(extras, extra, row, out);
                close(start, out);
            }
        }
    }

    private void prepare(RecordBatch batch, int field) {
        RawColumn raw = batch.raw(field);
        if (raw instanceof JsonRawColumn) {
            fields[field].raw(raw);
        } else {
            Column column = raw == null ? batch.column(field) : text(batch, field, raw);
            fields[field].values(column, batch.selection(), batch.selected());
        }
    }

    private TextColumn text(RecordBatch batch, int field, RawColumn raw) {
        if (scratch[field] == null) {
            scratch[field] = new TextColumn(ValueType.STRING, batch.rows());
        }
        scratch[field].reset(batch.rows());
        raw.readText(batch.selection(), batch.selected(), scratch[field]);
        return scratch[field];
    }

    /**
     * Writes selected rows from {@code from} to {@code to}. Hot: the rest of a row always has room for all its keys and
     * numbers, so that only copies look whether there is any.
     */
    private void rows(RecordBatch batch, int from, int to, OutputBuffer out) {
        int[] selection = batch.selection();
        byte[] target = out.ensure(reserve);
        int at = out.end();
        for (int k = from; k < to; k++) {
            int row = selection[k];
            int rowStart = at;
            for (int i = 0; i < fields.length; i++) {
                JsonField field = fields[i];
                if (field.kind == JsonField.Kind.RAW) {
                    int length = field.lengths[row];
                    if (length == RawColumn.ABSENT) {
                        continue;
                    }
                    int start = field.starts[row];
                    int end = start + length;
                    i = neighbours(i, row, end);
                    end = fields[i].starts[row] + fields[i].lengths[row];
                    if (target.length - at < end - start + reserve) {
                        out.end(at);
                        target = out.ensure(end - start + reserve);
                    }
                    Swar.copy(field.prefix, 0, target, at, field.keyLength);
                    at += field.keyLength;
                    Swar.copy(field.bytes, start, target, at, end - start);
                    at += end - start;
                    continue;
                }
                Swar.copy(field.prefix, 0, target, at, field.keyLength);
                at += field.keyLength;
                if (field.isNull(row)) {
                    Swar.word(target, at, NULL);
                    at += 4;
                } else if (field.kind == JsonField.Kind.PLAIN && field.plain.isFinite(row)) {
                    at = field.plain.write(row, target, at);
                } else if (field.kind == JsonField.Kind.QUOTED) {
                    target[at] = '"';
                    at = field.plain.write(row, target, at + 1);
                    target[at++] = '"';
                } else {
                    out.end(at);
                    if (!special(batch, row, i, out)) {
                        at = rowStart;
                        break;
                    }
                    target = out.ensure(reserve);
                    at = out.end();
                }
            }
            if (at > rowStart || !batch.isRejected(row)) {
                out.end(at);
                close(rowStart, out);
                at = out.end();
                target = out.ensure(reserve);
            }
        }
        out.end(at);
    }

    /** The last of the raw fields that follow {@code first} in this row's input under the names of the output. */
    private int neighbours(int first, int row, int valueEnd) {
        int last = first;
        int end = valueEnd;
        while (last + 1 < fields.length) {
            JsonField next = fields[last + 1];
            if (next.kind != JsonField.Kind.RAW || next.starts[row] != end + next.keyLength
                    || !Swar.isAt(next.bytes, end, next.prefix, next.keyLength)) {
                break;
            }
            last++;
            end = next.starts[row] + next.lengths[row];
        }
        return last;
    }

    /** Writes what needs more than a copy of digits, or rejects the row and says false. */
    private boolean special(RecordBatch batch, int row, int index, OutputBuffer out) {
        JsonField field = fields[index];
        String problem = field.kind == JsonField.Kind.TEXT
                ? scalars.write(field.type, field.bytes, field.starts[row], field.lengths[row], out)
                : scalars.refuse(field.plain.number(row));
        if (problem != null) {
            batch.reject(row, problem, schema.field(index).name(), scalars.message(problem, field.type));
        }
        return problem == null;
    }

    private int append(ExtraFields extras, int from, int row, OutputBuffer out) {
        int extra = from;
        while (extra < extras.count() && extras.row(extra) == row) {
            if (!isField(extras.bytes(), extras.start(extra))) {
                out.append((byte) ',');
                out.append(extras.bytes(), extras.start(extra), extras.length(extra));
            }
            extra++;
        }
        return extra;
    }

    /** Whether the schema has a field of the name at {@code key}: one that a transform has made, and which wins. */
    private boolean isField(byte[] bytes, int key) {
        int end = key + 1;
        boolean escapes = false;
        while (bytes[end] != '"') {
            escapes |= bytes[end] == '\\';
            end += bytes[end] == '\\' ? 2 : 1;
        }
        return escapes ? schema.indexOf(UnknownFields.text(bytes, key, end + 1)) >= 0
                : keys.find(bytes, key + 1, end - key - 1) >= 0;
    }

    /** Every field has been written with a comma before it; the first comma becomes the opening brace. */
    private static void close(int start, OutputBuffer out) {
        byte[] bytes = out.ensure(3);
        int end = out.end();
        bytes[start] = '{';
        end = Math.max(end, start + 1);
        bytes[end] = '}';
        bytes[end + 1] = '\n';
        out.end(end + 2);
    }
}
