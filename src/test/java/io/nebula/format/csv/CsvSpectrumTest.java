package io.nebula.format.csv;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.nebula.connector.ChunkedReading.Outcome;
import io.nebula.connector.ChunkedReading;
import io.nebula.format.FormatRun;
import io.nebula.record.ValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The acid test for CSV readers of that name: all of its files, value for value. */
class CsvSpectrumTest {
    private static final Path SUITE = Path.of("src/test/resources/csv-spectrum");

    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(SUITE.resolve("csvs"))) {
            return files.map(file -> file.getFileName().toString().replace(".csv", "")).sorted().toList();
        }
    }

    @Test
    void shouldHaveAllTwelve() throws IOException {
        assertThat(names()).hasSize(12);
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldReadWhatTheSuiteSays(String name) throws IOException {
        byte[] csv = Files.readAllBytes(SUITE.resolve("csvs/" + name + ".csv"));
        Map<String, ValueType> texts = new TreeMap<>();
        FormatRun.head(CsvFormat.csv(), csv).names().forEach(field -> texts.put(field, ValueType.STRING));

        for (int chunk : new int[] {1, 2, 3, 7, csv.length}) {
            Outcome outcome = ChunkedReading.read(CsvFormat.csv(), csv, texts, 1000, chunk);

            assertThat(outcome.rejects()).isEmpty();
            assertThat(records("[" + String.join(",", outcome.records()) + "]")).isEqualTo(expected(name));
        }
    }

    private static List<Map<String, String>> expected(String name) throws IOException {
        String json = Files.readString(SUITE.resolve("json/" + name + ".json"));
        boolean oneRecord = json.startsWith("{");
        // the suite's two files differ in one cell: see its ORIGIN.md
        return records((oneRecord ? "[" + json + "]" : json).replace("\"1234567890\"", "\"2095257564\""));
    }

    /** Names and values of an array of flat objects; null, which is what an empty field is here, as the empty text. */
    private static List<Map<String, String>> records(String json) throws IOException {
        List<Map<String, String>> records = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_OBJECT) {
                    records.add(new TreeMap<>());
                } else if (token == JsonToken.VALUE_STRING || token == JsonToken.VALUE_NULL) {
                    records.get(records.size() - 1).put(parser.currentName(),
                            token == JsonToken.VALUE_NULL ? "" : parser.getText());
                }
            }
        }
        return records;
    }
}
