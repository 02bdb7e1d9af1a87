package io.nebula.transform;

import io.nebula.options.InvalidOptionsException;
import io.nebula.options.Problem;
import io.nebula.record.Column;
import io.nebula.record.Field;
import io.nebula.record.RecordBatch;
import io.nebula.record.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A transform written as a lambda over one record at a time.
 *
 * <p>The fields that it sets are declared with their types: a known field is replaced in place, a new one appended.
 * To refuse a record a lambda calls {@link Row#reject}; what it throws refuses the record too, but then it has been called
 * more than once for that record and its neighbours.
 */
public final class RowTransform implements TransformSpec {
    private final Supplier<? extends Consumer<Row>> functions;
    private final List<Field> sets;

    private RowTransform(Supplier<? extends Consumer<Row>> functions, Field... sets) {
        this.functions = functions;
        this.sets = List.of(sets);
    }

    /** A transform whose workers share {@code function}, which must be thread-safe. */
    public static TransformSpec of(Consumer<Row> function, Field... sets) {
        return new RowTransform(() -> function, sets);
    }

    /** A transform that asks {@code functions} for one function per worker. */
    public static TransformSpec of(Supplier<? extends Consumer<Row>> functions, Field... sets) {
        return new RowTransform(functions, sets);
    }

    @Override
    public String type() {
        return "row";
    }

    @Override
    public BoundTransform bind(Schema input) throws InvalidOptionsException {
        Set<String> names = new HashSet<>();
        List<Field> fields = new ArrayList<>(input.fields());
        for (Field field : sets) {
            if (!names.add(field.name())) {
                throw new InvalidOptionsException(Problem.at("", "named-twice", "'" + field.name()
                        + "' is declared twice among the fields that are set", "leave one out"));
            }
            int index = input.indexOf(field.name());
            if (index < 0) {
                fields.add(field);
            } else {
                fields.set(index, field);
            }
        }
        Schema output = new Schema(fields);
        return new BoundTransform(output, () -> new Loop(functions.get(), input, output, names));
    }

    /** The lambda at work. */
    private static final class Loop implements Transform {
        private final Consumer<Row> function;
        private final Schema output;
        private final int[] from;
        private final Column[] added;
        private final Row row;

        Loop(Consumer<Row> function, Schema input, Schema output, Set<String> sets) {
            this.function = function;
            this.output = output;
            int[] origins = new int[output.size()];
            Column[] settable = new Column[output.size()];
            from = new int[output.size()];
            added = new Column[sets.size()];
            int set = 0;
            for (int i = 0; i < from.length; i++) {
                origins[i] = i < input.size() ? i : -1;
                from[i] = i;
                if (sets.contains(output.field(i).name())) {
                    settable[i] = Column.of(output.type(i), 0);
                    added[set] = settable[i];
                    from[i] = ~set++;
                }
            }
            row = new Row(output, origins, settable);
        }

        @Override
        public RecordBatch apply(RecordBatch batch) {
            row.enter(batch);
            int[] selection = batch.selection();
            for (int k = 0, n = batch.selected(); k < n; k++) {
                row.at(selection[k]);
                try {
                    function.accept(row);
                } catch (NullValueException e) {
                    batch.reject(selection[k], "null-value", e.field(), e.getMessage());
                }
                row.settle();
            }
            batch.reshape(output, from, added);
            return batch;
        }
    }
}
