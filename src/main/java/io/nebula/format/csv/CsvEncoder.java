package io.nebula.format.csv;

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
import java.nio.charset.StandardCharsets;

/**
 * Writes CSV records. Fields that are still raw in this dialect are copied with their quotes, neighbours in one go; all
 * others are written from their values, in quotes only where the value could be misread without.
 */
final class CsvEncoder implements Encoder {
    /** Room for the longest number with its delimiter. */
    private static final int LONGEST_NUMBER = PlainValues.MAX_LENGTH + Swar.OVERRUN;

    private final CsvDialect dialect;
    private final byte delimiter;
    private final QuotedText texts;
    private final byte[] loneNull;
    private final TextColumn[] scratch;
    private final RowPart[] parts;
    private int count;

    CsvEncoder(CsvDialect dialect, Schema schema) {
        this.dialect = dialect;
        delimiter = dialect.delimiter();
        texts = new QuotedText(dialect);
        loneNull = texts.loneNull();
        scratch = new TextColumn[schema.size()];
        parts = new RowPart[schema.size()];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = new RowPart();
        }
    }

    @Override
    public void encode(RecordBatch batch, OutputBuffer out) {
        batch.stage("encode");
        rejectExtras(batch);
        prepare(batch);
        batch.dropRejected();
        rows(batch.selection(), batch.selected(), out);
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

    private void prepare(RecordBatch batch) {
        count = 0;
        CsvRawColumn before = null;
        for (int field = 0; field < scratch.length; field++) {
            RawColumn raw = batch.raw(field);
            if (raw instanceof CsvRawColumn csv && csv.wellFormed() && csv.dialect().equals(dialect)) {
                if (before != null && csv.follows(before)) {
                    parts[count - 1].extend(csv);
                } else {
                    parts[count++].raw(csv);
                }
                before = csv;
            } else {
                Column column = raw == null ? batch.column(field) : text(batch, field, raw);
                parts[count++].computed(column, batch.selection(), batch.selected());
                before = null;
            }
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

    /** Hot: the rest of a row always has room for all its numbers, so that only copies look whether there is any. */
    private void rows(int[] selection, int selected, OutputBuffer out) {
        RowPart[] row = parts;
        int last = count;
        int reserve = (last + 1) * LONGEST_NUMBER;
        byte comma = delimiter;
        boolean plain = texts.plainValuesStay();
        byte[] target = out.ensure(reserve);
        int at = out.end();
        for (int k = 0; k < selected; k++) {
            int index = selection[k];
            int rowStart = at;
            for (int i = 0; i < last; i++) {
                RowPart part = row[i];
                if (i > 0) {
                    target[at++] = comma;
                }
                if (part.kind == RowPart.Kind.RAW) {
                    int start = part.starts[index];
                    int length = part.lastStarts[index] + part.lastLengths[index] - start;
                    if (target.length - at < length + reserve) {
                        target = grown(out, at, length + reserve);
                    }
                    Swar.copy(part.bytes, start, target, at, length);
                    at += length;
                } else if (part.kind == RowPart.Kind.PLAIN) {
                    if (!part.plain.isNull(index)) {
                        int end = part.plain.write(index, target, at);
                        at = plain ? end : quoted(at, end, reserve, out);
                        target = out.bytes();
                    }
                } else if (!part.text.isNull(index)) {
                    out.end(at);
                    texts.write(part.bytes, part.starts[index], part.lastLengths[index], out);
                    target = out.ensure(reserve);
                    at = out.end();
                }
            }
            if (at == rowStart || target[at - 1] == '\r') {
                at = mended(row[last - 1], index, rowStart, at, out);
                target = out.bytes();
            }
            target[at++] = '\n';
            if (target.length - at < reserve) {
                target = grown(out, at, reserve);
            }
        }
        out.end(at);
    }

    private static byte[] grown(OutputBuffer out, int end, int more) {
        out.end(end);
        return out.ensure(more);
    }

    private int quoted(int from, int to, int reserve, OutputBuffer out) {
        if (!texts.plainNeedsQuotes(out.bytes(), from, to - from)) {
            return to;
        }
        int end = texts.enclose(from, to, out);
        out.end(end);
        out.ensure(reserve);
        return end;
    }

    /** A copied field that ends in CR would lose it to the line end, and an empty row would be a blank line. */
    private int mended(RowPart last, int row, int rowStart, int end, OutputBuffer out) {
        out.end(end);
        if (end == rowStart) {
            out.append(loneNull, 0, loneNull.length);
        } else {
            out.end(texts.enclose(end - last.lastLengths[row], end, out));
        }
        int mended = out.end();
        out.ensure(LONGEST_NUMBER);
        return mended;
    }
}
