package io.nebula.engine;

import io.nebula.record.BooleanColumn;
import io.nebula.record.Column;
import io.nebula.record.DoubleColumn;
import io.nebula.record.LongColumn;
import io.nebula.record.RawColumn;
import io.nebula.record.RecordBatch;
import io.nebula.record.TextColumn;
import io.nebula.record.ValueType;
import io.nebula.text.DateText;
import io.nebula.text.DoubleText;
import io.nebula.text.TimestampText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The values of a record as text, for a person. A field that nobody has parsed is shown as read, and stays unparsed. */
final class RowText {
    private final byte[] bytes = new byte[Math.max(TimestampText.MAX_LENGTH,
            Math.max(DateText.MAX_LENGTH, DoubleText.MAX_LENGTH))];

    /** One for each field; null for null. */
    List<String> values(RecordBatch batch, int row) {
        String[] values = new String[batch.schema().size()];
        for (int field = 0; field < values.length; field++) {
            RawColumn raw = batch.raw(field);
            values[field] = raw != null ? read(raw, batch.rows(), row) : text(batch.column(field), row);
        }
        return Arrays.asList(values);
    }

    private static String read(RawColumn raw, int rows, int row) {
        TextColumn text = new TextColumn(raw.type() == ValueType.JSON ? ValueType.JSON : ValueType.STRING, rows);
        text.reset(rows);
        raw.readText(new int[] {row}, 1, text);
        return text.string(row);
    }

    private String text(Column column, int row) {
        if (column.isNull(row)) {
            return null;
        }
        if (column instanceof TextColumn text) {
            return text.string(row);
        }
        if (column instanceof BooleanColumn truth) {
            return Boolean.toString(truth.get(row));
        }
        if (column instanceof DoubleColumn number) {
            return written(DoubleText.write(number.values()[row], bytes, 0));
        }
        long value = ((LongColumn) column).values()[row];
        return switch (column.type()) {
            case DATE -> written(DateText.write(value, bytes, 0));
            case TIMESTAMP -> written(TimestampText.write(value, bytes, 0));
            default -> Long.toString(value);
        };
    }

    private String written(int end) {
        return new String(bytes, 0, end, StandardCharsets.US_ASCII);
    }
}
