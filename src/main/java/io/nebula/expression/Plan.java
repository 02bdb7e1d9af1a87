package io.nebula.expression;

import io.nebula.record.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A checked expression: nodes, each after its inputs, equal ones only once. Filled by the checker, then read only. */
final class Plan {
    private final List<Node> nodes = new ArrayList<>();
    private final Map<List<Object>, Node> known = new HashMap<>();

    /** What a node does. */
    sealed interface Operation {}

    record FieldOf(int index) implements Operation {}

    /** @param value null for null */
    record Constant(Object value) implements Operation {}

    record Invoke(Function function, Overload overload) implements Operation {}

    enum Form implements Operation { AND, OR, IS_NULL, TRY, CASE }

    /**
     * @param type null only for a null whose type is not known yet
     * @param fixed whether the value depends on no field
     */
    record Node(int id, Operation operation, List<Node> inputs, ValueType type, boolean fixed) {
        boolean isConstant() {
            return operation instanceof Constant;
        }

        /** The value of a constant, or null. */
        Object constant() {
            return operation instanceof Constant constant ? constant.value() : null;
        }
    }

    /** The node for this operation on these inputs. */
    Node node(Operation operation, List<Node> inputs, ValueType type) {
        List<Object> key = new ArrayList<>(inputs.size() + 2);
        key.add(operation);
        key.add(String.valueOf(type));
        for (Node input : inputs) {
            key.add(input.id());
        }
        return known.computeIfAbsent(key, k -> {
            boolean fixed = !(operation instanceof FieldOf) && inputs.stream().allMatch(Node::fixed);
            Node node = new Node(nodes.size(), operation, List.copyOf(inputs), type, fixed);
            nodes.add(node);
            return node;
        });
    }

    /** New steps for {@code root}, which is the last, and everything that it needs, inputs first. */
    List<Step> steps(Node root) {
        Step[] made = new Step[root.id() + 1];
        boolean[] needed = new boolean[root.id() + 1];
        needed[root.id()] = true;
        for (int id = root.id(); id >= 0; id--) {
            if (needed[id]) {
                nodes.get(id).inputs().forEach(input -> needed[input.id()] = true);
            }
        }
        List<Step> steps = new ArrayList<>();
        for (int id = 0; id <= root.id(); id++) {
            if (needed[id]) {
                made[id] = step(nodes.get(id), made);
                steps.add(made[id]);
            }
        }
        return steps;
    }

    private static Step step(Node node, Step[] made) {
        Step[] inputs = new Step[node.inputs().size()];
        Object[] constants = new Object[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = made[node.inputs().get(i).id()];
            constants[i] = node.inputs().get(i).constant();
        }
        Operation operation = node.operation();
        if (operation instanceof FieldOf field) {
            return new FieldStep(field.index());
        }
        if (operation instanceof Constant constant) {
            return new ConstantStep(constant.value(), node.type());
        }
        if (operation instanceof Invoke invoke) {
            return new CallStep(invoke.function(), invoke.overload(), node.type(), constants, inputs);
        }
        return switch ((Form) operation) {
            case AND -> new LogicStep(true, inputs[0], inputs[1]);
            case OR -> new LogicStep(false, inputs[0], inputs[1]);
            case IS_NULL -> new IsNullStep(inputs[0]);
            case TRY -> new TryStep(inputs[0]);
            case CASE -> new CaseStep(node.type(), inputs);
        };
    }
}
