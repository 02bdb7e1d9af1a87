package io.nebula.expression;

import io.nebula.expression.Plan.Constant;
import io.nebula.expression.Plan.FieldOf;
import io.nebula.expression.Plan.Form;
import io.nebula.expression.Plan.Invoke;
import io.nebula.expression.Plan.Node;
import io.nebula.options.Problem;
import io.nebula.options.Suggestion;
import io.nebula.record.Schema;
import io.nebula.record.ValueType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds types, chooses overloads, folds constants. A problem is noted once, and what depends on it is not checked: its
 * node is null.
 */
final class Checker {
    private static final int MAX_LISTED_FIELDS = 12;
    /** Each has a column of values, in every worker. */
    private static final int MAX_COMPUTED = 4_000;
    /** From this many constants on, {@code in} looks them up instead of comparing with each. */
    private static final int LOOKED_UP = 3;

    private final Plan plan;
    private final Schema schema;
    private final Set<String> unknown;
    private final List<Problem> problems;
    /** Syntax that stands in several places, see {@link Parser}, is checked once. */
    private final Map<Syntax, Node> checked = new IdentityHashMap<>();

    Checker(Plan plan, Schema schema, Set<String> unknown, List<Problem> problems) {
        this.plan = plan;
        this.schema = schema;
        this.unknown = unknown;
        this.problems = problems;
    }

    /** The node of a whole expression, or null if it cannot be checked. */
    Node root(Syntax syntax) {
        Node node = check(syntax);
        if (node != null && node.type() == null) {
            problem(syntax, "untyped", "this is always null and has no type",
                    "write cast(null as long), or another type");
            return null;
        }
        if (plan.computed() > MAX_COMPUTED) {
            problem(syntax, "too-complex", "the expression takes more than " + MAX_COMPUTED + " steps",
                    "compute parts of it in fields of their own");
            return null;
        }
        return node;
    }

    private Node check(Syntax syntax) {
        if (!checked.containsKey(syntax)) {
            checked.put(syntax, node(syntax));
        }
        return checked.get(syntax);
    }

    private Node node(Syntax syntax) {
        if (syntax instanceof Syntax.Literal literal) {
            return plan.node(new Constant(literal.value()), List.of(), literal.type());
        }
        if (syntax instanceof Syntax.Name name) {
            return field(name);
        }
        if (syntax instanceof Syntax.Cast cast) {
            Node value = check(cast.value());
            return value == null ? null : cast(cast, value);
        }
        if (syntax instanceof Syntax.Case choice) {
            return caseOf(choice);
        }
        Syntax.Call call = (Syntax.Call) syntax;
        List<Node> arguments = new ArrayList<>();
        for (Syntax argument : call.arguments()) {
            arguments.add(check(argument));
        }
        if (Functions.named(call.function()) == null) {
            unknownFunction(call);
            return null;
        }
        return arguments.contains(null) ? null : call(call, arguments);
    }

    private Node field(Syntax.Name name) {
        if (unknown.contains(name.name())) {
            return null;
        }
        int index = schema.indexOf(name.name());
        if (index >= 0) {
            return plan.node(new FieldOf(index), List.of(), schema.type(index));
        }
        String advice = Suggestion.of(name.name(), schema.names());
        if (advice == null && Functions.names().contains(name.name())) {
            advice = "call the function with parentheses";
        }
        if (advice == null && schema.size() <= MAX_LISTED_FIELDS) {
            advice = schema.size() == 0 ? "there are no fields" : "fields are " + String.join(", ", schema.names());
        }
        problem(name, "unknown-field", "there is no field '" + name.name() + "'", advice);
        return null;
    }

    private void unknownFunction(Syntax.Call call) {
        String advice = Suggestion.of(call.function(), Functions.names());
        problems.add(Problem.within("", call.start(), call.nameEnd() - call.start(), "unknown-function",
                "there is no function '" + call.function() + "'", advice));
    }

    private Node call(Syntax.Call call, List<Node> arguments) {
        return switch (call.function()) {
            case "and" -> logic(Form.AND, call, arguments);
            case "or" -> logic(Form.OR, call, arguments);
            case "is null" -> fold(plan.node(Form.IS_NULL, List.of(typed(arguments.get(0))), ValueType.BOOLEAN));
            case "in" -> in(call, arguments);
            case "try" -> hasArity(call, 1, 1) ? tryOf(arguments.get(0)) : null;
            case "coalesce" -> hasArity(call, 1, Integer.MAX_VALUE) ? coalesce(call, arguments) : null;
            case "if" -> hasArity(call, 3, 3) ? choice(call.arguments(), arguments) : null;
            case "nullif" -> hasArity(call, 2, 2) ? nullif(call, arguments) : null;
            default -> invoke(Functions.named(call.function()), call, arguments);
        };
    }

