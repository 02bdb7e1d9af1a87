package io.nebula.expression;

import static io.nebula.record.ValueType.BOOLEAN;
import static io.nebula.record.ValueType.DOUBLE;
import static io.nebula.record.ValueType.LONG;
import static io.nebula.record.ValueType.STRING;
import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.record.Column;
import io.nebula.record.RecordBatch;
import io.nebula.record.Reject;
import io.nebula.record.Schema;
import io.nebula.record.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {
    private static final long MAX = Long.MAX_VALUE;

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '#', value = {
        "1 + 2 * 3 ~ 7", "(1 + 2) * 3 ~ 9", "-2 - -3 ~ 1", "7 / 2 ~ 3.5", "7 % -4 ~ 3", "1 + 0.5 ~ 1.5", "1e3 ~ 1000.0",
        "2 * 3 = 6 and not 1 > 2 ~ true", "not 1 = 2 or 1 / 0 = 1 ~ true", "1 == 1 and 1 != 2 and 1 <> 2 ~ true",
        "'it''s' || '!' ~ it's!", "'b' > 'a' and 'a' < 'é' ~ true",
        "2 between 1 and 3 and 4 not between 1 and 3 ~ true",
        "2 in (1, 2) ~ true", "5 not in (1, 2, 3, 4) ~ true", "'b' in ('a', 'b', 'c') ~ true",
        "-0.0 in (0, 1, 2) ~ true",
        "case when 1 > 2 then 'a' when 2 > 1 then 'b' end ~ b", "case 3 when 1 then 'a' else 'c' end ~ c",
        "CASE WHEN TRUE THEN 1 ELSE 2.5 END ~ 1.0", "cast('12' as long) + 1 ~ 13", "cast(2.9 as long) ~ 2",
        "cast(true as string) || cast(1.0 as string) ~ true1.0", "coalesce(try(cast('x' as long)), 5) ~ 5",
        "date '2024-01-31' < timestamp '2024-01-31T00:00:01Z' ~ true", "-9223372036854775808 ~ -9223372036854775808",
        "null and false ~ false", "true or null ~ true", "1 = null is null ~ true",
        "nullif(1, 2) ~ 1", "if(null, 1, 2) ~ 2", "3 is not null ~ true", "null in (1) is null ~ true",
        "1 in (2, null) is null ~ true", "2 in (2, null) ~ true", "1 in (2, 3, 4, null) is null ~ true",
    })
    void shouldFoldConstants(String text, String expected) throws Exception {
        assertThat(Expression.compile(text, new Schema(List.of())).constant()).isEqualTo(expected);
    }

    @Test
    void shouldNotComputeWhatNoRowNeeds() throws Exception {
        Object[][] rows = new Object[5000][];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = new Object[] {row == 7, "x", (long) row};
        }
        Schema schema = Batches.schema("b boolean", "s string", "l long");
        // more than an array holds, if it were computed for every row
        String large = "length(repeat(s, 1000000))";
        for (String text : List.of("case when b then " + large + " else l end", "if(not b, l, " + large + ")",
                "case when not b then l when " + large + " > 5 then 1000000 else 0 end",
                "coalesce(nullif(l, 7), " + large + ")",
                "case when not b or " + large + " < 0 then l else 1000000 end",
                "case when b and " + large + " > 0 then 1000000 else l end")) {
            List<Object> values = values(text, Batches.batch(schema, rows));
            assertThat(values.get(7)).as(text).isEqualTo(1_000_000L);
            assertThat(values.get(8)).as(text).isEqualTo(8L);
        }
    }

    @Test
    void shouldShareWhatSeveralBranchesNeed() throws Exception {
        Schema schema = Batches.schema("b boolean", "s string");
        RecordBatch batch = Batches.batch(schema, new Object[] {true, "a"}, new Object[] {false, "b"},
                new Object[] {null, "c"});

        assertThat(values("case when b then upper(s) || '1' when s = 'b' and upper(s) = 'B' then upper(s) || '2'"
                + " else 'x' || (upper(s) || '1') end", batch)).containsExactly("A1", "B2", "xC1");
    }

    @Test
    void shouldKeepThreeValuedLogic() throws Exception {
        Schema schema = Batches.schema("a boolean", "b boolean");
        Boolean[] states = {true, false, null};
        Object[][] rows = new Object[9][];
        for (int i = 0; i < 9; i++) {
            rows[i] = new Object[] {states[i / 3], states[i % 3]};
        }
        assertThat(values("a and b", Batches.batch(schema, rows)))
                .containsExactly(true, false, null, false, false, false, null, false, null);
        assertThat(values("a or b", Batches.batch(schema, rows)))
                .containsExactly(true, true, true, true, false, null, true, null, null);
        assertThat(values("not a", Batches.batch(schema, rows)))
                .containsExactly(false, false, false, true, true, true, null, null, null);
    }

    @Test
    void shouldRejectOverflowOfTheRowConcernedOnly() throws Exception {
        RecordBatch batch = Batches.column("a", LONG, 1L, MAX, null, MAX - 1);
        assertThat(values("a + 1", batch)).containsExactly(2L, null, null, MAX);
        assertThat(batch.rejects()).singleElement().satisfies(reject -> {
            assertThat(reject.code()).isEqualTo("overflow");
            assertThat(reject.field()).isEqualTo("result");
            assertThat(reject.message()).startsWith("9223372036854775807 + 1: the result does not fit a long");
        });
        assertThat(batch.isRejected(1)).isTrue();
    }

    @Test
    void shouldFindOverflowOfEveryOperator() throws Exception {
        assertThat(codes("a * 2", LONG, MAX, 3L)).containsExactly("overflow");
        assertThat(codes("a - 1", LONG, Long.MIN_VALUE, 3L)).containsExactly("overflow");
        assertThat(codes("-a", LONG, Long.MIN_VALUE, 3L)).containsExactly("overflow");
        assertThat(codes("abs(a)", LONG, Long.MIN_VALUE, 3L)).containsExactly("overflow");
    }

    @Test
    void shouldRejectDivisionByZeroAndValuesOutsideTheDomain() throws Exception {
        assertThat(codes("1 / a", LONG, 0L, 1L)).containsExactly("division-by-zero");
        assertThat(codes("1 % a", LONG, 0L, 1L)).containsExactly("division-by-zero");
        assertThat(codes("1 / a", DOUBLE, -0.0, 1.0)).containsExactly("division-by-zero");
        assertThat(codes("mod(1.5, a)", DOUBLE, 0.0, 1.0)).containsExactly("division-by-zero");
        assertThat(codes("sqrt(a)", DOUBLE, -1.0, 1.0, null)).containsExactly("domain");
        assertThat(codes("ln(a)", DOUBLE, 0.0, 1.0)).containsExactly("domain");
        assertThat(codes("asin(a)", DOUBLE, 1.5, 1.0)).containsExactly("domain");
        assertThat(codes("power(a, 0.5)", DOUBLE, -4.0, 4.0)).containsExactly("domain");
        assertThat(codes("cast(a as long)", STRING, "x", "1")).containsExactly("cast");
        assertThat(codes("cast(a as long)", DOUBLE, 1e19, Double.NaN, 1.0)).containsExactly("cast", "cast");
    }

    @Test
    void shouldCountAnErrorOnlyWhereItsValueIsNeeded() throws Exception {
        Object[] zeroAndTwo = {0L, 2L, null};
        assertThat(accepted("case when a = 0 then -1.0 else 1 / a end", LONG, zeroAndTwo)).containsExactly(-1.0, 0.5,
                null);
        assertThat(accepted("a = 0 or 1 / a > 0.1", LONG, zeroAndTwo)).containsExactly(true, true, null);
        assertThat(accepted("a <> 0 and 1 / a > 0.1", LONG, zeroAndTwo)).containsExactly(false, true, null);
        assertThat(accepted("coalesce(a + 0.0, 1 / 0)", LONG, 0L, 2L)).containsExactly(0.0, 2.0);
        assertThat(accepted("coalesce(try(1 / a), -1.0)", LONG, zeroAndTwo)).containsExactly(-1.0, 0.5, -1.0);
        assertThat(accepted("try(1 / a) is null", LONG, zeroAndTwo)).containsExactly(true, false, true);
    }

    @Test
    void shouldKeepAnErrorWhereItsValueIsNeeded() throws Exception {
        assertThat(codes("1 / a is null", LONG, 0L)).containsExactly("division-by-zero");
        assertThat(codes("1 / a > 1 or a = 0", LONG, 0L)).containsExactly("division-by-zero");
        assertThat(codes("coalesce(1 / a, 1)", LONG, 0L)).containsExactly("division-by-zero");
        assertThat(codes("case when 1 / a > 1 then 1 else 2 end", LONG, 0L)).containsExactly("division-by-zero");
        assertThat(codes("sqrt(1 / a) + 1", LONG, 0L)).containsExactly("division-by-zero");
    }

    @Test
    void shouldNotLookAtUnselectedRows() throws Exception {
        RecordBatch batch = Batches.select(Batches.column("a", LONG, 0L, 4L, MAX, 0L), 1);
        assertThat(values("1 / a + (a + 1) % 3", batch)).containsExactly(2.25);
        assertThat(batch.rejects()).isEmpty();
    }

    @Test
    void shouldReturnTheFieldItself() throws Exception {
        RecordBatch batch = Batches.column("Odd Name", LONG, 1L);
        Expression expression = Expression.compile("`Odd Name`", batch.schema());
        assertThat(expression.field()).isZero();
        assertThat(expression.evaluator().evaluate(batch)).isSameAs(batch.column(0));
    }

    @Test
    void shouldHaveNoBitmapWhenNothingIsNull() throws Exception {
        RecordBatch batch = Batches.column("a", LONG, 1L, 2L);
        for (String text : List.of("a + 1", "a > 1 and a < 5", "case when a > 1 then 1 else 2 end", "a is null",
                "sqrt(a)")) {
            assertThat(Expression.compile(text, batch.schema()).evaluator().evaluate(batch).hasNulls()).as(text)
                    .isFalse();
        }
    }

    @Test
    void shouldServeBatchesOfDifferentSizes() throws Exception {
        Schema schema = Batches.schema("a string");
        Evaluator evaluator = Expression.compile("case when a = 'x' then 'one' else a || '!' end", schema).evaluator();
        for (int rows : new int[] {3, 0, 130, 1, 64, 65}) {
            Object[] values = new Object[rows];
            for (int i = 0; i < rows; i++) {
                values[i] = i % 3 == 0 ? null : i % 3 == 1 ? "x" : "é" + i;
            }
            RecordBatch batch = Batches.column("a", STRING, values);
            Column result = evaluator.evaluate(batch);
            for (int i = 0; i < rows; i++) {
                Object expected = i % 3 == 0 ? null : i % 3 == 1 ? "one" : "é" + i + "!";
                assertThat(Batches.value(result, i)).isEqualTo(expected);
            }
        }
    }

    @Test
    void shouldEvaluateACommonPartOnce() throws Exception {
        Schema schema = Batches.schema("a double");
        Plan plan = new Plan();
        Plan.Node root = new Checker(plan, schema, Set.of(), new ArrayList<>())
                .root(Parser.expression("sqrt(a * a) + (a * a) - sqrt(a * a)"));
        assertThat(plan.steps(root)).as("a, a * a, sqrt, +, -").hasSize(5);
    }

    @Test
    void shouldCompareLongsWithDoublesAndTextByItsBytes() throws Exception {
        assertThat(accepted("a = 2", DOUBLE, 2.0, 2.5)).containsExactly(true, false);
        assertThat(accepted("a < 'b'", STRING, "a", "b", "B", "é")).containsExactly(true, false, true, false);
        assertThat(accepted("a = true", BOOLEAN, true, false, null)).containsExactly(true, false, null);
    }

    private static List<Object> accepted(String text, ValueType type, Object... values) throws Exception {
        RecordBatch batch = Batches.column("a", type, values);
        List<Object> result = values(text, batch);
        assertThat(batch.rejects()).isEmpty();
        return result;
    }

    private static List<String> codes(String text, ValueType type, Object... values) throws Exception {
        RecordBatch batch = Batches.column("a", type, values);
        values(text, batch);
        return batch.rejects().stream().map(Reject::code).toList();
    }

    private static List<Object> values(String text, RecordBatch batch) throws Exception {
        Column column = Expression.compile(text, batch.schema()).evaluator("result").evaluate(batch);
        return Batches.values(batch, column);
    }
}
