package io.nebula.expression;

import io.nebula.record.BooleanColumn;
import io.nebula.record.Column;
import io.nebula.record.DoubleColumn;
import io.nebula.record.LongColumn;
import io.nebula.record.RecordBatch;
import io.nebula.record.TextColumn;
import io.nebula.record.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The same value in every row: filled once, and again only for a larger batch. */
final class ConstantStep extends Step {
    private final Object value;
    private int filled = -1;

    ConstantStep(Object value, ValueType type) {
        this.value = value;
        this.column = Column.of(type, 0);
    }

    @Override
    void run(RecordBatch batch, int[] rows, int count) {
        if (filled < batch.rows()) {
            filled = batch.rows();
            column.reset(filled);
            fill();
        }
    }

    private void fill() {
        if (value == null) {
            Arrays.fill(column.writableValid(), 0);
        } else if (column instanceof LongColumn longs) {
            Arrays.fill(longs.values(), (Long) value);
        } else if (column instanceof DoubleColumn doubles) {
            Arrays.fill(doubles.values(), (Double) value);
        } else if (column instanceof BooleanColumn booleans) {
            Arrays.fill(booleans.words(), (Boolean) value ? -1L : 0);
        } else if (column instanceof TextColumn text) {
            byte[] bytes = ((String) value).getBytes(StandardCharsets.UTF_8);
            text.viewOf(bytes);
            Arrays.fill(text.starts(), 0);
            Arrays.fill(text.lengths(), bytes.length);
        }
    }
}
