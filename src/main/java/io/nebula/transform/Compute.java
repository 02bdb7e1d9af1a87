package io.nebula.transform;

import io.nebula.expression.Assignment;
import io.nebula.expression.Evaluator;
import io.nebula.options.InvalidOptionsException;
import io.nebula.options.Options;
import io.nebula.options.Setting;
import io.nebula.options.Setting.Kind;
import io.nebula.record.Column;
import io.nebula.record.RecordBatch;
import io.nebula.record.Schema;
import java.util.List;

/**
 * Sets fields to the values of expressions, one after the other.
 *
 * @param set assignments such as {@code speed_kmh = speed * 1.852}; a known field is replaced in place, a new one
 * appended
 */
public record Compute(List<String> set) implements TransformSpec {
    private static final String SET = "set";

    public Compute {
        set = List.copyOf(set);
    }

    public Compute(String... set) {
        this(List.of(set));
    }

    @Override
    public String type() {
        return "compute";
    }

    @Override
    public BoundTransform bind(Schema input) throws InvalidOptionsException {
        try {
            List<Assignment> assignments = Assignment.compile(set, input);
            Schema output = assignments.isEmpty() ? input : assignments.get(assignments.size() - 1).output();
            return new BoundTransform(output, () -> {
                Setter[] setters = assignments.stream().map(Setter::new).toArray(Setter[]::new);
                return batch -> {
                    for (Setter setter : setters) {
                        setter.apply(batch);
                    }
                    return batch;
                };
            });
        } catch (InvalidOptionsException e) {
            throw Problems.under(SET, e);
        }
    }

    /** One assignment at work. A field that is merely named is shared, and stays as raw as it was. */
    private static final class Setter {
        private final Schema output;
        private final int[] from;
        private final Evaluator evaluator;
        private final Column[] added = new Column[1];

        Setter(Assignment assignment) {
            int named = assignment.expression().field();
            output = assignment.output();
            from = Fields.inPlace(output.size());
            from[assignment.index()] = named >= 0 ? named : -1;
            evaluator = named >= 0 ? null : assignment.expression().evaluator(assignment.name());
        }

        void apply(RecordBatch batch) {
            if (evaluator == null) {
                batch.reshape(output, from);
            } else {
                added[0] = evaluator.evaluate(batch);
                batch.reshape(output, from, added);
            }
        }
    }

    /** Reads {@code set}. */
    public static final class Provider implements TransformProvider {
        @Override
        public String type() {
            return "compute";
        }

        @Override
        public String summary() {
            return "Sets fields to the values of expressions.";
        }

        @Override
        public List<Setting> settings() {
            return List.of(Setting.of(SET, Kind.TEXTS, "Assignments name = expression, done in order: an existing"
                    + " field is replaced in place, a new one comes last.")
                    .needed().like("[\"speed_kmh = speed * 1.852\"]"));
        }

        @Override
        public String example() {
            return "{ type = compute, set = [\"speed_kmh = speed * 1.852\", \"fast = speed > 250\"] }";
        }

        @Override
        public TransformSpec create(Options options) {
            List<String> set = options.strings(SET);
            Assignment.doubts(set).forEach(doubt -> options.doubt(doubt.under(SET)));
            return new Compute(set);
        }
    }
}