    private boolean hasArity(Syntax.Call call, int least, int most) {
        int count = call.arguments().size();
        if (count >= least && count <= most) {
            return true;
        }
        String expected = (least == most ? Integer.toString(least) : "at least " + least)
                + (least == 1 ? " argument" : " arguments");
        problem(call, "wrong-arguments", call.function() + " takes " + expected + ", not " + count,
                "write it with " + expected);
        return false;
    }

    private Node logic(Form form, Syntax.Call call, List<Node> arguments) {
        Node left = bool(call.arguments().get(0), arguments.get(0));
        Node right = bool(call.arguments().get(1), arguments.get(1));
        return left == null || right == null ? null : fold(plan.node(form, List.of(left, right), ValueType.BOOLEAN));
    }

    private Node bool(Syntax syntax, Node node) {
        if (node == null || node.type() == null || node.type() == ValueType.BOOLEAN) {
            return node == null ? null : coerce(node, ValueType.BOOLEAN);
        }
        problem(syntax, "wrong-type", "a condition is needed here, this is a " + node.type().text(),
                "compare it with something, e.g. … is not null");
        return null;
    }

    private Node tryOf(Node value) {
        return value.isConstant() ? value : fold(plan.node(Form.TRY, List.of(value), value.type()));
    }

    private Node nullif(Syntax.Call call, List<Node> arguments) {
        Node equal = invoke(Functions.operator("="), call, arguments);
        Node nothing = plan.node(new Constant(null), List.of(), null);
        return equal == null ? null : choice(null, List.of(equal, nothing, typed(arguments.get(0))));
    }

    private Node coalesce(Syntax.Call call, List<Node> arguments) {
        ValueType type = common(call.arguments(), arguments);
        if (type == null) {
            return problems.isEmpty() && allUntyped(arguments) ? arguments.get(0) : null;
        }
        List<Node> inputs = new ArrayList<>();
        for (int i = 0; i < arguments.size() - 1; i++) {
            Node value = coerce(arguments.get(i), type);
            Node isNull = fold(plan.node(Form.IS_NULL, List.of(value), ValueType.BOOLEAN));
            inputs.add(simple("not", isNull));
            inputs.add(value);
        }
        inputs.add(coerce(arguments.get(arguments.size() - 1), type));
        return inputs.size() == 1 ? inputs.get(0) : fold(plan.node(Form.CASE, inputs, type));
    }

    private Node caseOf(Syntax.Case syntax) {
        List<Syntax> parts = new ArrayList<>(syntax.branches());
        parts.add(syntax.otherwise());
        List<Node> nodes = new ArrayList<>();
        for (Syntax part : parts) {
            nodes.add(check(part));
        }
        return choice(parts, nodes);
    }

    /**
     * Conditions and results in turn, then the result otherwise; {@code parts} is null if the types are known to fit.
     */
    private Node choice(List<Syntax> parts, List<Node> nodes) {
        List<Syntax> resultParts = new ArrayList<>();
        List<Node> results = new ArrayList<>();
        List<Node> inputs = new ArrayList<>(nodes);
        boolean sound = true;
        for (int i = 0; i < nodes.size(); i++) {
            if (i % 2 == 0 && i < nodes.size() - 1) {
                Node condition = parts == null ? nodes.get(i) : bool(parts.get(i), nodes.get(i));
                inputs.set(i, condition);
                sound &= condition != null;
            } else {
                resultParts.add(parts == null ? null : parts.get(i));
                results.add(nodes.get(i));
                sound &= nodes.get(i) != null;
            }
        }
        if (!sound) {
            return null;
        }
        if (allUntyped(results)) {
            return results.get(0);
        }
        ValueType type = common(resultParts, results);
        if (type == null) {
            return null;
        }
        for (int i = 0; i < inputs.size(); i++) {
            if (i % 2 == 1 || i == inputs.size() - 1) {
                inputs.set(i, coerce(inputs.get(i), type));
            }
        }
        return fold(plan.node(Form.CASE, inputs, type));
    }

    private static boolean allUntyped(List<Node> nodes) {
        for (Node node : nodes) {
            if (node.type() != null) {
                return false;
            }
        }
        return true;
    }

    /** The type for all of the nodes; null, and a problem, if there is none. */
    private ValueType common(List<Syntax> parts, List<Node> nodes) {
        ValueType type = null;
        for (int i = 0; i < nodes.size(); i++) {
            ValueType next = Types.common(type, nodes.get(i).type());
            if (next == null && type != null) {
                problem(parts.get(i), "wrong-type", "this is a " + nodes.get(i).type().text()
                        + ", what stands before it is a "
                        + type.text(), "use cast(… as " + type.text() + ")");
                return null;
            }
            type = next;
        }
        return type;
    }

