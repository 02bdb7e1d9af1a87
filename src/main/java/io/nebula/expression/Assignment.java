package io.nebula.expression;

import io.nebula.options.InvalidOptionsException;
import io.nebula.options.Problem;
import io.nebula.record.Field;
import io.nebula.record.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A field that is set to the value of an expression: {@code name = expression}. Immutable.
 *
 * @param name the field
 * @param expression its value, over the fields of the schema before this assignment
 * @param index where the field stands in {@code output}
 * @param output the schema after this assignment: a known field is replaced in place, a new one appended
 */
public record Assignment(String name, Expression expression, int index, Schema output) {
    /**
     * Reads and checks assignments that are made one after the other.
     *
     * @throws InvalidOptionsException with every problem found; paths are the index in {@code texts}
     */
    public static List<Assignment> compile(List<String> texts, Schema input) throws InvalidOptionsException {
        List<Assignment> assignments = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        Set<String> unknown = new HashSet<>();
        Schema schema = input;
        for (int i = 0; i < texts.size(); i++) {
            List<Problem> found = new ArrayList<>();
            Assignment assignment = compile(texts.get(i), schema, unknown, found);
            if (assignment != null) {
                assignments.add(assignment);
                schema = assignment.output;
            }
            for (Problem problem : found) {
                problems.add(problem.under(Integer.toString(i)));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidOptionsException(problems);
        }
        return assignments;
    }

    /** What can be computed and is probably not meant; paths are the index in {@code texts}. */
    public static List<Problem> doubts(List<String> texts) {
        List<Problem> doubts = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            try {
                for (Problem doubt : NullComparisons.in(Parser.assignment(texts.get(i)).value(), texts.get(i))) {
                    doubts.add(doubt.under(Integer.toString(i)));
                }
            } catch (SyntaxException e) {
                continue; // binding says what is wrong with it
            }
        }
        return doubts;
    }

    private static Assignment compile(String text, Schema schema, Set<String> unknown, List<Problem> problems) {
        Parser.Target target;
        try {
            target = Parser.assignment(text);
        } catch (SyntaxException e) {
            problems.add(e.problem());
            return null;
        }
        Expression expression = Expression.check(target.value(), schema, unknown, problems);
        if (expression == null) {
            unknown.add(target.name());
            return null;
        }
        unknown.remove(target.name());
        List<Field> fields = new ArrayList<>(schema.fields());
        Field field = new Field(target.name(), expression.type());
        int index = schema.indexOf(target.name());
        if (index < 0) {
            fields.add(field);
        } else {
            fields.set(index, field);
        }
        return new Assignment(target.name(), expression, index < 0 ? fields.size() - 1 : index, new Schema(fields));
    }
}
