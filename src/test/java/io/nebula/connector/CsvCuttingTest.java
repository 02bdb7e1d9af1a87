package io.nebula.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.format.Decoder;
import io.nebula.format.Format;
import io.nebula.format.Morsel;
import io.nebula.format.csv.CsvDialect;
import io.nebula.format.csv.CsvFormat;
import io.nebula.record.RecordBatch;
import io.nebula.record.Reject;
import io.nebula.record.TextColumn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvCuttingTest {
    private static final Format CSV =
            new CsvFormat("csv", new CsvDialect((byte) ',', (byte) '"', List.of()), true, List.of());

    @TempDir
    Path dir;

    @Test
    void shouldGiveTheSameRecordsAndRejectsWhateverTheMorselSize() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            String text = "a,b\nx,y\n" + randomCsv(random);
            int limit = round % 3 == 0 ? 10_000 : 60 + random.nextInt(100);
            List<String> expected = read(text, limit, Morsels.AUTO);
            for (int repeat = 0; repeat < 4; repeat++) {
                MorselSize size = new MorselSize(1 + random.nextInt(300), 1 + random.nextInt(20));
                assertThat(read(text, limit, size)).as("seed %d, round %d, limit %d, %s", seed, round, limit, size)
                        .isEqualTo(expected);
            }
        }
    }

    private static String randomCsv(Random random) {
        String[] pieces = {"a", "bc", ",", ",", "\n", "\n", "\r\n", "\"d\"", "\"e\nf\",", "\"g\"\"\n\",", "\n1,2\n",
            "\n\n"};
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(500); i > 0; i--) {
            text.append(random.nextInt(100) == 0 ? "\"" : random.nextInt(150) == 0 ? "w".repeat(170)
                    : pieces[random.nextInt(pieces.length)]);
        }
        return text.toString();
    }

    private List<String> read(String text, int maxRecordBytes, MorselSize size) throws Exception {
        Path file = Files.writeString(dir.resolve("x.csv"), text);
        RecordSource source = new FileSourceSpec(List.of(file.toString()), CSV, Map.of(), maxRecordBytes,
                Compression.AUTO).open();
        List<String> found = new ArrayList<>();
        Decoder decoder = source.decoder(7);
        long stored = 0;
        try (MorselReader reader = source.read(size, new Buffers(1), Consumed.nothing())) {
            for (Morsel morsel = reader.next(); morsel != null; morsel = reader.next()) {
                stored += morsel.storedBytes();
                decoder.open(morsel);
                for (RecordBatch batch = decoder.next(); batch != null; batch = decoder.next()) {
                    describe(batch, morsel, found);
                }
            }
        }
        assertThat(stored).isEqualTo(text.length());
        return found.stream().sorted().toList();
    }

    private static void describe(RecordBatch batch, Morsel morsel, List<String> found) {
        for (int row = 0; row < batch.rows(); row++) {
            if (!batch.isRejected(row)) {
                found.add("%06d %s|%s".formatted(morsel.position() + batch.place(row),
                        ((TextColumn) batch.column(0)).string(row), ((TextColumn) batch.column(1)).string(row)));
            }
        }
        for (Reject reject : batch.rejects()) {
            found.add("%06d reject %s".formatted(morsel.position() + reject.start(), reject.code()));
        }
    }
}
