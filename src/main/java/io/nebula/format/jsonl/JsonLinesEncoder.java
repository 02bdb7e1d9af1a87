package io.nebula.format.jsonl;

import io.nebula.format.Encoder;
import io.nebula.format.OutputBuffer;
import io.nebula.record.BooleanColumn;
import io.nebula.record.Column;
import io.nebula.record.DoubleColumn;
import io.nebula.record.ExtraFields;
import io.nebula.record.LongColumn;
import io.nebula.record.RawColumn;
import io.nebula.record.RecordBatch;
import io.nebula.record.Schema;
import io.nebula.record.TextColumn;
import io.nebula.record.ValueType;
import io.nebula.text.DateText;
import io.nebula.text.LongText;
import io.nebula.text.Swar;
import io.nebula.text.TimestampText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes one compact object per line. Fields that are still raw JSON are copied byte for byte, absent ones stay absent;
 * raw fields of other formats become JSON by their type.
 */
final class JsonLinesEncoder implements Encoder {
    private static final int WORD = 8;
    private static final int LONGEST_NUMBER = 40;
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private final Schema schema;
    private final JsonKeys keys;
    private final byte[][] prefixes;
    private final Column[] columns;
    private final TextColumn[] scratch;
    /** For fields that are still raw JSON: their bytes, and where each row's value is; else null. */
    private final byte[][] json;
    private final int[][] starts;
    private final int[][] lengths;
    private final boolean[] foreign;
    private final JsonScalars scalars = new JsonScalars();

    JsonLinesEncoder(Schema schema) {
        this.schema = schema;
        keys = new JsonKeys(schema);
        prefixes = new byte[schema.size()][];
        for (int i = 0; i < prefixes.length; i++) {
            prefixes[i] = prefix(schema.field(i).name());
        }
        columns = new Column[prefixes.length];
        scratch = new TextColumn[prefixes.length];
        json = new byte[prefixes.length][];
        starts = new int[prefixes.length][];
        lengths = new int[prefixes.length][];
        foreign = new boolean[prefixes.length];
    }

    /** Comma, key and colon, and a word of room, so that whole words can be copied. */
    private static byte[] prefix(String name) {
        OutputBuffer key = new OutputBuffer(64);
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        key.append((byte) ',');
        JsonText.write(utf8, 0, utf8.length, key);
        key.append((byte) ':');
        return Arrays.copyOf(key.bytes(), key.end() + WORD);
    }

    @Override
    public void encode(RecordBatch batch, OutputBuffer out) {
        batch.stage("encode");
        for (int field = 0; field < columns.length; field++) {
            prepare(batch, field);
        }
        batch.dropRejected();
        ExtraFields extras = batch.extras();
        int extra = 0;
        int[] selection = batch.selection();
        int selected = batch.selected();
        for (int k = 0; k < selected; k++) {
            int row = selection[k];
            int start = out.end();
            boolean written = fields(batch, row, out);
            if (extras != null) {
                while (extra < extras.count() && extras.row(extra) < row) {
                    extra++;
                }
                extra = append(extras, extra, row, out);
            }
            finish(start, written, out);
        }
        batch.dropRejected();
    }

    private void prepare(RecordBatch batch, int field) {
        RawColumn raw = batch.raw(field);
        foreign[field] = raw != null && !(raw instanceof JsonRawColumn);
        json[field] = null;
        if (raw instanceof JsonRawColumn) {
            json[field] = raw.bytes();
            starts[field] = raw.starts();
            lengths[field] = raw.lengths();
        }
        columns[field] = foreign[field] ? text(batch, field, raw) : raw == null ? batch.column(field) : null;
    }

    private TextColumn text(RecordBatch batch, int field, RawColumn raw) {
        if (scratch[field] == null) {
            scratch[field] = new TextColumn(ValueType.STRING, batch.rows());
        }
        scratch[field].reset(batch.rows());
        raw.readText(batch.selection(), batch.selected(), scratch[field]);
        return scratch[field];
    }

