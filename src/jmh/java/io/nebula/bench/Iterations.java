package io.nebula.bench;

import io.nebula.options.InvalidOptionsException;
import io.nebula.record.Column;
import io.nebula.record.DoubleColumn;
import io.nebula.record.Field;
import io.nebula.record.RecordBatch;
import io.nebula.record.Schema;
import io.nebula.record.ValueType;
import io.nebula.transform.BoundTransform;
import io.nebula.transform.Row;
import io.nebula.transform.RowTransform;
import io.nebula.transform.TransformSpec;
import java.util.Arrays;
import java.util.function.Consumer;

/** The CPU-bound job, {@code 100 × { s += i * 1.234567; s += value }}, in every form that an engine can take. */
final class Iterations {
    private static final int COUNT = 100;
    private static final double STEP = 1.234567;
    private static final String FIELD = "value";
    /** Two arrays of this length stay in the first-level cache. */
    private static final int BLOCK_ROWS = 1024;

    private Iterations() {}

    /** One value: each addition waits for the one before it. */
    static double of(double value) {
        double sum = 0;
        for (int i = 0; i < COUNT; i++) {
            sum += i * STEP;
            sum += value;
        }
        return sum;
    }

    /** One record. */
    static Event of(Event event) {
        return event.withValue(of(event.value()));
    }

    /** A batch of records as objects. */
    static Event[] of(Event[] events) {
        Event[] results = new Event[events.length];
        for (int i = 0; i < events.length; i++) {
            results[i] = of(events[i]);
        }
        return results;
    }

    /** A batch of records as columns; changes the batch, whose new column is its own. */
    static RecordBatch of(RecordBatch batch) {
        return replace(batch, new DoubleColumn(batch.rows()));
    }

    /** The same as a transform over columns. */
    static TransformSpec columns() {
        return new TransformSpec() {
            @Override
            public String type() {
                return "iterations";
            }

            @Override
            public BoundTransform bind(Schema input) throws InvalidOptionsException {
                return new BoundTransform(input, () -> {
                    DoubleColumn result = new DoubleColumn(BLOCK_ROWS);
                    return batch -> {
                        result.reset(batch.rows());
                        return replace(batch, result);
                    };
                });
            }
        };
    }

    /** The same as a lambda over one row, opaque to the engine. */
    static TransformSpec rows() {
        Consumer<Row> lambda = row -> row.setDouble(FIELD, of(row.getDouble(FIELD)));
        return RowTransform.of(lambda, new Field(FIELD, ValueType.DOUBLE));
    }

    private static RecordBatch replace(RecordBatch batch, DoubleColumn result) {
        Schema schema = batch.schema();
        int field = schema.indexOf(FIELD);
        Column values = batch.column(field);
        kernel(((DoubleColumn) values).values(), result.values(), batch.rows());
        int[] from = new int[schema.size()];
        for (int i = 0; i < from.length; i++) {
            from[i] = i == field ? -1 : i;
        }
        batch.reshape(schema, from, result);
        return batch;
    }

    /**
     * All rows side by side, which vectorises: the additions of one row stay in their order, so the sums are the same
     * to the last bit. Four iterations at a time, to load and store less.
     */
    static void kernel(double[] values, double[] sums, int rows) {
        for (int from = 0; from < rows; from += BLOCK_ROWS) {
            int to = Math.min(rows, from + BLOCK_ROWS);
            Arrays.fill(sums, from, to, 0);
            for (int i = 0; i < COUNT; i += 4) {
                add(values, sums, from, to, i * STEP, (i + 1) * STEP, (i + 2) * STEP, (i + 3) * STEP);
            }
        }
    }

    private static void add(double[] values, double[] sums, int from, int to, double a, double b, double c, double d) {
        for (int row = from; row < to; row++) {
            double value = values[row];
            sums[row] = sums[row] + a + value + b + value + c + value + d + value;
        }
    }
}
