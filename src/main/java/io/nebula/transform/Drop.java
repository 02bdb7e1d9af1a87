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
 * Leaves the named fields out. Costs nothing per record.
 *
 * @param fields names
 */
public record Drop(List<String> fields) implements TransformSpec {
    private static final String FIELDS = "fields";

    public Drop {
        fields = List.copyOf(fields);
    }

    public Drop(String... fields) {
        this(List.of(fields));
    }

    @Override
    public String type() {
        return "drop";
    }

    @Override
    public BoundTransform bind(Schema input) throws InvalidOptionsException {
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            if (input.indexOf(fields.get(i)) < 0) {
                problems.add(Fields.unknown(FIELDS + "." + i, fields.get(i), input));
            }
        }
        List<String> kept = input.names();
        kept.removeAll(fields);
        if (kept.isEmpty()) {
            problems.add(Problem.at(FIELDS, "empty", "no field would be left", "keep at least one field"));
        }
        Problems.throwIfAny(problems);
        int[] from = kept.stream().mapToInt(input::indexOf).toArray();
        List<Field> left = kept.stream().map(name -> input.field(input.indexOf(name))).toList();
        Schema output = new Schema(left);
        return new BoundTransform(output, () -> batch -> {
            batch.reshape(output, from);
            return batch;
        });
    }

    /** Reads {@code fields}. */
    public static final class Provider implements TransformProvider {
        @Override
        public String type() {
            return "drop";
        }

        @Override
        public String summary() {
            return "Leaves the named fields out.";
        }

        @Override
        public List<Setting> settings() {
            return List.of(Setting.of(FIELDS, Kind.TEXTS, "The fields to leave out.").needed().like("[status, note]"));
        }

        @Override
        public String example() {
            return "{ type = drop, fields = [status, note] }";
        }

        @Override
        public TransformSpec create(Options options) {
            return new Drop(options.strings(FIELDS));
        }
    }
}
