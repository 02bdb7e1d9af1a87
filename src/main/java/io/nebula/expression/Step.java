package io.nebula.expression;

import io.nebula.record.Column;
import io.nebula.record.RecordBatch;

/**
 * One node of a running expression: computes its column for all rows of a batch in one call, after its inputs have.
 *
 * <p>A row that failed is null in {@link #column} and marked in {@link #errors}. Belongs to one worker.
 */
abstract class Step {
    final Step[] inputs;
    /** The values for the batch of the last {@link #run}. */
    Column column;
    /** The rows that failed, or null if none did. Unselected rows may be marked too: they do not count. */
    long[] errors;

    Step(Step... inputs) {
        this.inputs = inputs;
    }

    abstract void run(RecordBatch batch);

    final boolean failed(int row) {
        return Words.has(errors, row);
    }

    /** Why a row failed that did: the first input to fail, unless this step knows better. */
    RowError explain(int row) {
        for (Step input : inputs) {
            if (input.failed(row)) {
                return input.explain(row);
            }
        }
        throw new IllegalStateException("row " + row + " has not failed");
    }
}
