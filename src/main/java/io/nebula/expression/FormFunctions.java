package io.nebula.expression;

import java.util.List;

/**
 * What looks like a function or operator but does not need all of its arguments; {@link Checker} knows them by name.
 */
final class FormFunctions {
    private FormFunctions() {}

    static List<Function> all() {
        return List.of(
                form("and", "a and b", "True if both are; false if one is false, whatever the other.", "null and 1 = 2",
                        "false"),
                form("or", "a or b", "True if one is, whatever the other; false if both are false.",
                        "1 = 1 or 1 / 0 > 1",
                        "true"),
                form("is null", "a is null, a is not null", "Whether there is no value.", "null is null", "true"),
                form("in", "a in (b, …), a not in (b, …)", "Whether the left equals one of the list.", "2 in (1, 2, 3)",
                        "true"),
                form("between", "a between b and c, a not between b and c", "Short for a >= b and a <= c.",
                        "2 between 1 and 3", "true"),
                form("case", "case when a then b … else c end, case x when a then b … else c end",
                        "The result of the first branch whose condition holds; null if none does and there is no else.",
                        "case 2 when 1 then 'one' when 2 then 'two' else 'many' end", "two"),
                form("cast", "cast(a as type)", "The value as another type; an error if it is none.",
                        "cast('12' as long)",
                        "12"),
                form("try", "try(a)", "The value, or null where it is an error.", "coalesce(try(1 / 0), -1.0)", "-1.0"),
                form("coalesce", "coalesce(a, b, …)", "The first argument that is not null; later ones are not needed.",
                        "coalesce(null, 7, 1 / 0)", "7.0"),
                form("if", "if(condition, a, b)", "a where the condition is true, else b.", "if(1 < 2, 'yes', 'no')",
                        "yes"),
                form("nullif", "nullif(a, b)", "a, or null where it equals b.", "coalesce(nullif(0, 0), 5)", "5"));
    }

    private static Function form(String name, String signature, String summary, String example, String result) {
        return new Function(name, summary, example, result).form(signature);
    }
}
