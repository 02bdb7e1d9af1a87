package io.nebula.transform;

import io.nebula.options.InvalidOptionsException;
import io.nebula.options.Options;
import io.nebula.options.Problem;
import io.nebula.options.Setting;
import io.nebula.options.Setting.Kind;
import io.nebula.record.Field;
import io.nebula.record.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives fields new names, all at once, so that two can swap theirs. Costs nothing per record.
 *
 * @param fields old names and their new names
 */
public record Rename(Map<String, String> fields) implements TransformSpec {
    private static final String FIELDS = "fields";

    public Rename {
        fields = Map.copyOf(fields);
    }

    @Override
    public String type() {
        return "rename";
    }

    @Override
    public BoundTransform bind(Schema input) throws InvalidOptionsException {
        List<Problem> problems = new ArrayList<>();
        fields.keySet().stream().sorted().filter(old -> input.indexOf(old) < 0).forEach(old -> problems.add(
                Problem.key(path(old), "unknown-field", Fields.noField(old), Fields.advice(old, input))));
        List<Field> renamed = new ArrayList<>();
        Map<String, String> taken = new HashMap<>();
        for (Field field : input.fields()) {
            String name = fields.getOrDefault(field.name(), field.name());
            String other = taken.putIfAbsent(name, field.name());
            if (other != null) {
                problems.add(collision(fields.containsKey(field.name()) ? field.name() : other, name,
                        fields.containsKey(field.name()) ? other : field.name()));
            }
            renamed.add(new Field(name, field.type()));
        }
        Problems.throwIfAny(problems);
        Schema output = new Schema(renamed);
        int[] from = Fields.inPlace(output.size());
        return new BoundTransform(output, () -> batch -> {
            batch.reshape(output, from);
            return batch;
        });
    }

    private static Problem collision(String old, String name, String other) {
        return Problem.at(path(old), "name-taken", "two fields would be named '" + name + "': '" + old
                + "' and '" + other
                + "'", "choose another name, or drop or rename '" + other + "'");
    }

    private static String path(String old) {
        return FIELDS + "." + Options.quoted(old);
    }

    /** Reads {@code fields}. */
    public static final class Provider implements TransformProvider {
        @Override
        public String type() {
            return "rename";
        }

        @Override
        public String summary() {
            return "Gives fields new names.";
        }

        @Override
        public List<Setting> settings() {
            return List.of(Setting.of(FIELDS, Kind.NAMES, "Old names and new ones, all applied at once, so that two can"
                    + " swap.").needed().like("{ \"Airport Name\" = airport, id = record_id }"));
        }

        @Override
        public String example() {
            return "{ type = rename, fields { \"Airport Name\" = airport, id = record_id } }";
        }

        @Override
        public TransformSpec create(Options options) {
            return new Rename(options.texts(FIELDS));
        }
    }
}
