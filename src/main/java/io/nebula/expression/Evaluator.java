package io.nebula.expression;

import io.nebula.record.Column;
import io.nebula.record.RecordBatch;
import java.util.List;

/**
 * Computes an expression, batch by batch. Belongs to one worker: it owns the scratch columns of all intermediate
 * results.
 */
public final class Evaluator {
    private final Step[] steps;
    private final Step root;
    private final String field;

    Evaluator(List<Step> steps, String field) {
        this.steps = steps.toArray(new Step[0]);
        this.root = steps.get(steps.size() - 1);
        this.field = field;
    }

    /**
     * Computes the values of the selected rows; those of other rows are unspecified. A selected row whose value cannot
     * be made is rejected on the batch, and null in the result.
     *
     * @return a column of the batch, or scratch memory that is valid until the next call: read only
     */
    public Column evaluate(RecordBatch batch) {
        for (Step step : steps) {
            step.run(batch, batch.selection(), batch.selected());
        }
        if (root.errors != null) {
            refuse(batch);
        }
        return root.column;
    }

    private void refuse(RecordBatch batch) {
        int[] selection = batch.selection();
        for (int k = 0; k < batch.selected(); k++) {
            int row = selection[k];
            if (root.failed(row) && !batch.isRejected(row)) {
                RowError error = root.explain(row);
                batch.reject(row, error.code(), field, error.message());
            }
        }
    }
}