    private Node in(Syntax.Call call, List<Node> arguments) {
        ValueType type = common(call.arguments(), arguments);
        if (type == null) {
            return allUntyped(arguments) ? coerce(arguments.get(0), ValueType.BOOLEAN) : null;
        }
        List<Node> typed = new ArrayList<>();
        boolean lookUp = arguments.size() > LOOKED_UP && Functions.IN.overload(type) != null;
        for (int i = 0; i < arguments.size(); i++) {
            typed.add(coerce(arguments.get(i), type));
            lookUp &= i == 0 || typed.get(i).constant() != null;
        }
        if (lookUp) {
            return fold(plan.node(new Invoke(Functions.IN, Functions.IN.overload(type)), typed, ValueType.BOOLEAN));
        }
        return anyEqual(call, typed, 1, typed.size());
    }

    private Node anyEqual(Syntax.Call call, List<Node> typed, int from, int to) {
        if (to - from == 1) {
            return invoke(Functions.operator("="), call, List.of(typed.get(0), typed.get(from)));
        }
        int middle = from + to >>> 1;
        Node left = anyEqual(call, typed, from, middle);
        Node right = anyEqual(call, typed, middle, to);
        return left == null || right == null ? null : fold(plan.node(Form.OR, List.of(left, right), ValueType.BOOLEAN));
    }

    private Node cast(Syntax.Cast syntax, Node value) {
        if (value.type() == null || value.type() == syntax.target()) {
            return coerce(value, syntax.target());
        }
        Node node = convert(value, syntax.target());
        if (node == null) {
            problem(syntax, "wrong-type", "a " + value.type().text() + " cannot become a " + syntax.target().text(),
                    Advice.forCast(value.type(), syntax.target()));
        }
        return node;
    }

    /** The value as {@code type}, which it widens to, or a null of that type. */
    private Node coerce(Node node, ValueType type) {
        if (node.type() == null) {
            return plan.node(new Constant(null), List.of(), type);
        }
        return node.type() == type ? node : convert(node, type);
    }

    private Node typed(Node node) {
        return node.type() == null ? coerce(node, ValueType.STRING) : node;
    }

    private Node convert(Node node, ValueType type) {
        for (Overload overload : Functions.CAST.overloads()) {
            if (overload.parameter(0) == node.type() && overload.result() == type) {
                return fold(plan.node(new Invoke(Functions.CAST, overload), List.of(node), type));
            }
        }
        return null;
    }

    private Node simple(String function, Node argument) {
        Function found = Functions.operator(function);
        return fold(plan.node(new Invoke(found, found.overloads().get(0)), List.of(argument),
                found.overloads().get(0).result()));
    }

    private Node invoke(Function function, Syntax.Call call, List<Node> arguments) {
        Overload overload = choose(function, arguments);
        if (overload == null) {
            problem(call, "wrong-arguments", Advice.mismatch(function, types(arguments)),
                    Advice.forMismatch(function, types(arguments), arguments));
            return null;
        }
        List<Node> inputs = new ArrayList<>();
        Object[] constants = new Object[arguments.size()];
        for (int i = 0; i < arguments.size(); i++) {
            Node input = coerce(arguments.get(i), overload.parameter(i));
            inputs.add(input);
            constants[i] = input.constant();
            if (overload.mustBeConstant(i) && !input.isConstant()) {
                problem(call.arguments().get(i), "not-constant", "this must be a constant", "write it out as 'text'");
                return null;
            }
            if (overload.mustBeConstant(i) && constants[i] == null) {
                return plan.node(new Constant(null), List.of(), overload.result());
            }
        }
        try {
            overload.kernel(constants);
        } catch (IllegalArgumentException e) {
            problem(call.arguments().get(Integer.numberOfTrailingZeros(overload.constants())), "bad-constant",
                    e.getMessage(), null);
            return null;
        }
        return fold(plan.node(new Invoke(function, overload), inputs, overload.result()));
    }

    private static Overload choose(Function function, List<Node> arguments) {
        Overload best = null;
        int fewest = Integer.MAX_VALUE;
        for (Overload overload : function.overloads()) {
            int conversions = overload.conversions(types(arguments));
            if (conversions >= 0 && conversions < fewest) {
                best = overload;
                fewest = conversions;
            }
        }
        return best;
    }

    private static List<ValueType> types(List<Node> nodes) {
        List<ValueType> types = new ArrayList<>();
        for (Node node : nodes) {
            types.add(node.type());
        }
        return Collections.unmodifiableList(types);
    }

    /** A constant in place of a node that depends on no field, unless it fails: then it fails row by row. */
    private Node fold(Node node) {
        if (!node.fixed()) {
            return node;
        }
        Constant value = Folding.value(plan.steps(node));
        return value == null ? node : plan.node(value, List.of(), node.type());
    }

    private void problem(Syntax where, String code, String message, String advice) {
        problems.add(Problem.within("", where.start(), where.end() - where.start(), code, message, advice));
    }
}
