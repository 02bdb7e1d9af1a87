package io.nebula.format.jsonl;

import static io.nebula.format.FormatRun.decode;
import static io.nebula.format.FormatRun.texts;
import static io.nebula.format.FormatRun.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.nebula.format.FormatRun;
import io.nebula.format.FormatRun.Decoded;
import io.nebula.record.Field;
import io.nebula.record.Schema;
import io.nebula.record.ValueType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLinesDecoderTest {
    private static final JsonLinesFormat JSON = JsonLinesFormat.jsonLines();

    @ParameterizedTest
    @ValueSource(strings = {
        "[1]", "1", "\"a\"", "null", "{", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "{,}",
        "{\"a\" 1}", "{a:1}",
        "{'a':1}", "{\"a\":1}}", "{\"a\":1} x", "{\"a\":1}{\"a\":2}", "{\"a\":01}", "{\"a\":-}", "{\"a\":+1}",
        "{\"a\":.5}",
        "{\"a\":1.}", "{\"a\":1e}", "{\"a\":1e+}", "{\"a\":0x1}", "{\"a\":NaN}", "{\"a\":Infinity}", "{\"a\":tru}",
        "{\"a\":nul}", "{\"a\":falsy}", "{\"a\":truex}", "{\"a\":\"x}", "{\"a\":\"\\x\"}", "{\"a\":\"\\u12g4\"}",
        "{\"a\":\"\\u12\"}", "{\"a\":\"tab\there\"}", "{\"a\":[1,]}", "{\"a\":[1 2]}", "{\"a\":[}", "{\"a\":{\"b\"}}",
        "{\"a\":{\"b\":1,}}", "{\"a\":[1}]", "{\"a\":\"\\", "{\"a\":1,\"b\":2 3}", "\u00a0{}",
        "{\"a\":1\u0000}", "{\"a\":[[],{]}",
    })
    void shouldRejectOnlyTheMalformedLine(String line) {
        for (String end : List.of("\n{\"a\":\"after\"}\n", "\r\n{\"a\":\"after\"}")) {
            Decoded decoded = decode(JSON, texts("a"), "{\"a\":\"before\"}\n" + line + end);

            assertThat(decoded.rows()).containsExactly(List.of("before"), List.of("after"));
            assertThat(decoded.codes()).containsExactly("malformed-json");
            assertThat(decoded.rejects().get(0).start()).isEqualTo(15);
            assertThat(decoded.rejects().get(0).length()).isEqualTo(utf8(line).length);
            assertThat(decoded.rejects().get(0).message()).contains("expected ").contains("of the line");
        }
        assertThat(decode(JSON, texts("a"), line).codes()).containsExactly("malformed-json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":\"x\"}", " { \"a\" : \"x\" } ", "{\"a\":\"x\"}\r", "\t{\"\":0,\"a\":\"x\"}",
        "{\"a\":1,\"a\":\"x\"}",
        "{\"\\u0061\":\"x\"}", "{\"a\":\"\\u0078\"}", "{\"b\":[{},[],{\"a\":[1,2]}],\"a\":\"x\"}",
        "{\"b\":-0.5E-7,\"a\":\"x\",\"c\":true}",
        "{\"a\":\"x\",\"b\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"}"})
    void shouldReadWellFormedLines(String line) {
        assertThat(decode(JSON, texts("a"), line).rows()).containsExactly(List.of("x"));
        assertThat(decode(JSON, texts("a"), line + "\n\n \n").rows()).containsExactly(List.of("x"));
    }

    @Test
    void shouldFindFieldsInAnyOrderAndTellAbsentFromPresent() {
        Decoded decoded = decode(JSON, texts("a", "b", "c"),
                "{\"a\":1,\"b\":2,\"c\":3}\n{\"c\":3,\"a\":1}\n{}\n{\"b\":null,\"c\":\"\"}\n"
                        + "{\"a\":1,\"b\":2,\"c\":3}\n");

        assertThat(decoded.rows()).containsExactly(List.of("1", "2", "3"), Arrays.asList("1", null, "3"),
                Arrays.asList(null, null, null), Arrays.asList(null, null, ""), List.of("1", "2", "3"));
    }

    @Test
    void shouldResolveEscapesAndReplaceHalfSurrogatePairs() {
        Decoded decoded = decode(JSON, texts("a"), """
                {"a":"\\u00e9\\u20AC\\ud834\\udd1e\\n\\/"}
                {"a":"x\\ud834y"}
                {"a":"\\udd1e\\ud834"}
                """);

        assertThat(decoded.rows()).containsExactly(List.of("é€𝄞\n/"), List.of("x\ufffdy"), List.of("\ufffd\ufffd"));
    }

    @Test
    void shouldReachNestedValuesInEveryLineOfManyThatAreAlike() {
        Map<String, ValueType> declared = Map.of("items[1].id", ValueType.LONG, "user.name", ValueType.STRING);
        Schema schema = new Schema(List.of(new Field("user", ValueType.JSON), new Field("items[1].id", ValueType.LONG),
                new Field("user.name", ValueType.STRING)));
        StringBuilder text = new StringBuilder();
        List<List<String>> expected = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            // where the first part of a path is no field either
            String items = i < 250 ? "" : ",\"items\":[0,{\"id\":" + i + "}]";
            text.append("{\"user\":{\"name\":\"n").append(i).append("\"}").append(items).append("}\n");
            expected.add(Arrays.asList("{\"name\":\"n" + i + "\"}", i < 250 ? null : "" + i, "n" + i));
        }
        byte[] bytes = utf8(text.toString());

        Decoded decoded = decode(JSON.decoder(schema, declared, 100), bytes, 0, bytes.length);

        assertThat(decoded.rows()).isEqualTo(expected);
    }

    @Test
    void shouldReachNestedValuesByDeclaredPaths() {
        Map<String, ValueType> declared = Map.of("user.name", ValueType.STRING, "items[1].id", ValueType.LONG);
        byte[] input = utf8("""
                {"user":{"name":"\\u0041da","age":3},"items":[{"id":1},{"id":2}]}
                {"user":{"age":3},"items":[{"id":1}]}
                {"user":null,"items":7}
                {"user.name":"direct","user":{"name":"nested"},"items":[0,{"x":[{}],"id":9}]}
                {"items":[0,{"id":"x"}]}
                """);
        Schema schema = FormatRun.infer(JSON, input, declared);
        int name = schema.indexOf("user.name");
        int id = schema.indexOf("items[1].id");

        Decoded decoded = decode(JSON.decoder(schema, declared, 10), input, 0, input.length);

        List<List<String>> values = new ArrayList<>();
        decoded.rows().forEach(row -> values.add(Arrays.asList(row.get(name), row.get(id))));
        assertThat(values).containsExactly(List.of("Ada", "2"), Arrays.asList(null, null), Arrays.asList(null, null),
                List.of("direct", "9"));
        assertThat(decoded.codes()).containsExactly("value-type");
    }

    @Test
    void shouldReachNestedValuesOfKeysThatTheSampleLacks() {
        Map<String, ValueType> declared = Map.of("u.n", ValueType.STRING);
        Schema schema = new Schema(List.of(new Field("a", ValueType.LONG), new Field("u.n", ValueType.STRING)));
        byte[] input = utf8("{\"a\":1,\"u\":{\"n\":\"x\"}}");

        assertThat(decode(JSON.decoder(schema, declared, 10), input, 0, input.length).rows())
                .containsExactly(List.of("1", "x"));
    }

    @Test
    void shouldRefuseNestingBeyond512Levels() {
        String deepest = "{\"a\":" + "[".repeat(511) + "]".repeat(511) + "}\n";
        String deeper = "{\"a\":" + "[".repeat(512) + "]".repeat(512) + "}\n";

        Decoded decoded = decode(JSON, texts("a"), deepest + deeper);

        assertThat(decoded.rows()).hasSize(1);
        assertThat(decoded.rejects().get(0).message()).contains("512 levels");
    }

    @Test
    void shouldRejectOnlyTheLineThatIsNotUtf8() {
        byte[] input = utf8("{\"a\":\"é\"}\n{\"a\":\"?\",\"new\":1}\n{\"a\":\"€\"}\n");
        input[new String(input, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf('?')] = (byte) 0xff;

        Decoded decoded = decode(JSON.decoder(texts("a"), Map.of(), 10), input, 0, input.length);

        assertThat(decoded.rows()).containsExactly(List.of("é"), List.of("€"));
        assertThat(decoded.codes()).containsExactly("invalid-utf8");
    }

    @Test
    void shouldInferTypesFromAllRecordsOfTheSample() throws Exception {
        byte[] input = utf8("""
                {"i":1,"d":1.5,"b":true,"s":"x","day":"2024-01-31","t":"2024-01-31T10:00:00Z","o":{},"l":[1],"n":null}
                broken
                {"i":-2,"d":2,"b":false,"m":1,"x":1,"big":1,"num":"1","late":null}
                {"i":null,"m":"a","x":[],"big":99999999999999999999}
                {"cut":
                """.stripTrailing());
        Schema schema = JSON.infer(input, input.length, false, FormatRun.head(JSON, input),
                Map.of("b", ValueType.STRING,
                "more", ValueType.LONG));

        assertThat(schema.toString()).isEqualTo("(i long, d double, b string, s string, day date, t timestamp, o json,"
                + " l json,"
                + " n string, m string, x json, big double, num string, late string, more long)");
    }

    @Test
    void shouldInferTypesWhateverOrderAndSpellingKeysHave() {
        byte[] input = utf8("""
                {"a":1,"b":"x","c":true}
                {"b":"2024-01-31","a":2.5}
                {"\\u0061":-0,"c":1,"b":"y"}
                {"a":-9223372036854775808,"d":0,"e":-0}
                {"d":-9223372036854775808}
                """);

        assertThat(FormatRun.infer(JSON, input, Map.of()).toString())
                .isEqualTo("(a double, b string, c string, d long, e double)");
    }

    @Test
    void shouldNotLearnFieldsFromLinesThatAreNoRecords() {
        byte[] input = utf8("{\"a\":1}\n{\"b\":1} x\n{\"c\":1\n{\"d\":\"?\"}\n{\"e\":1}");
        input[new String(input, StandardCharsets.ISO_8859_1).indexOf('?')] = (byte) 0xe9;

        assertThat(FormatRun.infer(JSON, input, Map.of()).names()).containsExactly("a", "e");
    }

    @Test
    void shouldCarryVeryManyUnknownFieldsInReasonableTime() {
        StringBuilder record = new StringBuilder("{\"a\":1");
        for (int i = 0; i < 100_000; i++) {
            record.append(",\"k").append(i).append("\":").append(i);
        }
        String line = record + "}\n";
        byte[] input = utf8(line.replace("\"k70000\":", "\"\\u006b6\":0,\"k70000\":"));

        Schema schema = new Schema(List.of(new Field("a", ValueType.LONG)));
        String written = assertTimeout(Duration.ofSeconds(20), () -> FormatRun.encode(
                JSON.decoder(schema, Map.of(), 10), JSON.encoder(schema), input, 0, new ArrayList<>()));
        assertThat(written).isEqualTo(line.replace("\"k6\":6,", "\"\\u006b6\":0,"));
    }

    @Test
    void shouldGiveTheSameRecordsInWhateverMorselsTheyCome() {
        byte[] input = utf8("\n{\"a\":1}\n  \n{\"b\":\"é\"}\r\nbroken\n{\"a\":2,\"c\":3}\n{\"a\":\"last\"}");
        var decoder = JSON.decoder(texts("a", "b"), Map.of(), 2);
        Decoded whole = decode(decoder, input, 0, input.length);

        assertThat(whole.rows()).hasSize(4);
        assertThat(whole.lines()).isEqualTo(6);
        for (int window = 1; window <= input.length; window++) {
            List<List<String>> rows = new ArrayList<>();
            long lines = 0;
            for (int[] cut : FormatRun.cuts(JSON, input, 0, window, 100)) {
                Decoded part = decode(decoder, input, cut[0], cut[1]);
                rows.addAll(part.rows());
                lines += part.lines();
            }
            assertThat(rows).isEqualTo(whole.rows());
            assertThat(lines).isEqualTo(6);
        }
    }

    @Test
    void shouldCutAfterAsManyRecordsAsAsked() {
        byte[] input = utf8("\n{}\n \t\n{}\n{}\n");

        assertThat(JSON.boundaries().cut(input, 0, input.length, 2, 100, false)).isEqualTo(10);
        assertThat(JSON.boundaries().cut(input, 10, input.length - 1, 1, 100, false)).isEqualTo(10);
        assertThat(JSON.boundaries().cut(input, 10, input.length - 1, 1, 100, true)).isEqualTo(12);
    }
}
