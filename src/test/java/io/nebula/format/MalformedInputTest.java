package io.nebula.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nebula.connector.ChunkedReading;
import io.nebula.connector.ChunkedReading.Outcome;
import io.nebula.format.csv.CsvFormat;
import io.nebula.format.jsonl.JsonLinesFormat;
import io.nebula.record.ValueType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of the reference page, row by row, with the bytes in pieces of several sizes. */
class MalformedInputTest {
    private static final int MAX_RECORD_BYTES = 40;
    private static final Map<String, ValueType> TEXTS = Map.of("a", ValueType.STRING, "b", ValueType.STRING);

    /** One row of a table, its cells without backticks where all of the cell is in backticks. */
    record Row(List<String> cells) {
        byte[] input(String before) throws IOException {
            return bytes(before + cells.get(0).substring(1, cells.get(0).length() - 1));
        }
    }

    static List<Row> records() throws IOException {
        return table("| input | strict | lenient |");
    }

    static List<Row> wholeInputs() throws IOException {
        return table("Whole CSV inputs");
    }

    static List<Row> jsonLines() throws IOException {
        return table("JSON Lines, which has no lenient mode");
    }

    @ParameterizedTest
    @MethodSource("records")
    void shouldReadCsvRecordsAsThePageSays(Row row) throws IOException {
        CsvFormat strict = CsvFormat.csv();
        CsvFormat lenient = new CsvFormat("csv", strict.dialect(), true, List.of(), true);
        byte[] input = row.input("a,b\\n");
        String leniently = row.cells.get(2);

        check(strict, input, TEXTS, row.cells.get(1));
        check(lenient, input, TEXTS, leniently.equals("same") ? row.cells.get(1) : leniently);
    }

    @ParameterizedTest
    @MethodSource("wholeInputs")
    void shouldReadHeadersAsThePageSays(Row row) throws IOException {
        String outcome = row.cells.get(1);
        if (outcome.startsWith("stops: ")) {
            for (int chunk : new int[] {1, 2, 3, 7, 1000}) {
                assertThatThrownBy(() -> ChunkedReading.read(CsvFormat.csv(), row.input(""), Map.of(),
                        MAX_RECORD_BYTES, chunk)).isInstanceOf(MalformedDataException.class)
                        .hasMessageContaining(outcome.substring("stops: ".length()));
            }
        } else {
            check(CsvFormat.csv(), row.input(""), Map.of(), outcome.replace("nothing", ""));
        }
    }

    @ParameterizedTest
    @MethodSource("jsonLines")
    void shouldReadJsonLinesAsThePageSays(Row row) throws IOException {
        check(JsonLinesFormat.jsonLines(), row.input(""), Map.of(), row.cells.get(1));
    }

    private static void check(Format format, byte[] input, Map<String, ValueType> declared, String expected)
            throws IOException {
        Outcome whole = ChunkedReading.read(format, input, declared, MAX_RECORD_BYTES, input.length);
        List<String> found = new ArrayList<>();
        whole.records().forEach(record -> found.add("`" + record.replace("\ufeff", "\\uFEFF") + "`"));
        whole.codes().forEach(code -> found.add("`" + code + "`"));
        assertThat(String.join(" ", found)).isEqualTo(expected);
        for (int chunk : new int[] {1, 2, 3, 7}) {
            assertThat(ChunkedReading.read(format, input, declared, MAX_RECORD_BYTES, chunk))
                    .as("in pieces of %d", chunk).isEqualTo(whole);
        }
    }

    private static List<Row> table(String before) throws IOException {
        String page = Files.readString(Path.of("src/docs/formats.md"));
        List<Row> rows = new ArrayList<>();
        for (String line : page.substring(page.indexOf(before)).split("\n")) {
            if (line.startsWith("| `")) {
                rows.add(new Row(List.of(line.substring(2, line.length() - 2).split(" \\| "))));
            } else if (!rows.isEmpty()) {
                return rows;
            }
        }
        return rows;
    }

    private static byte[] bytes(String shown) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < shown.length();) {
            if (shown.startsWith("\\x", i) && shown.substring(i + 2).matches("(?s)[0-9A-F]{2}.*")) {
                bytes.write(Integer.parseInt(shown.substring(i + 2, i + 4), 16));
                i += 4;
            } else if (shown.startsWith("\\uFEFF", i)) {
                bytes.write("\ufeff".getBytes(StandardCharsets.UTF_8));
                i += 6;
            } else {
                boolean escape = i + 1 < shown.length() && shown.charAt(i) == '\\';
                int control = escape ? "nr0".indexOf(shown.charAt(i + 1)) : -1;
                bytes.write(control >= 0 ? "\n\r\0".charAt(control) : shown.charAt(i));
                i += control >= 0 ? 2 : 1;
            }
        }
        return bytes.toByteArray();
    }
}
