package io.nebula.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.record.DoubleColumn;
import io.nebula.record.Field;
import io.nebula.record.LongColumn;
import io.nebula.record.RecordBatch;
import io.nebula.record.Schema;
import io.nebula.record.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowTest {
    private static final int ROWS = 100;
    private static final int FIELDS = 40;
    private static final Schema SCHEMA = new Schema(IntStream.range(0, FIELDS)
            .mapToObj(field -> new Field("f" + field, ValueType.LONG)).toList());

    /** Field {@code f} of row {@code r} is {@code 1000 f + r}. */
    private static RecordBatch batch() {
        LongColumn[] columns = new LongColumn[FIELDS];
        for (int field = 0; field < FIELDS; field++) {
            columns[field] = new LongColumn(ValueType.LONG, ROWS);
            columns[field].reset(ROWS);
            for (int row = 0; row < ROWS; row++) {
                columns[field].values()[row] = 1000L * field + row;
            }
        }
        return RecordBatch.of(SCHEMA, ROWS, columns);
    }

    @Test
    void shouldFindFieldsInWhateverOrderALambdaAsksForThem() throws Exception {
        List<String> wrong = new ArrayList<>();
        Transform transform = RowTransform.of((Row row) -> {
            int start = (int) (row.getLong("f0") % 7);
            for (int step = 0; step < 2 * FIELDS; step++) {
                int field = (start * 5 + step * (start + 1)) % FIELDS;
                long value = row.getLong(SCHEMA.field(field).name());
                if (value != 1000L * field + row.getLong(0)) {
                    wrong.add("f" + field + " was " + value);
                }
            }
        }).bind(SCHEMA).instances().get();

        transform.apply(batch());
        transform.apply(batch());

        assertThat(wrong).isEmpty();
    }

    @Test
    void shouldKnowFieldsByEqualNamesThatAreOtherObjects() throws Exception {
        Transform transform = RowTransform.of((Row row) -> row.setLong(new String("f1"), -row.getLong(new String("f2"))),
                new Field("f1", ValueType.LONG)).bind(SCHEMA).instances().get();

        RecordBatch result = transform.apply(batch());

        assertThat(((LongColumn) result.column(1)).values()[42]).isEqualTo(-2042);
    }

    @Test
    void shouldKeepWhatArrivedWhereOnlySomeRecordsSetAField() throws Exception {
        Transform transform = RowTransform.of((Row row) -> {
            if (row.getLong("f0") % 3 == 0) {
                row.setNull("f1");
                row.setLong("f1", 7);
                row.setLong("f1", row.getLong("f1") + 1);
            }
            if (row.getLong("f0") % 5 == 0) {
                row.setDouble("new", row.getLong("f1") / 2.0);
            }
        }, new Field("f1", ValueType.LONG), new Field("new", ValueType.DOUBLE)).bind(SCHEMA).instances().get();
        transform.apply(batch());

        RecordBatch result = transform.apply(batch());

        LongColumn set = (LongColumn) result.column(1);
        DoubleColumn added = (DoubleColumn) result.column(FIELDS);
        for (int row = 0; row < ROWS; row++) {
            long expected = row % 3 == 0 ? 8 : 1000 + row;
            assertThat(set.values()[row]).as("f1 of row %d", row).isEqualTo(expected);
            assertThat(set.isNull(row)).isFalse();
            assertThat(added.isNull(row)).as("new of row %d is null", row).isEqualTo(row % 5 != 0);
            if (row % 5 == 0) {
                assertThat(added.values()[row]).isEqualTo(expected / 2.0);
            }
        }
    }
}
