package io.nebula.expression;

import io.nebula.record.BooleanColumn;
import io.nebula.record.RecordBatch;

/** {@code is null}: never null itself; an error stays one. */
final class IsNullStep extends Step {
    private final BooleanColumn out = new BooleanColumn(0);

    IsNullStep(Step input) {
        super(input);
        this.column = out;
    }

    @Override
    void run(RecordBatch batch, int[] rows, int count) {
        int words = Words.count(batch.rows());
        out.reset(batch.rows());
        errors = inputs[0].errors;
        long[] valid = inputs[0].column.valid();
        if (valid == null) {
            return;
        }
        for (int w = 0; w < words; w++) {
            out.words()[w] = ~valid[w];
        }
        if (errors != null) {
            long[] outValid = out.writableValid();
            for (int w = 0; w < words; w++) {
                outValid[w] = ~errors[w];
            }
        }
    }
}
