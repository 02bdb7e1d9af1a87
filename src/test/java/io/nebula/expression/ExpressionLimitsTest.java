package io.nebula.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.re2j.Pattern;
import io.nebula.options.InvalidOptionsException;
import io.nebula.options.Problem;
import io.nebula.record.Column;
import io.nebula.record.RecordBatch;
import io.nebula.record.Schema;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Expressions that a few characters, or a few records, make cost any amount of time or memory. */
class ExpressionLimitsTest {
    private static final Schema SCHEMA = Batches.schema("s string", "l long");

    @ParameterizedTest
    @ValueSource(strings = {"((x{1000}){1000}){1000}", "(((a{2,100}){2,100}){2,100}){2,100}", "([[:alpha:]]{500}){500}",
        "(\\p{Greek}{200}){100}", "(?:a{1000}|b{1000}){6}", "((((((((((a{9}){9}){9}){9}){9}){9}){9}){9}){9}){9})", "(a{1000}){11}"})
    void shouldRefuseRegularExpressionsThatBecomeTooLarge(String regex) {
        assertThat(only("regex_matches(s, '" + regex + "')").message()).contains("10000 steps");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[0-9]{1,3}(\\.[0-9]{1,3}){3}", "(a+)+$", "[]{1000}]", "\\{1000}{2}", "\\p{Lu}{1000}", "(x{1000}){9}",
        "(a|b|[^]x]){200,}", "\\x{1F600}{5}", "(?i)(foo){300}"})
    void shouldReckonNoLessThanTheCompiledExpressionHas(String regex) throws Exception {
        assertThat(Pattern.compile(regex).programSize()).isLessThan(2 * RegexSize.MOST_STEPS);
        Expression.compile("regex_matches(s, '" + regex + "')", SCHEMA);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a+)+$", "^(a|a)*$", "(a|aa)+$", "^([a-zA-Z]+)*$", "(.*a){12}$", "(a?){30}a{30}$"})
    void shouldSearchInTimeThatIsLinearInTheText(String regex) throws Exception {
        // each step of a backtracking matcher would double, at 4,000 characters it would never end
        RecordBatch batch = Batches.batch(SCHEMA, new Object[] {"a".repeat(4_000) + "!", 0L});

        Column matches = Expression.compile("regex_matches(s, '" + regex + "')", SCHEMA).evaluator().evaluate(batch);

        assertThat(Batches.value(matches, 0)).isEqualTo(false);
    }

    @Test
    void shouldMatchPatternsOfLikeWithoutTryingEveryWay() throws Exception {
        RecordBatch batch = Batches.batch(SCHEMA, new Object[] {"a".repeat(4_000) + "!", 0L});

        Column matches = Expression.compile("s like '" + "%a".repeat(400) + "%b'", SCHEMA).evaluator().evaluate(batch);

        assertThat(Batches.value(matches, 0)).isEqualTo(false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"replace(repeat(s, 1000000), 'a', repeat(s, 1000000))", "regex_replace(repeat(s, 1000000), 'a', 'bbbbbbbbbbbbbbbbbbbbb')",
        "repeat(s, 1000000) || repeat(s, 1000000) || repeat(s, 1000000) || repeat(s, 1000000) || repeat(s, 1000000) || repeat(s, 1000000)"
        + " || repeat(s, 1000000) || repeat(s, 1000000) || repeat(s, 1000000) || repeat(s, 1000000) || repeat(s, 1000000)"
        + " || repeat(s, 1000000) || repeat(s, 1000000) || repeat(s, 1000000) || repeat(s, 1000000) || repeat(s, 1000000) || repeat(s, 1000000)"})
    void shouldRefuseARecordWhoseTextWouldGrowBeyondAllMeasure(String text) throws Exception {
        RecordBatch batch = Batches.batch(SCHEMA, new Object[] {"a", 0L}, new Object[] {"", 0L});

        Column result = Expression.compile(text, SCHEMA).evaluator("r").evaluate(batch);

        assertThat(batch.rejects()).hasSize(1);
        assertThat(batch.rejects().get(0).code()).isEqualTo("too-long");
        assertThat(batch.rejects().get(0).message()).contains("16777216").hasSizeLessThan(1_000);
        assertThat(Batches.value(result, 1)).isEqualTo("");
    }

    @Test
    void shouldNotComputeConstantsOfAnyLength() throws Exception {
        assertThat(Expression.compile("try(replace(repeat('a', 1000000), 'a', repeat('b', 1000000)))", SCHEMA).constant()).isNull();
    }

    @Test
    void shouldRefuseExpressionsOfTooManyStepsAndTooManyCharacters() throws Exception {
        String sum = IntStream.range(0, 9_000).mapToObj(i -> "l = " + i).collect(Collectors.joining(", ", "coalesce(", ")"));
        String list = IntStream.range(0, 50_000).mapToObj(Integer::toString).collect(Collectors.joining(", ", "l in (", ")"));

        assertThat(only(sum).code()).isEqualTo("too-complex");
        assertThat(only("l" + " ".repeat(1 << 20)).message()).contains("1048576 characters");
        assertThat(Expression.compile(list, SCHEMA).type().text()).isEqualTo("boolean");
    }

    private static Problem only(String text) {
        List<Problem> problems =
                catchThrowableOfType(InvalidOptionsException.class, () -> Expression.compile(text, SCHEMA)).problems();
        assertThat(problems).hasSize(1);
        return problems.get(0);
    }
}