    private boolean fields(RecordBatch batch, int row, OutputBuffer out) {
        for (int field = 0; field < prefixes.length; field++) {
            if (json[field] != null) {
                field = copyRun(row, field, out);
                continue;
            }
            copy(prefixes[field], 0, prefixes[field].length - WORD, out);
            if (columns[field].isNull(row)) {
                copy(NULL, 0, NULL.length, out);
            } else if (!value(batch, row, field, out)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Copies a raw field, and those that also follow it in the input under their names; returns the last one copied.
     */
    private int copyRun(int row, int field, OutputBuffer out) {
        if (lengths[field][row] == RawColumn.ABSENT) {
            return field;
        }
        byte[] in = json[field];
        int start = starts[field][row];
        int end = start + lengths[field][row];
        int last = field;
        while (last + 1 < json.length && json[last + 1] == in) {
            int key = prefixes[last + 1].length - WORD;
            if (starts[last + 1][row] != end + key || !Swar.isAt(in, end, prefixes[last + 1], key)) {
                break;
            }
            last++;
            end += key + lengths[last][row];
        }
        int key = prefixes[field].length - WORD;
        int at = out.end();
        byte[] bytes = out.ensure(key + end - start + 2 * WORD);
        Swar.copy(prefixes[field], 0, bytes, at, key);
        Swar.copy(in, start, bytes, at + key, end - start);
        out.end(at + key + end - start);
        return last;
    }

    private static void copy(byte[] bytes, int start, int length, OutputBuffer out) {
        int at = out.end();
        Swar.copy(bytes, start, out.ensure(length + WORD), at, length);
        out.end(at + length);
    }

    private int append(ExtraFields extras, int from, int row, OutputBuffer out) {
        int extra = from;
        while (extra < extras.count() && extras.row(extra) == row) {
            if (!isField(extras.bytes(), extras.start(extra))) {
                out.append((byte) ',');
                copy(extras.bytes(), extras.start(extra), extras.length(extra), out);
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
    private static void finish(int start, boolean written, OutputBuffer out) {
        if (!written) {
            out.end(start);
            return;
        }
        if (out.end() == start) {
            out.append((byte) '{');
        } else {
            out.bytes()[start] = '{';
        }
        out.append((byte) '}');
        out.append((byte) '\n');
    }

    /** Writes a value that is not null; or rejects the row and says false. */
    private boolean value(RecordBatch batch, int row, int field, OutputBuffer out) {
        Column column = columns[field];
        String problem = column instanceof TextColumn text
                ? scalars.write(schema.type(field), text.bytes(), text.starts()[row], text.lengths()[row], out)
                : number(column, row, out);
        if (problem != null) {
            batch.reject(row, problem, schema.field(field).name(), scalars.message(problem, schema.type(field)));
        }
        return problem == null;
    }

    private String number(Column column, int row, OutputBuffer out) {
        int at = out.end();
        byte[] bytes = out.ensure(LONGEST_NUMBER);
        switch (column.type()) {
            case LONG -> out.end(LongText.write(((LongColumn) column).values()[row], bytes, at));
            case DOUBLE -> {
                return scalars.write(((DoubleColumn) column).values()[row], out);
            }
            case DATE -> quoted(DateText.write(((LongColumn) column).values()[row], bytes, at + 1), at, out);
            case TIMESTAMP -> quoted(TimestampText.write(((LongColumn) column).values()[row], bytes, at + 1), at, out);
            case BOOLEAN -> scalars.write(((BooleanColumn) column).get(row), out);
            case STRING, JSON -> throw new IllegalStateException("text is written as text");
        }
        return null;
    }

    private static void quoted(int end, int start, OutputBuffer out) {
        out.bytes()[start] = '"';
        out.bytes()[end] = '"';
        out.end(end + 1);
    }
}
