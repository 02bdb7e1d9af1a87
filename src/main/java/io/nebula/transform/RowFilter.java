package io.nebula.transform;

import io.nebula.record.Column;
import io.nebula.record.RecordBatch;
import io.nebula.record.Schema;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Keeps the records that a lambda says yes to. What it throws fails the run. */
public final class RowFilter implements TransformSpec {
    private final Supplier<? extends Predicate<Row>> predicates;

    private RowFilter(Supplier<? extends Predicate<Row>> predicates) {
        this.predicates = predicates;
    }

    /** A filter whose workers share {@code predicate}, which must be thread-safe. */
    public static TransformSpec of(Predicate<Row> predicate) {
        return new RowFilter(() -> predicate);
    }

    /** A filter that asks {@code predicates} for one predicate per worker. */
    public static TransformSpec of(Supplier<? extends Predicate<Row>> predicates) {
        return new RowFilter(predicates);
    }

    @Override
    public String type() {
        return "row-filter";
    }

    @Override
    public BoundTransform bind(Schema input) {
        return new BoundTransform(input, () -> new Sieve(predicates.get(), input));
    }

    /** The predicate at work. */
    private static final class Sieve implements Transform {
        private final Predicate<Row> predicate;
        private final Row row;
        private int[] kept = new int[0];

        Sieve(Predicate<Row> predicate, Schema schema) {
            this.predicate = predicate;
            this.row = new Row(schema, Fields.inPlace(schema.size()), new Column[schema.size()]);
        }

        @Override
        public RecordBatch apply(RecordBatch batch) {
            row.enter(batch);
            int[] selection = batch.selection();
            int selected = batch.selected();
            if (kept.length < selected) {
                kept = new int[selected];
            }
            int count = 0;
            for (int k = 0; k < selected; k++) {
                int index = selection[k];
                row.at(index);
                if (test(batch, index)) {
                    kept[count++] = index;
                }
            }
            if (count < selected) {
                batch.select(kept, count);
            }
            return batch;
        }

        /** A rejected record stays selected: it is the engine that takes it out, and counts it. */
        private boolean test(RecordBatch batch, int index) {
            try {
                return predicate.test(row) || batch.isRejected(index);
            } catch (NullValueException e) {
                batch.reject(index, "null-value", e.field(), e.getMessage());
                return true;
            }
        }
    }
}
