package io.nebula.expression;

import java.util.Random;

/** Writes well-typed expressions. */
final class RandomExpressions {
    private final Random random;

    RandomExpressions(Random random) {
        this.random = random;
    }

    String any(int depth) {
        return switch (random.nextInt(4)) {
            case 0 -> number(depth);
            case 1 -> text(depth);
            case 2 -> bool(depth);
            default -> integer(depth);
        };
    }

    /** A text that is JSON most of the time. */
    private String json() {
        return pick("'{\"a\":[1,\"x\"],\"b\":{\"c\":\"\\u00e9\"}}'", "('{\"a\":[' || cast(l as string) || ']}')",
                "('{\"a\":\"' || t || '\"}')", "('{\"b\":{\"c\":\"' || s || '\"}}')", "s",
                "('{\"a\":' || cast(l as string))");
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    String integer(int depth) {
        if (depth == 0) {
            return pick("l", "m", "0", "1", "-2", "9223372036854775807");
        }
        int d = depth - 1;
        return switch (random.nextInt(14)) {
            case 12 -> "json_long(" + json() + ", 'a[0]')";
            case 13 -> "json_length(" + json() + ", 'a')";
            case 0, 1, 2 -> "(" + integer(d) + pick(" + ", " - ", " * ", " % ") + integer(d) + ")";
            case 3 -> "-(" + integer(d) + ")";
            case 4 -> "abs(" + integer(d) + ")";
            case 5 -> "length(" + text(d) + ")";
            case 6 -> "case when " + bool(d) + " then " + integer(d) + " when " + bool(d) + " then " + integer(d)
                    + (random.nextBoolean() ? " else " + integer(d) : "") + " end";
            case 7 -> "coalesce(" + integer(d) + ", " + integer(d) + ")";
            case 8 -> "try(" + integer(d) + ")";
            case 9 -> "cast(" + text(d) + " as long)";
            case 10 -> "nullif(" + integer(d) + ", " + integer(d) + ")";
            default -> pick("year(d)", "month(w)", "day(w)", "day_of_week(d)", "position(s, t)", "l", "m");
        };
    }

    String number(int depth) {
        if (depth == 0) {
            return pick("x", "y", "0.0", "1.5", "-2.5");
        }
        int d = depth - 1;
        return switch (random.nextInt(9)) {
            case 0, 1 -> "(" + number(d) + pick(" + ", " - ", " * ", " / ", " % ") + pick(number(d), integer(d)) + ")";
            case 2 -> "(" + integer(d) + " / " + integer(d) + ")";
            case 3 -> pick("sqrt(", "ln(", "floor(", "ceil(") + number(d) + ")";
            case 4 -> "if(" + bool(d) + ", " + number(d) + ", " + integer(d) + ")";
            case 5 -> "try(" + number(d) + ")";
            case 6 -> "coalesce(" + number(d) + ", " + number(d) + ")";
            case 7 -> "least(" + number(d) + ", " + number(d) + ")";
            default -> "cast(" + integer(d) + " as double)";
        };
    }

    String text(int depth) {
        if (depth == 0) {
            return pick("s", "t", "''", "'a'", "'é'");
        }
        int d = depth - 1;
        return switch (random.nextInt(10)) {
            case 8 -> "json_text(" + json() + ", " + pick("'a[0]'", "'$.b.c'") + ")";
            case 9 -> pick("regex_replace(" + text(d) + ", '([a-z])', '<$1>')",
                    "regex_extract(" + text(d) + ", '([a-z]).', 1)");
            case 0 -> "(" + text(d) + " || " + text(d) + ")";
            case 1 -> "upper(" + text(d) + ")";
            case 2 -> "substring(" + text(d) + ", " + pick("1", "2", "0", "-1", "length(s)") + ", " + pick("0", "1",
                    "2") + ")";
            case 3 -> "case when " + bool(d) + " then " + text(d) + " else " + text(d) + " end";
            case 4 -> "coalesce(" + text(d) + ", " + text(d) + ")";
            case 5 -> "cast(" + integer(d) + " as string)";
            case 6 -> "reverse(" + text(d) + ")";
            default -> "replace(" + text(d) + ", " + text(0) + ", " + text(0) + ")";
        };
    }

    String bool(int depth) {
        if (depth == 0) {
            return pick("b", "c", "true", "false", "l = 0", "d < w");
        }
        int d = depth - 1;
        String comparison = pick(" = ", " <> ", " < ", " <= ", " > ", " >= ");
        return switch (random.nextInt(12)) {
            case 0, 1 -> "(" + bool(d) + " and " + bool(d) + ")";
            case 2, 3 -> "(" + bool(d) + " or " + bool(d) + ")";
            case 4 -> "not (" + bool(d) + ")";
            case 5 -> "(" + integer(d) + comparison + integer(d) + ")";
            case 6 -> "(" + number(d) + comparison + integer(d) + ")";
            case 7 -> "(" + text(d) + comparison + text(d) + ")";
            case 8 -> "(" + any(d) + ") is " + pick("", "not ") + "null";
            case 9 -> integer(d) + pick(" in (", " not in (") + pick("1, 2, 3, 0", "1, null", "m, 2", "0") + ")";
            case 10 -> number(d) + " between " + number(d) + " and " + number(d);
            default -> text(d) + pick(" like 'a%'", " like '_'", " like '%é'", " in ('a', 'é', '12')");
        };
    }
}
