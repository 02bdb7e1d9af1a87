package io.nebula.expression;

import static io.nebula.record.ValueType.BOOLEAN;
import static io.nebula.record.ValueType.DATE;
import static io.nebula.record.ValueType.DOUBLE;
import static io.nebula.record.ValueType.LONG;
import static io.nebula.record.ValueType.STRING;
import static io.nebula.record.ValueType.TIMESTAMP;

import java.util.List;

/** The operators. */
final class OperatorFunctions {
    private static final String OVERFLOW = "the result does not fit a long; cast an operand to double";
    private static final String ZERO = "the divisor is zero; use nullif(divisor, 0) to get null instead";

    private OperatorFunctions() {}

    static List<Function> all() {
        return List.of(
                new Function("+", "The sum.", "1 + 2", "3").fails("overflow", OVERFLOW)
                        .dense(LONG, LongKernels::add, LONG, LONG)
                        .dense(DOUBLE, DoubleKernels::add, DOUBLE, DOUBLE),
                new Function("-", "The difference.", "1 - 2.5", "-1.5").fails("overflow", OVERFLOW)
                        .dense(LONG, LongKernels::subtract, LONG, LONG)
                        .dense(DOUBLE, DoubleKernels::subtract, DOUBLE, DOUBLE),
                new Function("negate", "The number with its sign turned; written -x.", "-(1.5)", "-1.5")
                        .fails("overflow", OVERFLOW)
                        .dense(LONG, LongKernels::negate, LONG)
                        .dense(DOUBLE, DoubleKernels::negate, DOUBLE),
                new Function("*", "The product.", "6 * 7", "42").fails("overflow", OVERFLOW)
                        .dense(LONG, LongKernels::multiply, LONG, LONG)
                        .dense(DOUBLE, DoubleKernels::multiply, DOUBLE, DOUBLE),
                new Function("/", "The quotient, always a double.", "7 / 2", "3.5").fails("division-by-zero", ZERO)
                        .dense(DOUBLE, DoubleKernels::divide, DOUBLE, DOUBLE),
                new Function("%", "The remainder, with the sign of the dividend.", "-7 % 3", "-1")
                        .fails("division-by-zero", ZERO)
                        .rows(LONG, LongKernels::remainder, LONG, LONG)
                        .dense(DOUBLE, DoubleKernels::remainder, DOUBLE, DOUBLE),
                comparison("=", "Whether both are equal; also written ==.", "2 = 2.0", "true",
                        ComparisonKernels::equalLongs, ComparisonKernels::equalDoubles, ComparisonKernels::equalTexts)
                        .dense(BOOLEAN, ComparisonKernels::equalBits, BOOLEAN, BOOLEAN),
                comparison("<>", "Whether both differ; also written !=.", "'a' <> 'b'", "true",
                        ComparisonKernels::unequalLongs, ComparisonKernels::unequalDoubles,
                        ComparisonKernels::unequalTexts)
                        .dense(BOOLEAN, ComparisonKernels::unequalBits, BOOLEAN, BOOLEAN),
                comparison("<", "Whether the left is less.", "'Z' < 'a'", "true", ComparisonKernels::lessLongs,
                        ComparisonKernels::lessDoubles, ComparisonKernels::lessTexts),
                comparison("<=", "Whether the left is less or equal.", "1 <= 1", "true",
                        ComparisonKernels::lessOrEqualLongs, ComparisonKernels::lessOrEqualDoubles,
                        ComparisonKernels::lessOrEqualTexts),
                comparison(">", "Whether the left is greater.", "date '2024-01-02' > date '2024-01-01'", "true",
                        ComparisonKernels::greaterLongs, ComparisonKernels::greaterDoubles,
                        ComparisonKernels::greaterTexts),
                comparison(">=", "Whether the left is greater or equal.", "1 >= 2", "false",
                        ComparisonKernels::greaterOrEqualLongs, ComparisonKernels::greaterOrEqualDoubles,
                        ComparisonKernels::greaterOrEqualTexts),
                new Function("not", "The opposite.", "not 1 = 2", "true").dense(BOOLEAN, ComparisonKernels::not,
                        BOOLEAN));
    }

    private static Function comparison(String symbol, String summary, String example, String result, Kernel longs,
            Kernel doubles, Kernel texts) {
        return new Function(symbol, summary, example, result)
                .dense(BOOLEAN, longs, LONG, LONG)
                .dense(BOOLEAN, doubles, DOUBLE, DOUBLE)
                .rows(BOOLEAN, texts, STRING, STRING)
                .dense(BOOLEAN, longs, DATE, DATE)
                .dense(BOOLEAN, longs, TIMESTAMP, TIMESTAMP);
    }
}
