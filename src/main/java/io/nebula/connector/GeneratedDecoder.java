package io.nebula.connector;

import io.nebula.format.Decoder;
import io.nebula.format.Morsel;
import io.nebula.record.Column;
import io.nebula.record.RawColumn;
import io.nebula.record.RecordBatch;
import io.nebula.record.Schema;

/** Makes the records of a run of numbers, column by column. */
final class GeneratedDecoder implements Decoder {
    private final GenerateSpec spec;
    private final Schema schema;
    private final int vectorRows;
    private final RecordBatch batch = RecordBatch.scratch();
    private final Column[] own;
    private final RawColumn[] raws;
    private final int[] places;
    private final int[] lengths;
    private long first;
    private int length;
    private int done;

    GeneratedDecoder(GenerateSpec spec, Schema schema, int vectorRows) {
        this.spec = spec;
        this.schema = schema;
        this.vectorRows = vectorRows;
        own = new Column[schema.size()];
        for (int i = 0; i < own.length; i++) {
            own[i] = Column.of(schema.type(i), vectorRows);
        }
        raws = new RawColumn[own.length];
        places = new int[vectorRows];
        lengths = new int[vectorRows];
    }

    @Override
    public void open(Morsel morsel) {
        first = morsel.position();
        length = morsel.length();
        done = 0;
    }

    @Override
    public RecordBatch next() {
        int rows = Math.min(vectorRows, length - done);
        if (rows == 0) {
            return null;
        }
        for (int field = 0; field < own.length; field++) {
            own[field].reset(rows);
            spec.fields().get(field).fill(own[field], rows, spec.seed(), first + done);
        }
        for (int row = 0; row < rows; row++) {
            places[row] = done + row;
        }
        batch.reset(schema, rows, own, raws);
        batch.origins(places, lengths);
        done += rows;
        return batch;
    }

    @Override
    public long lines() {
        return done;
    }
}
