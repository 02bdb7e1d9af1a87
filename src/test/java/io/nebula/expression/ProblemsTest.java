package io.nebula.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nebula.options.InvalidOptionsException;
import io.nebula.options.Problem;
import io.nebula.record.Schema;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemsTest {
    private static final Schema SCHEMA =
            Batches.schema("speed double", "count long", "name string", "day date", "at timestamp", "ok boolean",
                    "j json");

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '#', value = {
        "sped * 2 ~ sped ~ did you mean \"speed\"?",
        "1 + sqr(speed) ~ sqr ~ did you mean \"sqrt\"?",
        "name + 1 ~ name + 1 ~ use cast(… as long)",
        "count = '5' ~ count = '5' ~ leave out the quotes",
        "day > '2024-01-01' ~ day > '2024-01-01' ~ write date '2024-01-31'",
        "at < name ~ at < name ~ use cast(… as timestamp)",
        "name + 'x' ~ name + 'x' ~ join text with ||",
        "day + 1 ~ day + 1 ~ use date_add or date_diff",
        "cast(at as long) ~ cast(at as long) ~ use epoch_seconds(…) or epoch_millis(…)",
        "length(j) ~ length(j) ~ use cast(… as string) to get the JSON as text",
        "not speed ~ not speed ~ it takes (boolean)",
        "ok and count ~ count ~ compare it with something, e.g. … is not null",
        "case when ok then 1 else 'a' end ~ 'a' ~ use cast(… as long)",
        "name like name ~ name ~ write it out as 'text'",
        "sqrt(1, 2) ~ sqrt(1, 2) ~ it takes (double)",
        "name = \"x\" ~ \" ~ text stands in 'single quotes', an odd field name in `backticks`",
        "name = 'x ~ 'x ~ add ' where it ends",
        "ok && ok ~ & ~ write and",
        "end = 1 ~ end ~ a field of that name stands in `backticks`",
        "cast(name as int) ~ int ~ did you mean \"long\"?",
        "cast(name as blob) ~ blob ~ types are boolean, long, double, string, date, timestamp",
        "date '2024-02-30' ~ '2024-02-30' ~ write it like date '2024-01-31'",
        "count + 9223372036854775808 ~ 9223372036854775808 ~ write it with a decimal point to make it a double",
        "null ~ null ~ write cast(null as long), or another type",
    })
    void shouldPointAtTheMistakeAndSayWhatToDo(String text, String range, String advice) {
        List<Problem> problems = problems(text);
        assertThat(problems).hasSize(1);
        Problem problem = problems.get(0);
        String marked = text.substring(problem.offset(), problem.offset() + problem.length());
        assertThat(marked).isEqualTo(range);
        assertThat(problem.advice()).isEqualTo(advice);
        assertThat(problem.path()).isEmpty();
    }

    @Test
    void shouldFindAllMistakesInOnePass() {
        assertThat(problems("sped + 1 > cnt and sqr(nam) = 1 or speed = name")).extracting(Problem::code)
                .containsExactly(
                "unknown-field", "unknown-field", "unknown-field", "unknown-function", "wrong-arguments");
        assertThat(problems("sped between 1 and 2")).as("an operand that stands twice is reported once").hasSize(1);
    }

    @Test
    void shouldRefuseBadConstants() {
        assertThat(problems("regex_matches(name, '(')")).singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("not a regular expression"));
        assertThat(problems("regex_replace(name, 'a', '$1')")).hasSize(1);
        assertThat(problems("regex_extract(name, 'a', 3)")).hasSize(1);
        assertThat(problems("date_trunc('mnth', day)")).singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("did you mean \"month\"?"));
        assertThat(problems("date_trunc('hour', day)")).hasSize(1);
        assertThat(problems("format_timestamp(at, 'bogus')")).hasSize(1);
        assertThat(problems("name like 'a!' escape '!'")).hasSize(1);
    }

    @Test
    void shouldRefuseWhatWouldExhaustTheStack() {
        assertThat(problems("(".repeat(100_000) + "1")).singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("nested"));
        assertThat(problems("1" + " + 1".repeat(100_000))).hasSize(1);
        assertThat(problems("-".repeat(100_000) + "speed")).hasSize(1);
        assertThat(problems("not ".repeat(100_000) + "ok")).hasSize(1);
    }

    @Test
    void shouldNotMindWhatTheCaseOfKeywordsIsButThatOfNames() throws Exception {
        assertThat(Expression.compile("CASE WHEN Speed IS NOT NULL THEN SQRT(Speed) END",
                Batches.schema("Speed double"))
                .type().text()).isEqualTo("double");
        assertThat(problems("Speed")).singleElement().extracting(Problem::advice).isEqualTo("did you mean \"speed\"?");
    }

    @Test
    void shouldLetTypeNamesBeFieldNames() throws Exception {
        Schema schema = Batches.schema("date date", "timestamp timestamp", "left long", "a`b long");
        assertThat(Expression.compile("date = date '2024-01-01' and timestamp > date and `left` + `a``b` = left",
                schema)
                .type().text()).isEqualTo("boolean");
    }

    private static List<Problem> problems(String text) {
        return catchThrowableOfType(InvalidOptionsException.class, () -> Expression.compile(text, SCHEMA)).problems();
    }
}
