package io.nebula.format.jsonl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.nebula.connector.ChunkedReading.Outcome;
import io.nebula.connector.ChunkedReading;
import io.nebula.format.FormatRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * JSONTestSuite, whose texts begin with y where a reader must accept them, with n where it must refuse them, and with i
 * where it may do either.
 *
 * <p>A record is an object in one line, so each text becomes the value of one: {@code {"v":…}}. Line feeds that stand
 * between the parts of a text become spaces; those of texts that must be refused also stay what they are, and then
 * none of the lines may be a record.
 */
class JsonTestSuiteTest {
    private static final Path SUITE = Path.of("src/test/resources/json-test-suite/parsing.js");
    private static final JsonLinesFormat JSON = JsonLinesFormat.jsonLines();
    private static final int LONGEST = 1 << 20;

    record Text(String name, String json) {
        /** Without the text, which may be very long. */
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Text> texts(char kind) throws IOException {
        String suite = Files.readString(SUITE);
        String array = suite.substring(suite.indexOf('['), suite.lastIndexOf(']') + 1);
        Map<String, String> texts = new TreeMap<>();
        String name = "";
        try (JsonParser parser = new JsonFactory().createParser(array)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING && parser.currentName().equals("name")) {
                    name = parser.getText();
                } else if (token == JsonToken.VALUE_STRING) {
                    texts.put(name, parser.getText());
                }
            }
        }
        List<Text> found = new ArrayList<>();
        texts.forEach((key, json) -> {
            if (key.charAt(0) == kind) {
                found.add(new Text(key, json));
            }
        });
        return found;
    }

    static List<Text> accepted() throws IOException {
        return texts('y');
    }

    static List<Text> refused() throws IOException {
        return texts('n');
    }

    static List<Text> either() throws IOException {
        return texts('i');
    }

    @Test
    void shouldHaveAllTexts() throws IOException {
        assertThat(List.of(accepted().size(), refused().size(), either().size())).containsExactly(95, 188, 35);
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void shouldTakeWhatIsJsonAndKeepItByteForByte(Text text) throws IOException {
        String value = text.json.strip().replace('\n', ' ');

        assertThat(read("{\"v\":" + value + "}").records()).containsExactly("{\"v\":" + value + "}");
        if (value.startsWith("{")) {
            assertThat(read(value).records()).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource("refused")
    void shouldRefuseWhatIsNoJson(Text text) throws IOException {
        assertThat(read("{\"v\":" + text.json + "}").records()).isEmpty();
        assertThat(read("{\"v\":" + text.json + "}").rejects()).isNotEmpty();
        assertThat(read(text.json).records()).isEmpty();
        if (!text.name.equals("n_string_unescaped_newline.json")) {
            assertThat(read("{\"v\":" + text.json.replace('\n', ' ') + "}").codes()).containsExactly("malformed-json");
        }
    }

    @ParameterizedTest
    @MethodSource("either")
    void shouldTakeOrRefuseTheRest(Text text) throws IOException {
        String line = "{\"v\":" + text.json.strip().replace('\n', ' ') + "}";
        Outcome outcome = read(line);

        assertThat(outcome.records().size() + outcome.rejects().size()).isEqualTo(1);
        assertThat(outcome.records()).allMatch(line::equals);
    }

    /** What comes of the input, which is the same in whatever pieces it arrives. */
    private static Outcome read(String input) throws IOException {
        byte[] bytes = FormatRun.utf8(input);
        Outcome whole = ChunkedReading.read(JSON, bytes, Map.of(), LONGEST, Math.max(1, bytes.length));
        for (int chunk : bytes.length < 1000 ? new int[] {1, 2, 3, 7} : new int[] {bytes.length / 2}) {
            assertThat(ChunkedReading.read(JSON, bytes, Map.of(), LONGEST, chunk)).isEqualTo(whole);
        }
        return whole;
    }
}
