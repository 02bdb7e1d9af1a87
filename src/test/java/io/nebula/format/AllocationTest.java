package io.nebula.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.nebula.format.csv.CsvFormat;
import io.nebula.format.jsonl.JsonLinesFormat;
import io.nebula.record.RecordBatch;
import io.nebula.record.Schema;
import java.lang.management.ManagementFactory;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AllocationTest {
    private static final int RECORDS = 20_000;

    @Test
    void shouldAllocateNextToNothingPerRecord() {
        Format csv = CsvFormat.csv();
        StringBuilder csvText = new StringBuilder("id,name,\"value\",flag\n");
        StringBuilder jsonText = new StringBuilder();
        for (int i = 0; i < RECORDS; i++) {
            csvText.append(i).append(",\"name \"\"").append(i).append("\"\"\",").append(i / 8.0).append(",true\n");
            jsonText.append("{\"id\":").append(i).append(",\"name\":\"n \\\"").append(i)
                    .append("\\\"\",\"flag\":true}\n");
        }

        assertThat(bytesPerRecord(csv, csv, csvText)).isLessThan(0.5);
        assertThat(bytesPerRecord(JsonLinesFormat.jsonLines(), JsonLinesFormat.jsonLines(), jsonText)).isLessThan(0.5);
        assertThat(bytesPerRecord(JsonLinesFormat.jsonLines(), csv, jsonText)).isLessThan(0.5);
    }

    private static double bytesPerRecord(Format from, Format to, StringBuilder text) {
        byte[] input = FormatRun.utf8(text.toString());
        Schema schema = FormatRun.infer(from, input, Map.of());
        Decoder decoder = from.decoder(schema, Map.of(), 1024);
        Encoder encoder = to.encoder(schema);
        OutputBuffer out = new OutputBuffer(input.length * 2);
        Morsel morsel = FormatRun.morsel(input, FormatRun.head(from, input).bytes(), input.length);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int run = 0; run < 5; run++) {
            out.clear();
            long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            transcode(decoder, encoder, morsel, out);
            least = Math.min(least, threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before);
        }
        return (double) least / RECORDS;
    }

    private static void transcode(Decoder decoder, Encoder encoder, Morsel morsel, OutputBuffer out) {
        decoder.open(morsel);
        for (RecordBatch batch = decoder.next(); batch != null; batch = decoder.next()) {
            encoder.encode(batch, out);
        }
    }
}
