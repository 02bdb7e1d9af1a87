package io.nebula.expression;

import io.nebula.record.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A checked expression: nodes, each after its inputs, equal ones only once. Filled by the checker, then read only. */
final class Plan {
    private final List<Node> nodes = new ArrayList<>();
    private final Map<List<Object>, Node> known = new HashMap<>();

    /**
     * What a node does. Equality is written out: what a record brings is put together when it is first used, which takes
     * longer than checking all expressions of a pipeline.
     */
    sealed interface Operation {}

    record FieldOf(int index) implements Operation {
        @Override
        public boolean equals(Object other) {
            return other instanceof FieldOf field && field.index == index;
        }

        @Override
        public int hashCode() {
            return index;
        }
    }

    /** @param value null for null */
    record Constant(Object value) implements Operation {
        @Override
        public boolean equals(Object other) {
            return other instanceof Constant constant && Objects.equals(constant.value, value);
        }

        @Override
        public int hashCode() {
            return Objects.hashCode(value);
        }
    }

    /** Equal for the same form of the same function. */
    record Invoke(Function function, Overload overload) implements Operation {
        @Override
        public boolean equals(Object other) {
            return other instanceof Invoke invoke && invoke.function == function && invoke.overload == overload;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(overload);
        }
    }

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

    /** How many nodes have to be computed for each batch, with memory for their values. */
    int computed() {
        int count = 0;
        for (Node node : nodes) {
            count += node.isConstant() || node.operation() instanceof FieldOf ? 0 : 1;
        }
        return count;
    }

    /** New steps for {@code root}, which is the last, and what always runs before it; others run within those. */
    List<Step> steps(Node root) {
        Region top = new Region(null);
        Region[] regions = regions(root, top);
        Step[] made = new Step[root.id() + 1];
        for (int id = 0; id <= root.id(); id++) {
            if (regions[id] != null) {
                made[id] = step(nodes.get(id), made);
                regions[id].steps.add(made[id]);
            }
        }
        for (int id = 0; id <= root.id(); id++) {
            for (Region part : regions[id] == null ? List.<Region>of() : regions[id].parts(id)) {
                made[id].lazy(part.input, part.steps);
            }
        }
        return top.steps;
    }

    /**
     * Where each node is to run: in the region that all of its users' regions lie in; null if nobody needs it. Fields
     * run at the top, so that their values are checked whatever becomes of them.
     */
    private Region[] regions(Node root, Region top) {
        Region[] regions = new Region[root.id() + 1];
        regions[root.id()] = top;
        for (int id = root.id(); id >= 0; id--) {
            Node node = nodes.get(id);
            for (int i = 0; regions[id] != null && i < node.inputs().size(); i++) {
                Node input = node.inputs().get(i);
                boolean simple = input.operation() instanceof FieldOf || input.isConstant();
                Region use = simple ? top : isLazy(node.operation(), i) ? regions[id].part(id, i) : regions[id];
                Region known = regions[input.id()];
                regions[input.id()] = known == null ? use : Region.common(known, use);
            }
        }
        return regions;
    }

    /** Whether the operation may do without an input in some rows. */
    private static boolean isLazy(Operation operation, int input) {
        return input > 0 && (operation == Form.CASE || operation == Form.AND || operation == Form.OR);
    }

    /** Steps that run for the same rows: all of them at the top, fewer in the parts for an input of a node. */
    private static final class Region {
        private final Region parent;
        private final int depth;
        private final Map<List<Integer>, Region> parts = new LinkedHashMap<>();
        private final List<Step> steps = new ArrayList<>();
        private int node;
        private int input;

        Region(Region parent) {
            this.parent = parent;
            this.depth = parent == null ? 0 : parent.depth + 1;
        }

        Region part(int ofNode, int ofInput) {
            Region part = parts.computeIfAbsent(List.of(ofNode, ofInput), key -> new Region(this));
            part.node = ofNode;
            part.input = ofInput;
            return part;
        }

        /** The parts of a node that have steps. */
        List<Region> parts(int ofNode) {
            return parts.values().stream().filter(part -> part.node == ofNode && !part.steps.isEmpty()).toList();
        }

        static Region common(Region a, Region b) {
            Region left = a;
            Region right = b;
            while (left != right) {
                Region deeper = left.depth >= right.depth ? left : right;
                right = deeper == left ? right : left;
                left = deeper.parent;
            }
            return left;
        }
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
