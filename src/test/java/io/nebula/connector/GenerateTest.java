package io.nebula.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.format.Decoder;
import io.nebula.format.Morsel;
import io.nebula.record.Column;
import io.nebula.record.DoubleColumn;
import io.nebula.record.LongColumn;
import io.nebula.record.RecordBatch;
import io.nebula.record.TextColumn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GenerateTest {
    @Test
    void shouldMakeTheSameRecordsHoweverTheyAreDealt() throws Exception {
        List<String> expected = records(new GenerateSpec(2500, GenerateSpec.CLASSIC, 7), Morsels.AUTO, 10_000);

        assertThat(expected).hasSize(2500).doesNotHaveDuplicates();
        for (int records : new int[] {1, 7, 1000, 2500}) {
            assertThat(records(new GenerateSpec(2500, GenerateSpec.CLASSIC, 7), new MorselSize(1 << 20, records), 333))
                    .isEqualTo(expected);
        }
        assertThat(records(new GenerateSpec(2500, GenerateSpec.CLASSIC, 8), Morsels.AUTO, 100)).isNotEqualTo(expected);
    }

    @Test
    void shouldMakeClassicRecords() throws Exception {
        List<String> records = records(new GenerateSpec(20_000), Morsels.AUTO, 1024);

        assertThat(new GenerateSpec(1).open().schema()).hasToString(
                "(id long, name string, value double, timestamp timestamp, category string, status string)");
        assertThat(records.get(0)).startsWith("1 record_1 ").contains(" 1704067200000000 ");
        assertThat(records.get(9_999)).startsWith("10000 record_10000 ")
                .contains(" " + (1_704_067_200L + 9_999) + "000000 ");
        assertThat(records)
                .allMatch(r -> r.matches("\\d+ record_\\d+ \\d{1,3}\\.\\d{1,5}(E-[345])? \\d+ [a-z]+ [a-z]+"));
        assertThat(records.stream().map(r -> r.split(" ")[4]).distinct()).hasSize(8);
        assertThat(records.stream().map(r -> r.split(" ")[5]).distinct()).hasSize(4);
    }

    @Test
    void shouldNumberRecordsAndCountThem() throws Exception {
        RecordSource source = new GenerateSpec(10, GenerateSpec.NARROW, 1).open();
        MorselReader reader = source.read(new MorselSize(1000, 4), new Buffers(1), Consumed.nothing());

        assertThat(source.records()).isEqualTo(10);
        assertThat(source.schema().names()).containsExactly("id", "value");
        assertThat(List.of(reader.next(), reader.next(), reader.next())).extracting(Morsel::position)
                .containsExactly(1L, 5L, 9L);
        assertThat(reader.next()).isNull();
        assertThat(source.describe("generate", 3, 5)).isEqualTo("generated record 5");
        assertThat(new GenerateSpec(0).open().read(Morsels.AUTO, new Buffers(1), Consumed.nothing()).next()).isNull();
    }

    @Test
    void shouldLeaveOutWhatHasBeenConsumed() throws Exception {
        RecordSource source = new GenerateSpec(100, GenerateSpec.NARROW, 1).open();
        Consumed consumed = Consumed.of(List.of(new Span(0, 1, 11, 10), new Span(0, 20, 25, 5),
                new Span(0, 99, 101, 2)));
        MorselReader reader = source.read(new MorselSize(1 << 20, 60), new Buffers(1), consumed);

        List<Long> runs = new ArrayList<>();
        for (Morsel morsel = reader.next(); morsel != null; morsel = reader.next()) {
            runs.add(morsel.position());
            runs.add((long) morsel.length());
        }

        assertThat(runs).containsExactly(11L, 9L, 25L, 60L, 85L, 14L);
        assertThat(source.identities()).containsExactly("generated fields=(id long, value double) seed=1 count=100");
    }

    private static List<String> records(GenerateSpec spec, MorselSize size, int vectorRows) throws IOException {
        List<String> records = new ArrayList<>();
        RecordSource source = spec.open();
        Decoder decoder = source.decoder(vectorRows);
        MorselReader reader = source.read(size, new Buffers(1), Consumed.nothing());
        for (Morsel morsel = reader.next(); morsel != null; morsel = reader.next()) {
            decoder.open(morsel);
            for (RecordBatch batch = decoder.next(); batch != null; batch = decoder.next()) {
                for (int row = 0; row < batch.rows(); row++) {
                    records.add(record(batch, row));
                }
            }
            assertThat(decoder.lines()).isEqualTo(morsel.length());
        }
        return records;
    }

    private static String record(RecordBatch batch, int row) {
        List<String> values = new ArrayList<>();
        for (int field = 0; field < batch.schema().size(); field++) {
            Column column = batch.column(field);
            values.add(column instanceof LongColumn longs ? "" + longs.values()[row]
                    : column instanceof DoubleColumn doubles ? "" + doubles.values()[row]
                    : ((TextColumn) column).string(row));
        }
        return String.join(" ", values);
    }
}
