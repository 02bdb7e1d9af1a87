package io.nebula.expression;

import io.nebula.record.ValueType;
import java.util.List;

/** What the parser has read, with the range of the text it stands for. Operators are calls by their symbol. */
sealed interface Syntax {
    int start();

    int end();

    /** The longest way down to a leaf, at least 1. */
    int depth();

    /** A field by name. */
    record Name(String name, int start, int end) implements Syntax {
        @Override
        public int depth() {
            return 1;
        }
    }

    /** A constant: {@link Long}, {@link Double}, {@link Boolean}, {@link String}, or null, whose type is null too. */
    record Literal(Object value, ValueType type, int start, int end) implements Syntax {
        @Override
        public int depth() {
            return 1;
        }
    }

    /** A function or operator with its arguments; the name ends at {@code nameEnd} if the call begins with it. */
    record Call(String function, List<Syntax> arguments, int start, int end, int nameEnd, int depth)
            implements Syntax {}

    /** Conditions and results in turn, then what holds otherwise. */
    record Case(List<Syntax> branches, Syntax otherwise, int start, int end, int depth) implements Syntax {}

    /** A change of type. */
    record Cast(Syntax value, ValueType target, int start, int end, int depth) implements Syntax {}
}
