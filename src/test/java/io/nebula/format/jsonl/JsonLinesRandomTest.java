package io.nebula.format.jsonl;

import static io.nebula.format.FormatRun.decode;
import static io.nebula.format.FormatRun.texts;
import static io.nebula.format.FormatRun.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.nebula.format.FormatRun;
import io.nebula.format.FormatRun.Decoded;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonLinesRandomTest {
    private static final JsonLinesFormat JSON = JsonLinesFormat.jsonLines();
    private static final JsonFactory JACKSON = new JsonFactory();
    private static final String[] KEYS = {"a", "b", "longer key name", "ü", "quoted \\\"key\\\"", "d.e"};
    private static final String[] NAMES = {"a", "b", "longer key name", "ü", "quoted \"key\"", "d.e"};
    private static final String[] TEXT = {"x", "hello world", "é", "𝄞", "\\n", "\\\"", "\\u0041",
        "\\ud834\\udd1e", "\\\\", "/", "12345678"};
    private static final String[] DAMAGE = {"", "\"", "{", "}", "[", "]", ",", ":", "\\", "0", "-", ".", "e", "t",
        "\u0001", " "};

    @Test
    void shouldReadWhatJacksonReads() throws IOException {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            List<List<String>> expected = new ArrayList<>();
            for (int i = random.nextInt(20); i > 0; i--) {
                String line = object(random, 0);
                text.append(line).append(random.nextInt(4) == 0 ? "\r\n" : "\n");
                expected.add(oracle(line));
            }

            Decoded decoded = decode(JSON, texts(NAMES), text.toString());

            assertThat(decoded.rejects()).as("seed %d: %s", seed, text).isEmpty();
            assertThat(decoded.rows()).as("seed %d: %s", seed, text).isEqualTo(expected);
        }
    }

    @Test
    void shouldAcceptExactlyTheLinesThatJacksonAccepts() {
        for (long seed = 0; seed < 20000; seed++) {
            Random random = new Random(seed);
            String line = object(random, 1);
            int at = random.nextInt(line.length());
            line = line.substring(0, at) + DAMAGE[random.nextInt(DAMAGE.length)]
                        + line.substring(at + random.nextInt(2));

            Decoded decoded = decode(JSON, texts("a"), line + "\n");

            assertThat(decoded.rows().size()).as("seed %d: %s", seed, line).isEqualTo(isObject(line) ? 1 : 0);
            assertThat(decoded.rows().size() + decoded.rejects().size()).as("seed %d: %s", seed, line).isEqualTo(1);
        }
    }

    @Test
    void shouldWriteUntouchedCompactInputByteForByte() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder("{\"a\":1,\"b\":2,\"c\":3}\n");
            for (int i = random.nextInt(20); i > 0; i--) {
                text.append("{\"a\":").append(value(random, 0).trim()).append(random.nextBoolean() ? ",\"b\":null" : "")
                        .append(random.nextBoolean() ? ",\"c\":[1, 2]" : "").append("}\n");
            }

            assertThat(FormatRun.transcode(JSON, JSON, utf8(text.toString()), Map.of())).as("seed %d", seed)
                    .isEqualTo(text.toString());
        }
    }

    private static String object(Random random, int depth) {
        List<String> members = new ArrayList<>();
        for (int i = random.nextInt(KEYS.length + 1); i > 0; i--) {
            String key = '"' + KEYS[random.nextInt(KEYS.length)] + '"';
            members.add(space(random) + key + space(random) + ":" + value(random, depth));
        }
        return "{" + String.join(",", members) + space(random) + "}";
    }

    private static String value(Random random, int depth) {
        String value = switch (random.nextInt(depth < 3 ? 8 : 6)) {
            case 0 -> "null";
            case 1 -> Boolean.toString(random.nextBoolean());
            case 2 -> Long.toString(random.nextLong() >> random.nextInt(64));
            case 3 -> Double.toString(random.nextGaussian() * Math.pow(10, random.nextInt(30) - 15));
            case 4, 5 -> string(random);
            case 6 -> "[" + value(random, depth + 1) + "," + value(random, depth + 1) + "]";
            default -> object(random, depth + 1);
        };
        return space(random) + value + space(random);
    }

    private static String string(Random random) {
        StringBuilder text = new StringBuilder("\"");
        for (int i = random.nextInt(5); i > 0; i--) {
            text.append(TEXT[random.nextInt(TEXT.length)]);
        }
        return text.append('"').toString();
    }

    private static String space(Random random) {
        return random.nextInt(6) == 0 ? " \t".substring(random.nextInt(2)) : "";
    }

    private static List<String> oracle(String line) throws IOException {
        String[] values = new String[NAMES.length];
        try (JsonParser parser = JACKSON.createParser(line)) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                int field = Arrays.asList(NAMES).indexOf(parser.currentName());
                JsonToken token = parser.nextToken();
                int start = (int) parser.currentTokenLocation().getCharOffset();
                String text = parser.getText();
                if (token.isStructStart()) {
                    parser.skipChildren();
                    text = line.substring(start, (int) parser.currentLocation().getCharOffset());
                }
                values[field] = token == JsonToken.VALUE_NULL ? null : text;
            }
        }
        return Arrays.asList(values);
    }

    private static boolean isObject(String line) {
        try (JsonParser parser = JACKSON.createParser(utf8(line))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            int depth = 1;
            while (depth > 0) {
                JsonToken token = parser.nextToken();
                if (token == null) {
                    return false;
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (token == JsonToken.VALUE_STRING) {
                    parser.getText();
                }
            }
            return parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }
}
