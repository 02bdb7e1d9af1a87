package io.nebula.expression;

import io.nebula.record.BooleanColumn;
import io.nebula.record.Column;
import io.nebula.record.DoubleColumn;
import io.nebula.record.LongColumn;
import io.nebula.record.RecordBatch;
import io.nebula.record.Schema;
import io.nebula.record.TextColumn;
import java.util.List;

/** Computes at compile time what depends on no field, with the same steps that would run later. */
final class Folding {
    private Folding() {}

    /** The value of the last of the steps, or null if it fails. */
    static Plan.Constant value(List<Step> steps) {
        RecordBatch oneRow = RecordBatch.of(new Schema(List.of()), 1);
        for (Step step : steps) {
            step.run(oneRow, oneRow.selection(), 1);
        }
        Step root = steps.get(steps.size() - 1);
        return root.failed(0) ? null : new Plan.Constant(value(root.column));
    }

    private static Object value(Column column) {
        if (column.isNull(0)) {
            return null;
        }
        if (column instanceof LongColumn longs) {
            return longs.values()[0];
        }
        if (column instanceof DoubleColumn doubles) {
            return doubles.values()[0];
        }
        return column instanceof BooleanColumn booleans ? (Object) booleans.get(0) : ((TextColumn) column).string(0);
    }
}
