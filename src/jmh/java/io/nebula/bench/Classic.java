package io.nebula.bench;

import io.nebula.connector.GenerateSpec;
import io.nebula.connector.RecordSource;
import io.nebula.format.Decoder;
import io.nebula.format.Morsel;
import io.nebula.format.Origin;
import io.nebula.record.Column;
import io.nebula.record.DoubleColumn;
import io.nebula.record.LongColumn;
import io.nebula.record.RecordBatch;
import io.nebula.record.Schema;
import io.nebula.record.TextColumn;
import java.util.ArrayList;
import java.util.List;

/** The classic six-field records in memory, as columns and as objects, in batches. */
final class Classic {
    private static final int RECORDS = 1 << 18;

    private final Schema schema;
    private final List<Column[]> columns = new ArrayList<>();
    private final List<Event[]> events = new ArrayList<>();
    private final int batchRows;

    Classic(int batchRows) {
        this.batchRows = batchRows;
        try (RecordSource source = new GenerateSpec(RECORDS).open()) {
            schema = source.schema();
            Decoder decoder = source.decoder(batchRows);
            decoder.open(new Morsel(null, 0, RECORDS, new Origin("generate", 0, null, 0, 0), 1, 0, false));
            for (RecordBatch batch = decoder.next(); batch != null; batch = decoder.next()) {
                add(batch.copy());
            }
        }
    }

    private void add(RecordBatch batch) {
        Column[] of = new Column[schema.size()];
        for (int field = 0; field < of.length; field++) {
            of[field] = batch.column(field);
        }
        columns.add(of);
        Event[] objects = new Event[batch.rows()];
        for (int row = 0; row < objects.length; row++) {
            objects[row] = new Event(((LongColumn) of[0]).values()[row], ((TextColumn) of[1]).string(row),
                    ((DoubleColumn) of[2]).values()[row], ((LongColumn) of[3]).values()[row],
                    ((TextColumn) of[4]).string(row), ((TextColumn) of[5]).string(row));
        }
        events.add(objects);
    }

    Schema schema() {
        return schema;
    }

    int records() {
        return RECORDS;
    }

    int batches() {
        return columns.size();
    }

    /** A new batch over the same columns: whoever gets it may change it. */
    RecordBatch columns(int batch) {
        Column[] of = columns.get(batch);
        int rows = Math.min(batchRows, RECORDS - batch * batchRows);
        return RecordBatch.of(schema, rows, of.clone());
    }

    Event[] objects(int batch) {
        return events.get(batch);
    }

    Event object(int index) {
        return events.get(index / batchRows)[index % batchRows];
    }
}
