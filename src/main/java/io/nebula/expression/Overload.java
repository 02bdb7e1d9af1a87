package io.nebula.expression;

import io.nebula.record.ValueType;
import java.util.List;

/**
 * One form of a function: the types it takes and the kernel that computes it.
 *
 * @param variadic whether the last parameter may be given more than once
 * @param dense whether the kernel computes all rows, see {@link Kernel}
 * @param constants bit i is set when argument i must be a constant
 */
record Overload(List<ValueType> parameters, boolean variadic, ValueType result, boolean dense, int constants,
        Kernel.Factory factory) {

    Kernel kernel(Object[] constants) {
        return factory.create(constants);
    }

    ValueType parameter(int argument) {
        return parameters.get(Math.min(argument, parameters.size() - 1));
    }

    boolean mustBeConstant(int argument) {
        return (constants >>> argument & 1) != 0;
    }

    /** How many arguments must change type, or -1 if they do not fit; a null type fits everything. */
    int conversions(List<ValueType> arguments) {
        if (arguments.size() < parameters.size() || !variadic && arguments.size() > parameters.size()) {
            return -1;
        }
        int conversions = 0;
        for (int i = 0; i < arguments.size(); i++) {
            ValueType given = arguments.get(i);
            if (given != null && given != parameter(i)) {
                if (!Types.widens(given, parameter(i))) {
                    return -1;
                }
                conversions++;
            }
        }
        return conversions;
    }

    /** The parameters as users read them, e.g. {@code (string, long)}. */
    String signature() {
        StringBuilder text = new StringBuilder("(");
        for (ValueType parameter : parameters) {
            text.append(text.length() > 1 ? ", " : "").append(parameter.text());
        }
        return text.append(variadic ? ", …)" : ")").toString();
    }
}
