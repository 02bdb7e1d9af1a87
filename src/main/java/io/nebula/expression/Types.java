package io.nebula.expression;

import io.nebula.record.ValueType;

/** Which types stand in for which. */
final class Types {
    private Types() {}

    /** Whether a value becomes {@code to} without being told: long to double, date to timestamp. */
    static boolean widens(ValueType from, ValueType to) {
        return from == ValueType.LONG && to == ValueType.DOUBLE || from == ValueType.DATE && to == ValueType.TIMESTAMP;
    }

    /** The type that holds values of both, or null if there is none; a null type gives way. */
    static ValueType common(ValueType a, ValueType b) {
        if (a == null || a == b) {
            return b;
        }
        if (b == null || widens(b, a)) {
            return a;
        }
        return widens(a, b) ? b : null;
    }
}
