package io.nebula.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nebula.record.Column;
import io.nebula.record.RecordBatch;
import io.nebula.record.Reject;
import io.nebula.record.Schema;
import io.nebula.record.ValueType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextFunctionsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '"', value = {
        "length('日本語') ~ 3", "length('') ~ 0", "byte_length('日本語') ~ 9", "substring('日本語', 2) ~ 本語",
        "substring('abc', 0, 2) ~ a", "substring('abc', -5, 7) ~ a", "substring('abc', 9) || '.' ~ .",
        "substring('abc', 2, -1) || '.' ~ .", "substring('abc', 2, 9223372036854775807) ~ bc", "left('日本', 9) ~ 日本",
        "left('abc', -1) || '.' ~ .", "right('日本語', 1) ~ 語", "right('abc', -1) || '.' ~ .", "position('日本', '本') ~ 2",
        "position('abc', 'x') ~ 0", "position('abc', '') ~ 1", "lpad('é', 3, '日') ~ 日日é", "lpad('abc', 2, 'x') ~ ab",
        "rpad('a', 3, '') ~ a", "repeat('ab', 0) || '.' ~ .", "reverse('a日b') ~ b日a", "upper('aé') ~ AÉ",
        "lower('ABC') ~ abc", "replace('aaa', 'a', 'bb') ~ bbbbbb", "replace('abc', '', 'x') ~ abc",
        "split_part('a--b--c', '--', 3) ~ c", "split_part('a', '-', 2) || '.' ~ .", "trim(' \t日 ') ~ 日",
        "'日本' like '_本' ~ true", "'ab' like '_' ~ false", "'abcbc' like 'a%bc' ~ true", "'' like '%' ~ true",
        "'a' like '' ~ false", "'50%' like '50!%' escape '!' ~ true", "'50x' like '50!%' escape '!' ~ false",
        "'abc' not like '%d%' ~ true", "'AbC' like 'abc' ~ false", "regex_matches('日本', '^.本$') ~ true",
        "regex_extract('id=日本;', '=(.+);') ~ 日本", "regex_extract('abc', 'x') is null ~ true",
        "regex_extract('abc', 'b') ~ b", "regex_replace('a日b', '[^a-z]', '-') ~ a-b",
        "concat('a', null) is null ~ true",
        "xxhash64('') ~ -1205034819632174695", "xxhash64('0123456789abcdefghij') ~ 5026792210645229750",
        "xxhash64('Nobody inspects the spammish repetition') ~ -302119147016844303",
        "json_text('{\"a\":\"\\u00e9\\/\"}', 'a') ~ é/", "json_text('{\"a\":{ \"b\" : 1.50 }}', 'a.b') ~ 1.50",
        "json_text('{\"a\":null}', 'a') is null ~ true", "json_text('{\"a\":1,\"a\":2}', 'a') ~ 2",
        "json_get('[[1, 2],3]', '[0]') ~ [1, 2]", "json_get(' {\"a\":1} ', '$') ~ {\"a\":1}",
        "json_text('{\"$x\":{\"y\":1}}', '$x.y') ~ 1", "json_text('[1]', '[1]') is null ~ true",
        "try(json_text('{\"a\":1', 'a')) is null ~ true", "try(json_long('{\"a\":\"1\"}', 'a')) is null ~ true",
        "try(json_long('[1.0]', '[0]')) is null ~ true", "json_length('{\"a\":{\"b\":[1]},\"c\":2}') ~ 2",
        "json_valid('[1,]') ~ false",
        "md5('') ~ d41d8cd98f00b204e9800998ecf8427e", "crc32('日') = crc32('日') ~ true", "greatest('a', 'é', 'z') ~ é",
        "least(2, 1.5) ~ 1.5", "round(-2.5) ~ -3.0", "round(0.49999999999999994) ~ 0.0", "round(1234, -2) ~ 1200.0",
        "round(1e300, 2) ~ 1.0E300", "sign(-0.5) ~ -1.0", "log2(1024) ~ 10.0",
    })
    void shouldComputeOnCharacters(String text, String expected) throws Exception {
        assertThat(Expression.compile(text, new Schema(List.of())).constant()).isEqualTo(expected);
    }

    @Test
    void shouldTakeLineEndsBetweenThePartsOfJsonOnly() throws Exception {
        RecordBatch batch = Batches.column("s", ValueType.STRING, "[1,\r\n2]\n", "\"a\nb\"", "\"\\\"\n\"",
                "[\"\\\\\"\n]");
        Column valid = Expression.compile("json_valid(s)", batch.schema()).evaluator().evaluate(batch);

        assertThat(Batches.values(batch, valid)).containsExactly(true, false, false, true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.", ".a", "a..b", "a[", "a[x]", "a[-1]", "a b].c", "$.", "$$["})
    void shouldRefuseWhatIsNoPathIntoJson(String path) {
        assertThatThrownBy(() -> Expression.compile("json_text('{}', '" + path + "')", new Schema(List.of())))
                .hasMessageContaining("not a path into JSON");
    }

    @Test
    void shouldRefuseToFillTheMemory() throws Exception {
        RecordBatch batch = Batches.column("n", ValueType.LONG, 1L << 40, 3L, Long.MAX_VALUE);
        for (String text : List.of("repeat('ab', n)", "lpad('ab', n, ' ')")) {
            RecordBatch copy = batch.copy();
            Expression.compile(text, copy.schema()).evaluator().evaluate(copy);
            assertThat(copy.rejects()).as(text).extracting(Reject::code).containsExactly("too-long", "too-long");
        }
    }

    @Test
    void shouldShortenValuesInMessages() throws Exception {
        RecordBatch batch = Batches.column("s", ValueType.STRING, "x".repeat(1000));
        Expression.compile("cast(s as long)", batch.schema()).evaluator().evaluate(batch);
        assertThat(batch.rejects()).singleElement().satisfies(reject -> assertThat(reject.message())
                .isEqualTo("'" + "x".repeat(40)
                        + "…' is not a long; to get null instead, compute try(cast(… as long))"));
    }
}
