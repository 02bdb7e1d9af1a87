package io.nebula.expression;

import io.nebula.record.ValueType;
import java.util.List;
import java.util.stream.Collectors;

/** What to tell people whose types do not fit. */
final class Advice {
    private Advice() {}

    static String mismatch(Function function, List<ValueType> types) {
        String given = types.stream().map(type -> type == null ? "null" : type.text())
                .collect(Collectors.joining(" and "));
        return function.name() + " does not take " + (given.isEmpty() ? "no arguments" : given);
    }

    static String forMismatch(Function function, List<ValueType> types, List<Plan.Node> arguments) {
        boolean comparison = function.overloads().get(0).result() == ValueType.BOOLEAN && types.size() == 2;
        boolean operator = !Character.isLetter(function.name().charAt(0));
        if (operator && types.size() == 2) {
            for (int i = 0; i < 2; i++) {
                if (types.get(i) == ValueType.STRING && types.get(1 - i) != ValueType.STRING) {
                    return text(arguments.get(i).isConstant(), types.get(1 - i));
                }
            }
            if (types.contains(ValueType.STRING) && function.name().equals("+")) {
                return "join text with ||";
            }
            if (types.contains(ValueType.DATE) || types.contains(ValueType.TIMESTAMP)) {
                return comparison ? "cast one side to the type of the other" : "use date_add or date_diff";
            }
        }
        if (types.contains(ValueType.JSON)) {
            return "use cast(… as string) to get the JSON as text";
        }
        return "it takes " + function.overloads().stream().map(Overload::signature).distinct()
                .collect(Collectors.joining(" or "));
    }

    /** How to bring text to the type of its partner. */
    private static String text(boolean constant, ValueType partner) {
        return switch (partner) {
            case DATE -> constant ? "write date '2024-01-31'" : "use cast(… as date)";
            case TIMESTAMP -> constant ? "write timestamp '2024-01-31T12:00:00Z'" : "use cast(… as timestamp)";
            case LONG, DOUBLE, BOOLEAN -> constant ? "leave out the quotes" : "use cast(… as " + partner.text() + ")";
            case STRING, JSON -> "use cast(… as string)";
        };
    }

    static String forCast(ValueType from, ValueType to) {
        if (from == ValueType.TIMESTAMP && to == ValueType.LONG) {
            return "use epoch_seconds(…) or epoch_millis(…)";
        }
        if (from == ValueType.LONG && to == ValueType.TIMESTAMP) {
            return "use from_epoch_seconds(…) or from_epoch_millis(…)";
        }
        return from == ValueType.JSON ? "use cast(cast(… as string) as " + to.text() + ")" : null;
    }
}
