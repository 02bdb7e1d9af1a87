package io.nebula.format.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.format.OutputBuffer;
import io.nebula.record.BooleanColumn;
import io.nebula.record.DoubleColumn;
import io.nebula.record.Field;
import io.nebula.record.LongColumn;
import io.nebula.record.RecordBatch;
import io.nebula.record.Schema;
import io.nebula.record.ValueType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvPlainValuesTest {
    private static final Schema SCHEMA = new Schema(List.of(new Field("l", ValueType.LONG),
            new Field("d", ValueType.DOUBLE), new Field("day", ValueType.DATE), new Field("t", ValueType.TIMESTAMP),
            new Field("b", ValueType.BOOLEAN)));
    /** Values whose texts hold every character that a value other than text is written with. */
    private static final List<List<String>> TEXTS = List.of(
            List.of("0", "5.0", "1970-01-01", "1970-01-01T00:00:00Z", "true"),
            List.of("-1234567890123456789", "-6.25e-8", "+12345-06-24", "2024-06-05T17:38:49.123456Z", "false"),
            List.of("5", "NaN", "-0001-12-31", "2000-02-29T23:59:59.500Z", "true"),
            List.of("7", "-Infinity", "1969-12-31", "1969-12-31T23:59:59Z", "false"));

    @ParameterizedTest
    @CsvSource(delimiter = ' ', quoteCharacter = '~', value = {
        ", \"", ". \"", "- \"", "+ \"", ": \"", "0 \"", "9 \"", "e \"", "T \"", "Z \"", "N \"", "I \"", "y \"", "u \"",
        ", .", ", -", ", +", ", :", ", 0", ", 5", ", e", ", T", ", Z", ", a", ", f", "; '", "| q"})
    void shouldQuoteANumberThatTheDialectWouldMisread(char delimiter, char quote) {
        CsvDialect dialect = new CsvDialect((byte) delimiter, (byte) quote, List.of());

        assertThat(encoded(dialect)).isEqualTo(expected(dialect));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "5.0", "true", "NaN", "-Infinity", "1970-01-01", "2000-02-29T23:59:59.500Z", "NA"})
    void shouldQuoteANumberThatMeansNull(String nullText) {
        CsvDialect dialect = new CsvDialect((byte) ',', (byte) '"', List.of("none", nullText));

        assertThat(encoded(dialect)).isEqualTo(expected(dialect));
    }

    private static String encoded(CsvDialect dialect) {
        int rows = TEXTS.size();
        LongColumn longs = new LongColumn(ValueType.LONG, rows);
        DoubleColumn doubles = new DoubleColumn(rows);
        LongColumn days = new LongColumn(ValueType.DATE, rows);
        LongColumn moments = new LongColumn(ValueType.TIMESTAMP, rows);
        BooleanColumn booleans = new BooleanColumn(rows);
        for (int row = 0; row < rows; row++) {
            List<String> texts = TEXTS.get(row);
            longs.values()[row] = Long.parseLong(texts.get(0));
            doubles.values()[row] = Double.parseDouble(texts.get(1));
            days.values()[row] = LocalDate.parse(texts.get(2)).toEpochDay();
            Instant moment = Instant.parse(texts.get(3));
            moments.values()[row] = moment.getEpochSecond() * 1_000_000 + moment.getNano() / 1_000;
            booleans.set(row, Boolean.parseBoolean(texts.get(4)));
        }
        OutputBuffer out = new OutputBuffer(1);
        new CsvFormat("csv", dialect, true, List.of()).encoder(SCHEMA)
                .encode(RecordBatch.of(SCHEMA, rows, longs, doubles, days, moments, booleans), out);
        return new String(out.bytes(), 0, out.end(), StandardCharsets.US_ASCII);
    }

    private static String expected(CsvDialect dialect) {
        String delimiter = String.valueOf((char) dialect.delimiter());
        String quote = String.valueOf((char) dialect.quote());
        StringBuilder lines = new StringBuilder();
        for (List<String> texts : TEXTS) {
            List<String> fields = new ArrayList<>();
            for (String text : texts) {
                boolean special = text.contains(delimiter) || text.contains(quote)
                        || dialect.nullValues().contains(text);
                fields.add(special ? quote + text.replace(quote, quote + quote) + quote : text);
            }
            lines.append(String.join(delimiter, fields)).append('\n');
        }
        return lines.toString();
    }
}
