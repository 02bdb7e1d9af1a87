package io.nebula.transform;

import io.nebula.expression.Evaluator;
import io.nebula.expression.Expression;
import io.nebula.options.InvalidOptionsException;
import io.nebula.options.Options;
import io.nebula.options.Problem;
import io.nebula.options.Setting;
import io.nebula.options.Setting.Kind;
import io.nebula.record.Column;
import io.nebula.record.Field;
import io.nebula.record.RecordBatch;
import io.nebula.record.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * Changes the type of fields in place. Null stays null; a value that does not convert is a reject.
 *
 * @param fields names
 * @param to the target, see {@link #TARGETS}
 * @param pattern the form of a date or timestamp as text, as in {@link java.time.format.DateTimeFormatter}; or null
 * @param from {@code epoch-seconds} or {@code epoch-millis}: what integers count; or null
 */
public record Convert(List<String> fields, String to, String pattern, String from) implements TransformSpec {
    /** What a field can become. */
    public static final List<String> TARGETS = List.of("string", "long", "double", "boolean", "date", "timestamp",
            "epoch-seconds", "epoch-millis");
    private static final List<String> EPOCHS = List.of("epoch-seconds", "epoch-millis");

    public Convert {
        fields = List.copyOf(fields);
    }

    /** A conversion without pattern. */
    public Convert(String field, String to) {
        this(List.of(field), to, null, null);
    }

    @Override
    public String type() {
        return "convert";
    }

    @Override
    public BoundTransform bind(Schema input) throws InvalidOptionsException {
        List<Problem> problems = new ArrayList<>();
        List<Conversion> conversions = new ArrayList<>();
        Schema schema = input;
        for (int i = 0; i < fields.size(); i++) {
            String path = fields.size() == 1 ? "field" : "fields." + i;
            int index = input.indexOf(fields.get(i));
            if (index < 0) {
                problems.add(Fields.unknown(path, fields.get(i), input));
                continue;
            }
            Expression expression = expression(input, input.field(index), path, problems);
            if (expression != null) {
                schema = replace(schema, index, expression);
                conversions.add(new Conversion(fields.get(i), index, expression, schema));
            }
        }
        Problems.throwIfAny(problems);
        return new BoundTransform(schema, () -> {
            Converter[] converters = conversions.stream().map(Converter::new).toArray(Converter[]::new);
            return batch -> {
                for (Converter converter : converters) {
                    converter.apply(batch);
                }
                return batch;
            };
        });
    }

    private Expression expression(Schema input, Field field, String path, List<Problem> problems) {
        String text = ConversionText.of(field, to, pattern, from);
        if (text == null) {
            problems.add(Problem.at(path, "wrong-type", "'" + field.name() + "' is a " + field.type().text()
                    + ", which cannot become " + to, ConversionText.advice(field.type(), to, from)));
            return null;
        }
        try {
            return Expression.compile(text, input);
        } catch (InvalidOptionsException e) {
            // the expression is ours and fits the field: what is left to be wrong is the pattern
            e.problems().forEach(problem -> problems.add(Problem.at("pattern", problem.code(), problem.message(),
                    "see the pattern letters of java.time.format.DateTimeFormatter")));
            return null;
        }
    }

    private static Schema replace(Schema schema, int index, Expression expression) {
        List<Field> fields = new ArrayList<>(schema.fields());
        fields.set(index, new Field(schema.field(index).name(), expression.type()));
        return new Schema(fields);
    }

    private record Conversion(String field, int index, Expression expression, Schema output) {}

    /** One conversion at work. A field of the right type is only checked, and keeps the bytes it came with. */
    private static final class Converter {
        private final Schema output;
        private final int[] from;
        private final int index;
        private final Evaluator evaluator;
        private final Column[] added = new Column[1];

        Converter(Conversion conversion) {
            output = conversion.output;
            from = Fields.inPlace(output.size());
            index = conversion.index;
            evaluator = conversion.expression.field() >= 0 ? null : conversion.expression.evaluator(conversion.field);
            from[index] = evaluator == null ? index : -1;
        }

        void apply(RecordBatch batch) {
            if (evaluator == null) {
                batch.column(index);
                return;
            }
            added[0] = evaluator.evaluate(batch);
            batch.reshape(output, from, added);
        }
    }

    /** Reads {@code field} or {@code fields}, {@code to}, {@code pattern}, {@code from}. */
    public static final class Provider implements TransformProvider {
        @Override
        public String type() {
            return "convert";
        }

        @Override
        public String summary() {
            return "Changes the type of fields.";
        }

        @Override
        public List<Setting> settings() {
            return List.of(
                    Setting.of("field", Kind.TEXT, "The field to convert; this or fields is required.")
                            .like("timestamp"),
                    Setting.of("fields", Kind.TEXTS, "Several fields to convert the same way.").like("[start, end]"),
                    Setting.of("to", Kind.TEXT, "What the field becomes.").needed()
                            .choice(TARGETS.toArray(new String[0])),
                    Setting.of("pattern", Kind.TEXT, "The form of a date or timestamp as text, in the letters of Java's"
                            + " DateTimeFormatter.").like("\"M/d/yyyy\""),
                    Setting.of("from", Kind.TEXT, "What an integer counts that becomes a date or timestamp.")
                            .choice(EPOCHS.toArray(new String[0])));
        }

        @Override
        public String example() {
            return "{ type = convert, field = \"Flight Date\", to = date, pattern = \"M/d/yyyy\" }";
        }

        @Override
        public TransformSpec create(Options options) {
            List<String> fields = new ArrayList<>(options.strings("fields", List.of()));
            if (options.has("field") || fields.isEmpty()) {
                fields.add(options.string("field"));
            }
            String to = options.string("to");
            if (!to.isEmpty()) {
                to = options.choice("to", "string", TARGETS);
            }
            Convert convert = new Convert(fields, to, options.string("pattern", null),
                    options.choice("from", null, EPOCHS));
            return fields.size() == 1 && !options.has("field") ? listed(convert) : convert;
        }

        private static Problem inList(Problem problem) {
            return problem.path().equals("field")
                    ? Problem.at("fields.0", problem.code(), problem.message(), problem.advice()) : problem;
        }

        /** A conversion of one field that stands in a list: problems with it are to point there. */
        private static TransformSpec listed(Convert convert) {
            return TransformSpec.of(convert.type(), schema -> {
                try {
                    return convert.bind(schema);
                } catch (InvalidOptionsException e) {
                    throw new InvalidOptionsException(e.problems().stream().map(Provider::inList).toList());
                }
            });
        }
    }
}
