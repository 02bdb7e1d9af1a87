package io.nebula.expression;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Everything there is to call, in the order of the reference page. Immutable. */
public final class Functions {
    /** Changes of type; not called by name. */
    static final Function CAST = CastFunction.create();

    /** {@code in} with a list of constants; other lists are compared one by one. */
    static final Function IN = InKernels.function();

    private static final Map<String, Function> ALL = new LinkedHashMap<>();

    static {
        for (List<Function> group : List.of(OperatorFunctions.all(), FormFunctions.all(), MathFunctions.all(),
                TextFunctions.all(), JsonFunctions.all(), TimeFunctions.all())) {
            for (Function function : group) {
                ALL.put(function.name(), function);
            }
        }
    }

    private Functions() {}

    /** All functions and operators. */
    public static Collection<Function> all() {
        return Collections.unmodifiableCollection(ALL.values());
    }

    /** The function of that lower-case name, or null if there is none. */
    static Function named(String name) {
        return ALL.get(name);
    }

    /** A function that must be there. */
    static Function operator(String symbol) {
        return Objects.requireNonNull(ALL.get(symbol), symbol);
    }

    /** The names that users may write before a parenthesis. */
    static List<String> names() {
        return ALL.keySet().stream().filter(name -> Character.isLetter(name.charAt(0)) && name.indexOf(' ') < 0)
                .toList();
    }
}
