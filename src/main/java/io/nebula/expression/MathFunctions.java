package io.nebula.expression;

import static io.nebula.record.ValueType.DATE;
import static io.nebula.record.ValueType.DOUBLE;
import static io.nebula.record.ValueType.LONG;
import static io.nebula.record.ValueType.STRING;
import static io.nebula.record.ValueType.TIMESTAMP;

import java.util.ArrayList;
import java.util.List;

/** Functions of numbers. */
final class MathFunctions {
    private static final String DOMAIN = "domain";
    private static final String POSITIVE = "is defined for numbers above 0 only; guard it with case or try(…)";
    private static final String UNIT = "is defined from -1 to 1 only; guard it with case or try(…)";

    private MathFunctions() {}

    static List<Function> all() {
        List<Function> all = new ArrayList<>(rounding());
        all.addAll(powers());
        all.addAll(angles());
        all.addAll(choices());
        return all;
    }

    private static List<Function> rounding() {
        return List.of(
                new Function("abs", "The number without its sign.", "abs(-2.5)", "2.5")
                        .fails("overflow", "the result does not fit a long; cast the argument to double")
                        .dense(LONG, LongKernels::abs, LONG)
                        .dense(DOUBLE, DoubleKernels::abs, DOUBLE),
                new Function("sign", "-1, 0 or 1, by the sign.", "sign(-7)", "-1")
                        .dense(LONG, LongKernels::sign, LONG)
                        .dense(DOUBLE, DoubleKernels::sign, DOUBLE),
                whole("floor", "The greatest whole number that is not greater.", "floor(-1.5)", "-2.0",
                        DoubleKernels::floor),
                whole("ceil", "The least whole number that is not less.", "ceil(-1.5)", "-1.0", DoubleKernels::ceil),
                whole("trunc", "The number without its fraction.", "trunc(-1.5)", "-1.0", DoubleKernels::trunc),
                whole("round",
                        "The number rounded to whole, or to that many digits after the point; halves away from zero.",
                        "round(2.345, 1)", "2.3", DoubleKernels::round)
                        .dense(DOUBLE, DoubleKernels::roundTo, DOUBLE, LONG),
                new Function("mod", "The remainder, with the sign of the dividend; the same as %.", "mod(7, 3)", "1")
                        .fails("division-by-zero", "the divisor is zero; use nullif(divisor, 0) to get null instead")
                        .rows(LONG, LongKernels::remainder, LONG, LONG)
                        .dense(DOUBLE, DoubleKernels::remainder, DOUBLE, DOUBLE));
    }

    private static Function whole(String name, String summary, String example, String result, Kernel kernel) {
        return new Function(name, summary, example, result)
                .dense(LONG, LongKernels::same, LONG)
                .dense(DOUBLE, kernel, DOUBLE);
    }

    private static List<Function> powers() {
        return List.of(
                new Function("sqrt", "The square root; an error below 0.", "sqrt(16)", "4.0")
                        .fails(DOMAIN, "is not defined below 0; guard it with case or try(…)")
                        .dense(DOUBLE, DoubleKernels::sqrt, DOUBLE),
                number("cbrt", "The cube root.", "cbrt(27)", "3.0", MathKernels::cbrt),
                power("power", "The first number to the power of the second.", "power(2, 10)", "1024.0"),
                power("pow", "The same as power.", "pow(2, -1)", "0.5"),
                number("exp", "e to the power of the number.", "exp(0)", "1.0", MathKernels::exp),
                number("ln", "The natural logarithm; an error unless above 0.", "ln(1)", "0.0", MathKernels::ln)
                        .fails(DOMAIN, POSITIVE),
                number("log10", "The logarithm to base 10; an error unless above 0.", "log10(1000)", "3.0",
                        MathKernels::log10).fails(DOMAIN, POSITIVE),
                number("log2", "The logarithm to base 2; an error unless above 0.", "log2(8)", "3.0", MathKernels::log2)
                        .fails(DOMAIN, POSITIVE));
    }

    private static Function power(String name, String summary, String example, String result) {
        return new Function(name, summary, example, result)
                .fails(DOMAIN, "has no real value; guard it with case or try(…)")
                .rows(DOUBLE, MathKernels::power, DOUBLE, DOUBLE);
    }

    private static List<Function> angles() {
        return List.of(
                number("sin", "The sine of an angle in radians.", "sin(0)", "0.0", MathKernels::sin),
                number("cos", "The cosine of an angle in radians.", "cos(0)", "1.0", MathKernels::cos),
                number("tan", "The tangent of an angle in radians.", "tan(0)", "0.0", MathKernels::tan),
                number("asin", "The angle with that sine; an error outside -1 to 1.", "asin(0)", "0.0",
                        MathKernels::asin)
                        .fails(DOMAIN, UNIT),
                number("acos", "The angle with that cosine; an error outside -1 to 1.", "acos(1)", "0.0",
                        MathKernels::acos).fails(DOMAIN, UNIT),
                number("atan", "The angle with that tangent.", "atan(0)", "0.0", MathKernels::atan),
                new Function("atan2", "The angle of the point (second, first).", "atan2(0, 1)", "0.0")
                        .rows(DOUBLE, MathKernels::atan2, DOUBLE, DOUBLE),
                number("degrees", "An angle in radians as degrees.", "degrees(pi())", "180.0", MathKernels::degrees),
                number("radians", "An angle in degrees as radians.", "radians(180)", "3.141592653589793",
                        MathKernels::radians),
                new Function("pi", "The number pi.", "pi()", "3.141592653589793").dense(DOUBLE, MathKernels::pi));
    }

    private static Function number(String name, String summary, String example, String result, Kernel kernel) {
        return new Function(name, summary, example, result).rows(DOUBLE, kernel, DOUBLE);
    }

    private static List<Function> choices() {
        return List.of(
                choice("least", "The least of the arguments; null if one is null.", "least(3, 1, 2)", "1",
                        LongKernels::least, DoubleKernels::least, ComparisonKernels::leastTexts),
                choice("greatest", "The greatest of the arguments; null if one is null.", "greatest('a', 'b')", "b",
                        LongKernels::greatest, DoubleKernels::greatest, ComparisonKernels::greatestTexts));
    }

    private static Function choice(String name, String summary, String example, String result, Kernel longs,
            Kernel doubles, Kernel texts) {
        return new Function(name, summary, example, result)
                .variadic(LONG, longs, LONG, LONG)
                .variadic(DOUBLE, doubles, DOUBLE, DOUBLE)
                .variadic(STRING, texts, STRING, STRING)
                .variadic(DATE, longs, DATE, DATE)
                .variadic(TIMESTAMP, longs, TIMESTAMP, TIMESTAMP);
    }
}
