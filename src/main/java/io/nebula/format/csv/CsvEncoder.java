package io.nebula.format.csv;

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
import io.nebula.text.BooleanText;
import io.nebula.text.DateText;
import io.nebula.text.DoubleText;
import io.nebula.text.LongText;
import io.nebula.text.Swar;
import io.nebula.text.TimestampText;
import java.nio.charset.StandardCharsets;

/**
 * Writes CSV records. Fields that are still raw in this dialect are copied with their quotes, neighbours in one go; all
 * others are written from their values, in quotes only where the value could be misread without.
 */
final class CsvEncoder implements Encoder {
    private static final int WORD = 8;
    private static final int LONGEST_NUMBER = 40;

    private final CsvDialect dialect;
    private final byte delimiter;
    private final QuotedText texts;
    private final byte[] loneNull;
    private final Column[] columns;
    private final TextColumn[] scratch;
    private final byte[][] rawBytes;
    private final int[][] starts;
    private final int[][] lengths;

    CsvEncoder(CsvDialect dialect, Schema schema) {
        this.dialect = dialect;
        delimiter = dialect.delimiter();
        texts = new QuotedText(dialect);
        loneNull = texts.loneNull();
        columns = new Column[schema.size()];
        scratch = new TextColumn[schema.size()];
        rawBytes = new byte[schema.size()][];
        starts = new int[schema.size()][];
        lengths = new int[schema.size()][];
    }

    @Override
    public void encode(RecordBatch batch, OutputBuffer out) {
        batch.stage("encode");
        rejectExtras(batch);
        for (int i = 0; i < columns.length; i++) {
            prepare(batch, i);
        }
        batch.dropRejected();
        int[] selection = batch.selection();
        for (int k = 0; k < batch.selected(); k++) {
            row(selection[k], out);
        }
    }

    private static void rejectExtras(RecordBatch batch) {
        ExtraFields extras = batch.extras();
        int k = 0;
        for (int i = 0; extras != null && i < extras.count(); i++) {
            int row = extras.row(i);
            while (k < batch.selected() && batch.selection()[k] < row) {
                k++;
            }
            if (k < batch.selected() && batch.selection()[k] == row) {
                String field = new String(extras.bytes(), extras.start(i), extras.length(i), StandardCharsets.UTF_8);
                rejectExtra(batch, row, field);
            }
        }
    }

    private static void rejectExtra(RecordBatch batch, int row, String field) {
        String name = field.substring(1, Math.max(1, field.indexOf('"', 1)));
        batch.reject(row, "unknown-field", name, "the field '" + name + "' has no column in CSV output, since it"
                + " did not occur in the sample; declare it in the source's schema");
    }

    private void prepare(RecordBatch batch, int field) {
        RawColumn raw = batch.raw(field);
        if (raw instanceof CsvRawColumn csv && csv.wellFormed() && csv.dialect().equals(dialect)) {
            columns[field] = null;
            rawBytes[field] = raw.bytes();
            starts[field] = raw.starts();
            lengths[field] = raw.lengths();
            return;
        }
        rawBytes[field] = null;
        columns[field] = raw == null ? batch.column(field) : text(batch, field, raw);
        if (columns[field] instanceof TextColumn text) {
            starts[field] = text.starts();
            lengths[field] = text.lengths();
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

    private void row(int row, OutputBuffer out) {
        int rowStart = out.end();
        int fields = columns.length;
        for (int field = 0; field < fields; field++) {
            if (field > 0) {
                out.append(delimiter);
            }
            if (rawBytes[field] != null) {
                field = copyRun(row, field, out);
            } else {
                value(row, field, out);
            }
        }
        finish(row, rowStart, out);
    }

    /** Copies a raw field, and those after it that also follow it in the input; returns the last one copied. */
    private int copyRun(int row, int field, OutputBuffer out) {
        byte[] in = rawBytes[field];
        int start = starts[field][row];
        int end = start + lengths[field][row];
        int last = field;
        while (last + 1 < columns.length && rawBytes[last + 1] == in && starts[last + 1][row] == end + 1) {
            last++;
            end += 1 + lengths[last][row];
        }
        int length = end - start;
        int at = out.end();
        Swar.copy(in, start, out.ensure(length + WORD), at, length);
        out.end(at + length);
        return last;
    }

    private void value(int row, int field, OutputBuffer out) {
        Column column = columns[field];
        if (column.isNull(row)) {
            return;
        }
        if (column instanceof TextColumn text) {
            texts.write(text.bytes(), starts[field][row], lengths[field][row], out);
            return;
        }
        int at = out.end();
        byte[] bytes = out.ensure(LONGEST_NUMBER);
        int end = switch (column.type()) {
            case LONG -> LongText.write(((LongColumn) column).values()[row], bytes, at);
            case DOUBLE -> DoubleText.write(((DoubleColumn) column).values()[row], bytes, at);
            case DATE -> DateText.write(((LongColumn) column).values()[row], bytes, at);
            case TIMESTAMP -> TimestampText.write(((LongColumn) column).values()[row], bytes, at);
            case BOOLEAN -> BooleanText.write(((BooleanColumn) column).get(row), bytes, at);
            case STRING, JSON -> throw new IllegalStateException("text is written as text");
        };
        out.end(texts.plainNeedsQuotes(bytes, at, end - at) ? texts.enclose(at, end, out) : end);
    }

    /** A copied field that ends in CR would lose it to the line end, and an empty row would be a blank line. */
    private void finish(int row, int rowStart, OutputBuffer out) {
        int end = out.end();
        if (end > rowStart && out.bytes()[end - 1] == '\r') {
            out.end(texts.enclose(end - lengths[columns.length - 1][row], end, out));
        } else if (end == rowStart) {
            out.append(loneNull, 0, loneNull.length);
        }
        out.append((byte) '\n');
    }
}
