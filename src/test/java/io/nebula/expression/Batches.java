package io.nebula.expression;

import io.nebula.record.BooleanColumn;
import io.nebula.record.Column;
import io.nebula.record.DoubleColumn;
import io.nebula.record.Field;
import io.nebula.record.LongColumn;
import io.nebula.record.RecordBatch;
import io.nebula.record.Schema;
import io.nebula.record.TextColumn;
import io.nebula.record.ValueType;
import java.util.ArrayList;
import java.util.List;

/** Builds batches from objects and reads columns back, for tests. */
public final class Batches {
    private Batches() {}

    /** A schema from {@code name type} texts. */
    public static Schema schema(String... fields) {
        List<Field> list = new ArrayList<>();
        for (String field : fields) {
            int space = field.lastIndexOf(' ');
            list.add(new Field(field.substring(0, space), ValueType.named(field.substring(space + 1))));
        }
        return new Schema(list);
    }

    /** A batch of rows of values: Long, Double, Boolean, String or null. */
    public static RecordBatch batch(Schema schema, Object[]... rows) {
        Column[] columns = new Column[schema.size()];
        for (int field = 0; field < columns.length; field++) {
            columns[field] = Column.of(schema.type(field), rows.length);
            columns[field].reset(rows.length);
            for (int row = 0; row < rows.length; row++) {
                set(columns[field], row, rows[row][field]);
            }
        }
        return RecordBatch.of(schema, rows.length, columns);
    }

    /** A batch of one field. */
    public static RecordBatch column(String name, ValueType type, Object... values) {
        Object[][] rows = new Object[values.length][];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = new Object[] {values[row]};
        }
        return batch(new Schema(List.of(new Field(name, type))), rows);
    }

    /** Keeps only the given rows. */
    public static RecordBatch select(RecordBatch batch, int... rows) {
        batch.select(rows, rows.length);
        return batch;
    }

    private static void set(Column column, int row, Object value) {
        if (value == null) {
            column.setNull(row);
        } else if (column instanceof LongColumn longs) {
            longs.values()[row] = ((Number) value).longValue();
        } else if (column instanceof DoubleColumn doubles) {
            doubles.values()[row] = ((Number) value).doubleValue();
        } else if (column instanceof BooleanColumn booleans) {
            booleans.set(row, (Boolean) value);
        } else if (column instanceof TextColumn text) {
            text.append(row, (String) value);
        }
    }

    /** The value of a row, or null. */
    public static Object value(Column column, int row) {
        if (column.isNull(row)) {
            return null;
        }
        if (column instanceof LongColumn longs) {
            return longs.values()[row];
        }
        if (column instanceof DoubleColumn doubles) {
            return doubles.values()[row];
        }
        return column instanceof BooleanColumn booleans ? (Object) booleans.get(row) : ((TextColumn) column)
                .string(row);
    }

    /** The values of the selected rows. */
    public static List<Object> values(RecordBatch batch, Column column) {
        List<Object> values = new ArrayList<>();
        for (int k = 0; k < batch.selected(); k++) {
            values.add(value(column, batch.selection()[k]));
        }
        return values;
    }

    /** The values of the selected rows of a field. */
    public static List<Object> values(RecordBatch batch, String field) {
        return values(batch, batch.column(batch.schema().indexOf(field)));
    }
}
