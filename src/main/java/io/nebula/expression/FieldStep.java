package io.nebula.expression;

import io.nebula.record.RecordBatch;

/** A field of the batch as it is. */
final class FieldStep extends Step {
    private final int field;

    FieldStep(int field) {
        this.field = field;
    }

    @Override
    void run(RecordBatch batch, int[] rows, int count) {
        column = batch.column(field);
    }
}
