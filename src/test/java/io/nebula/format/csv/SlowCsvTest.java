package io.nebula.format.csv;

import static io.nebula.format.FormatRun.decode;
import static io.nebula.format.FormatRun.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.format.Decoder;
import io.nebula.format.FormatRun;
import io.nebula.format.FormatRun.Decoded;
import io.nebula.format.OutputBuffer;
import io.nebula.record.Column;
import io.nebula.record.RecordBatch;
import io.nebula.record.Schema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Random bytes in random dialects, against {@link SlowCsv}, and once more after they have been written. */
class SlowCsvTest {
    private static final String[] PIECES = {"D", "D", "D", "Q", "Q", "\n", "\n", "\r\n", "\r", "a", "NA", "é", "\0",
        " ", "QQ", "DQ", "QD", "Q\n", "\nQ", "QD\n", "long enough for two words", "\u00ff", "1"};

    @Test
    void shouldReadWhatTheSlowReaderReadsAndKeepItInAnyOutput() {
        long seed = System.nanoTime();
        Random seeds = new Random(seed);
        for (int round = 0; round < 4000; round++) {
            long roundSeed = seeds.nextLong();
            Random random = new Random(roundSeed);
            CsvFormat format = format(random);
            String[] names = IntStream.range(0, 1 + random.nextInt(4)).mapToObj(i -> "f" + i).toArray(String[]::new);
            byte[] input = input(random, format);
            SlowCsv expected = new SlowCsv(format, new String(input, StandardCharsets.ISO_8859_1), names.length);

            Decoded decoded = decode(format.decoder(texts(names), Map.of(), 1 + random.nextInt(5)), input, 0,
                    input.length);

            String place = "round seed " + roundSeed + ", " + format;
            assertThat(decoded.rows()).as(place).isEqualTo(expected.rows);
            assertThat(decoded.codes()).as(place).isEqualTo(expected.codes);
            keep(random, format, names, input, expected.rows, place);
        }
    }

    /**
     * Writes some of the fields in some order and some dialect, some of them from their values, and reads them back.
     */
    static void keep(Random random, CsvFormat format, String[] names, byte[] input, List<List<String>> rows,
            String place) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, names.length).boxed().toList());
        Collections.shuffle(order, random);
        int[] kept = order.stream().limit(1 + random.nextInt(names.length)).mapToInt(i -> i).toArray();
        if (random.nextBoolean()) {
            Arrays.sort(kept);
        }
        CsvFormat output = random.nextBoolean() ? format : format(random);
        Schema schema = texts(names);
        Schema projected = new Schema(IntStream.of(kept).mapToObj(schema::field).toList());
        OutputBuffer out = new OutputBuffer(1);
        Decoder decoder = format.decoder(schema, Map.of(), 3);
        var encoder = output.encoder(projected);
        boolean materialise = random.nextBoolean();
        decoder.open(FormatRun.morsel(input, 0, input.length));
        for (RecordBatch batch = decoder.next(); batch != null; batch = decoder.next()) {
            if (materialise) {
                int[] added = IntStream.range(0, names.length).map(i -> ~i).toArray();
                batch.reshape(schema, added, IntStream.range(0, names.length).mapToObj(batch::column)
                        .toArray(Column[]::new));
            }
            batch.reshape(projected, kept);
            encoder.encode(batch, out);
        }
        CsvFormat strict = new CsvFormat("csv", output.dialect(), false, List.of());
        Decoded back = decode(strict.decoder(projected, Map.of(), 7), out.bytes(), 0, out.end());
        assertThat(back.codes()).as(place).isEmpty();
        assertThat(back.rows()).as(place + ", out " + output).isEqualTo(rows.stream().map(row -> IntStream.of(kept)
                .mapToObj(row::get).map(value -> kept.length == 1 && value == null && output.dialect().nullValues()
                        .isEmpty() ? "" : value).toList()).toList());
    }

    private static CsvFormat format(Random random) {
        byte delimiter = (byte) ",\t;|,".charAt(random.nextInt(5));
        byte quote = (byte) "\"\"'".charAt(random.nextInt(3));
        List<String> nulls = random.nextInt(3) == 0 ? List.of("NA", "1") : List.of();
        return new CsvFormat("csv", new CsvDialect(delimiter, quote, nulls), false, List.of(), random.nextBoolean());
    }

    private static byte[] input(Random random, CsvFormat format) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(60); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length - (random.nextInt(20) == 0 ? 0 : 2))]);
        }
        String inDialect = text.toString().replace('D', (char) format.dialect().delimiter())
                .replace('Q', (char) format.dialect().quote());
        byte[] bytes = inDialect.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == (byte) 0xbf ? (byte) 0xff : bytes[i];
        }
        return bytes;
    }
}
