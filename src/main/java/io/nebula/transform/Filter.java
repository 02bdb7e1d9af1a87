package io.nebula.transform;

import io.nebula.expression.Evaluator;
import io.nebula.expression.Expression;
import io.nebula.options.InvalidOptionsException;
import io.nebula.options.Options;
import io.nebula.options.Problem;
import io.nebula.options.Setting;
import io.nebula.options.Setting.Kind;
import io.nebula.record.BooleanColumn;
import io.nebula.record.RecordBatch;
import io.nebula.record.Schema;
import io.nebula.record.ValueType;
import java.util.List;

/**
 * Keeps the records for which a condition is true, and drops those for which it is false or null.
 *
 * @param where a boolean expression
 */
public record Filter(String where) implements TransformSpec {
    private static final String WHERE = "where";

    @Override
    public String type() {
        return "filter";
    }

    @Override
    public BoundTransform bind(Schema input) throws InvalidOptionsException {
        Expression condition;
        try {
            condition = Expression.compile(where, input);
        } catch (InvalidOptionsException e) {
            throw Problems.under(WHERE, e);
        }
        if (condition.type() != ValueType.BOOLEAN) {
            throw new InvalidOptionsException(Problem.at(WHERE, "wrong-type", "a condition is needed here, this is a "
                    + condition.type().text(), "compare it with something, e.g. … is not null"));
        }
        return new BoundTransform(input, () -> new Sieve(condition.evaluator()));
    }

    /** The condition at work. */
    private static final class Sieve implements Transform {
        private final Evaluator condition;
        private int[] kept = new int[0];

        Sieve(Evaluator condition) {
            this.condition = condition;
        }

        @Override
        public RecordBatch apply(RecordBatch batch) {
            BooleanColumn result = (BooleanColumn) condition.evaluate(batch);
            int[] selection = batch.selection();
            int selected = batch.selected();
            if (kept.length < selected) {
                kept = new int[selected];
            }
            int count = batch.rejects().isEmpty() ? keepTrue(result, selection, selected)
                    : keepTrueAndRejected(batch, result, selection, selected);
            if (count < selected) {
                batch.select(kept, count);
            }
            return batch;
        }

        private int keepTrue(BooleanColumn result, int[] selection, int selected) {
            long[] words = result.words();
            long[] valid = result.valid();
            int count = 0;
            for (int k = 0; k < selected; k++) {
                int row = selection[k];
                long word = words[row >> 6] & (valid == null ? -1L : valid[row >> 6]);
                kept[count] = row;
                count += (int) (word >>> row & 1);
            }
            return count;
        }

        /** A rejected row stays selected: it is the engine that takes it out, and counts it. */
        private int keepTrueAndRejected(RecordBatch batch, BooleanColumn result, int[] selection, int selected) {
            int count = 0;
            for (int k = 0; k < selected; k++) {
                int row = selection[k];
                if (batch.isRejected(row) || result.get(row) && !result.isNull(row)) {
                    kept[count++] = row;
                }
            }
            return count;
        }
    }

    /** Reads {@code where}. */
    public static final class Provider implements TransformProvider {
        @Override
        public String type() {
            return "filter";
        }

        @Override
        public String summary() {
            return "Keeps the records for which a condition is true.";
        }

        @Override
        public List<Setting> settings() {
            return List.of(Setting.of(WHERE, Kind.TEXT, "A condition: records for which it is false or null are left"
                    + " out.").needed().like("\"speed is not null and speed > 100\""));
        }

        @Override
        public String example() {
            return "{ type = filter, where = \"speed is not null and speed > 100\" }";
        }

        @Override
        public TransformSpec create(Options options) {
            String where = options.string(WHERE);
            Expression.doubts(where).forEach(doubt -> options.doubt(doubt.under(WHERE)));
            return new Filter(where);
        }
    }
}
