package io.nebula.expression;

import io.nebula.record.RecordBatch;

/** {@code try(e)}: a failed row is null already, so only the mark goes. */
final class TryStep extends Step {
    TryStep(Step input) {
        super(input);
    }

    @Override
    void run(RecordBatch batch, int[] rows, int count) {
        column = inputs[0].column;
    }
}
