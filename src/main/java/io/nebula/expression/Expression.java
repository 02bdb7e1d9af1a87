package io.nebula.expression;

import io.nebula.options.InvalidOptionsException;
import io.nebula.options.Problem;
import io.nebula.record.Schema;
import io.nebula.record.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A checked expression over the fields of one schema. Immutable, safe to share; {@link Evaluator}s do the work. */
public final class Expression {
    private final Plan plan;
    private final Plan.Node root;

    private Expression(Plan plan, Plan.Node root) {
        this.plan = plan;
        this.root = root;
    }

    /**
     * Reads and checks {@code text}.
     *
     * @throws InvalidOptionsException with every problem found, each with its range of {@code text} and an empty path
     */
    public static Expression compile(String text, Schema schema) throws InvalidOptionsException {
        try {
            List<Problem> problems = new ArrayList<>();
            Expression expression = check(Parser.expression(text), schema, Set.of(), problems);
            if (!problems.isEmpty()) {
                throw new InvalidOptionsException(problems);
            }
            return expression;
        } catch (SyntaxException e) {
            throw new InvalidOptionsException(e.problem());
        }
    }

    /** What can be computed and is probably not meant, each with its range; nothing of a text that cannot be read. */
    public static List<Problem> doubts(String text) {
        try {
            return NullComparisons.in(Parser.expression(text), text);
        } catch (SyntaxException e) {
            return List.of();
        }
    }

    /**
     * Checks what has been read.
     *
     * @param unknown fields that will be there, but whose type nobody knows
     * @return null if there are problems, or if the type depends on an unknown field
     */
    static Expression check(Syntax syntax, Schema schema, Set<String> unknown, List<Problem> problems) {
        Plan plan = new Plan();
        Plan.Node root = new Checker(plan, schema, unknown, problems).root(syntax);
        return root == null ? null : new Expression(plan, root);
    }

    /** The type of the value. */
    public ValueType type() {
        return root.type();
    }

    /** The index of the field that this expression merely names, or -1 if it computes anything. */
    public int field() {
        return root.operation() instanceof Plan.FieldOf field ? field.index() : -1;
    }

    /** The constant value of this expression as text, or null if it depends on fields, fails or is null. */
    public String constant() {
        return root.constant() == null ? null : Function.text(root.type(), root.constant());
    }

    /** A new evaluator, for one worker, whose rejects name no field. */
    public Evaluator evaluator() {
        return evaluator(null);
    }

    /** A new evaluator, for one worker, whose rejects name {@code field}. */
    public Evaluator evaluator(String field) {
        return new Evaluator(plan.steps(root), field);
    }
}
