package io.nebula.format.csv;

import static io.nebula.format.FormatRun.cuts;
import static io.nebula.format.FormatRun.decode;
import static io.nebula.format.FormatRun.texts;
import static io.nebula.format.FormatRun.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.nebula.format.Decoder;
import io.nebula.format.FormatRun;
import io.nebula.format.FormatRun.Decoded;
import io.nebula.record.Schema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CsvRandomTest {
    private static final CsvFormat CSV = CsvFormat.csv();
    private static final String[] PIECES = {"a", "bcd", ",", "\"\"", "\n", "\r\n", "é", "€uro", "𝄞", " ", "0123456789",
        "long text here"};
    private static final String[] PLAIN = {"a", "bcd", "é", "€uro", " ", "1.5", "𝄞", "0123456789abcdef0123", "x\"y"};
    private static final String[] ANYTHING = {"a", ",", "\"", "\n", "\r\n", "\r", "bc", "é", "\"\"", ",\"",
        "\",", "\n\n"};

    @Test
    void shouldReadWhatFastCsvReads() {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            int fields = 1 + random.nextInt(8);
            String text = wellFormed(random, fields, random.nextInt(200));

            Decoded decoded = decode(CSV, schema(fields), text);

            assertThat(decoded.rejects()).as("seed %d", seed).isEmpty();
            assertThat(emptyForNull(decoded.rows())).as("seed %d", seed).isEqualTo(oracle(text));
            assertThat(decoded.lines()).as("seed %d", seed).isEqualTo(text.chars().filter(c -> c == '\n').count());
        }
    }

    @Test
    void shouldDecodeTheSameInWhateverMorselsItComes() {
        for (long seed = 0; seed < 1000; seed++) {
            Random random = new Random(seed);
            int fields = 1 + random.nextInt(3);
            byte[] bytes = utf8(random.nextBoolean() ? anything(random) : wellFormed(random, fields, 6));
            int max = random.nextBoolean() ? 12 : 1000;
            Decoder decoder = CSV.decoder(schema(fields), Map.of(), 3);

            Decoded first = null;
            for (int window = 1; window <= bytes.length; window++) {
                Decoded whole = inMorsels(decoder, bytes, cuts(CSV, bytes, 0, window, max));
                first = first == null ? whole : first;
                assertThat(whole).as("seed %d, buffer of %d", seed, window).isEqualTo(first);
                assertThat(whole.lines()).as("seed %d", seed).isEqualTo(newlines(bytes));
            }
        }
    }

    @Test
    void shouldEndRecordsWhereTheDecoderDoes() {
        for (long seed = 0; seed < 2000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = utf8(anything(random));
            Decoder decoder = CSV.decoder(schema(1 + random.nextInt(3)), Map.of(), 3);
            Decoded whole = decode(decoder, bytes, 0, bytes.length);

            List<int[]> single = new ArrayList<>();
            for (int at = 0; at < bytes.length;) {
                int end = CSV.boundaries().cut(bytes, at, bytes.length, 1, 1000, true);
                single.add(new int[] {at, end});
                at = end;
            }
            Decoded oneByOne = inMorsels(decoder, bytes, single);

            assertThat(oneByOne).as("seed %d", seed).isEqualTo(whole);
            for (int[] cut : single) {
                Decoded one = decode(decoder, bytes, cut[0], cut[1]);
                assertThat(one.rows().size() + one.rejects().size()).as("seed %d", seed).isLessThanOrEqualTo(1);
            }
        }
    }

    @Test
    void shouldWriteUntouchedInputByteForByte() {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            int fields = 2 + random.nextInt(5);
            String header = String.join(",", schema(fields).names()) + "\n";
            String text = header + wellFormed(random, fields, 50).replace("\r\n", "\n");

            assertThat(FormatRun.transcode(CSV, CSV, utf8(text), Map.of())).as("seed %d", seed).isEqualTo(text);
        }
    }

    @Test
    void shouldKeepValuesAcrossDialects() {
        CsvFormat odd = new CsvFormat("csv", new CsvDialect((byte) ';', (byte) '\'', List.of("a", "bcd")), true,
                List.of());
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            int fields = 2 + random.nextInt(5);
            String header = String.join(",", schema(fields).names()) + "\n";
            byte[] input = utf8(header + wellFormed(random, fields, 50));

            byte[] there = utf8(FormatRun.transcode(CSV, odd, input, Map.of()));
            byte[] back = utf8(FormatRun.transcode(odd, CSV, there, Map.of()));

            assertThat(rows(odd, there, fields)).as("seed %d", seed).isEqualTo(rows(CSV, input, fields));
            assertThat(rows(CSV, back, fields)).as("seed %d", seed).isEqualTo(rows(CSV, input, fields));
        }
    }

    private static List<List<String>> rows(CsvFormat format, byte[] bytes, int fields) {
        int from = FormatRun.head(format, bytes).bytes();
        return decode(format.decoder(schema(fields), Map.of(), 9), bytes, from, bytes.length).rows();
    }

    private static Decoded inMorsels(Decoder decoder, byte[] bytes, List<int[]> cuts) {
        List<List<String>> rows = new ArrayList<>();
        List<io.nebula.record.Reject> rejects = new ArrayList<>();
        long lines = 0;
        for (int[] cut : cuts) {
            Decoded part = decode(decoder, bytes, cut[0], cut[1]);
            rows.addAll(part.rows());
            for (var reject : part.rejects()) {
                rejects.add(new io.nebula.record.Reject(reject.start() + cut[0], reject.length(), reject.stage(),
                        reject.code(), reject.field(), reject.message()));
            }
            lines += part.lines();
        }
        return new Decoded(rows, rejects, lines);
    }

    private static Schema schema(int fields) {
        String[] names = new String[fields];
        for (int i = 0; i < fields; i++) {
            names[i] = "field " + i;
        }
        return texts(names);
    }

    private static String wellFormed(Random random, int fields, int records) {
        StringBuilder text = new StringBuilder();
        boolean quotes = random.nextInt(3) > 0;
        for (int record = 0; record < records; record++) {
            for (int field = 0; field < fields; field++) {
                text.append(field > 0 ? "," : "");
                if (quotes && random.nextInt(4) == 0) {
                    text.append('"').append(some(random, PIECES, 5)).append('"');
                } else {
                    text.append(fields == 1 ? "v" : "").append(some(random, PLAIN, 3));
                }
            }
            text.append(random.nextInt(5) == 0 ? "\r\n" : "\n");
        }
        return text.toString();
    }

    private static String anything(Random random) {
        return some(random, ANYTHING, 30) + (random.nextBoolean() ? "" : "\n");
    }

    private static String some(Random random, String[] pieces, int most) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            text.append(pieces[random.nextInt(pieces.length)]);
        }
        return text.toString().startsWith("\"") && pieces == PLAIN ? "" : text.toString();
    }

    private static long newlines(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).chars().filter(c -> c == '\n').count();
    }

    private static List<List<String>> oracle(String text) {
        List<List<String>> rows = new ArrayList<>();
        for (CsvRecord record : CsvReader.builder().ofCsvRecord(text)) {
            rows.add(record.getFields());
        }
        return rows;
    }

    private static List<List<String>> emptyForNull(List<List<String>> rows) {
        return rows.stream().map(row -> row.stream().map(value -> value == null ? "" : value).toList()).toList();
    }
}
