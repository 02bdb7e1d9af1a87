package io.nebula.transform;

import io.nebula.options.InvalidOptionsException;
import io.nebula.options.Options;
import io.nebula.options.Problem;
import io.nebula.options.Setting;
import io.nebula.options.Setting.Kind;
import io.nebula.record.Field;
import io.nebula.record.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps only the named fields, in the order given: fields that the schema does not know go too. Costs nothing per
 * record.
 *
 * @param fields names
 */
public record Select(List<String> fields) implements TransformSpec {
    private static final String FIELDS = "fields";

    public Select {
        fields = List.copyOf(fields);
    }

    public Select(String... fields) {
        this(List.of(fields));
    }

    @Override
    public String type() {
        return "select";
    }

    @Override
    public BoundTransform bind(Schema input) throws InvalidOptionsException {
        List<Problem> problems = new ArrayList<>();
        List<Field> kept = new ArrayList<>();
        int[] from = new int[fields.size()];
        for (int i = 0; i < from.length; i++) {
            String name = fields.get(i);
            from[i] = input.indexOf(name);
            if (from[i] < 0) {
                problems.add(Fields.unknown(FIELDS + "." + i, name, input));
            } else if (fields.indexOf(name) < i) {
                problems.add(Problem.at(FIELDS + "." + i, "named-twice",
                        "'" + name + "' is named twice", "leave one out"));
            } else {
                kept.add(input.field(from[i]));
            }
        }
        if (fields.isEmpty()) {
            problems.add(Problem.at(FIELDS, "empty", "no field would be left", "name at least one field"));
        }
        Problems.throwIfAny(problems);
        Schema output = new Schema(kept);
        return new BoundTransform(output, () -> batch -> {
            batch.reshape(output, from);
            batch.extras(null);
            return batch;
        });
    }

    /** Reads {@code fields}. */
    public static final class Provider implements TransformProvider {
        @Override
        public String type() {
            return "select";
        }

        @Override
        public String summary() {
            return "Keeps only the named fields.";
        }

        @Override
        public List<Setting> settings() {
            return List.of(Setting.of(FIELDS, Kind.TEXTS, "The fields to keep, in this order.").needed()
                    .like("[id, speed]"));
        }

        @Override
        public String example() {
            return "{ type = select, fields = [id, speed] }";
        }

        @Override
        public TransformSpec create(Options options) {
            return new Select(options.strings(FIELDS));
        }
    }
}
