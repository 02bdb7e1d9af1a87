package io.nebula.expression;

import io.nebula.record.Column;
import io.nebula.record.RecordBatch;
import java.util.List;

/**
 * One node of a running expression: computes its column for all rows of a batch in one call, after its inputs have.
 *
 * <p>A row that failed is null in {@link #column} and marked in {@link #errors}. Belongs to one worker.
 */
abstract class Step {
    final Step[] inputs;
    /** For each input, the steps that only it needs and that run with its rows; null where there are none. */
    private final Step[][] lazy;
    /** The values for the batch of the last {@link #run}. */
    Column column;
    /** The rows that failed, or null if none did. Unselected rows may be marked too: they do not count. */
    long[] errors;

    Step(Step... inputs) {
        this.inputs = inputs;
        this.lazy = new Step[inputs.length][];
    }

    /** Computes at least the first {@code count} of {@code rows}, which are selected ones in ascending order. */
    abstract void run(RecordBatch batch, int[] rows, int count);

    /** Leaves it to this step to run what an input needs, for the rows that it wants. */
    final void lazy(int input, List<Step> steps) {
        lazy[input] = steps.toArray(new Step[0]);
    }

    final boolean isLazy(int input) {
        return lazy[input] != null;
    }

    /** Runs what an input needs, if that has been left to this step. */
    final void runInput(int input, RecordBatch batch, int[] rows, int count) {
        for (Step step : lazy[input]) {
            step.run(batch, rows, count);
        }
    }

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
