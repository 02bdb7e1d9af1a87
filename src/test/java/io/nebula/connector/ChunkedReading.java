package io.nebula.connector;

import io.nebula.format.Decoder;
import io.nebula.format.Encoder;
import io.nebula.format.Format;
import io.nebula.format.Head;
import io.nebula.format.Morsel;
import io.nebula.format.Origin;
import io.nebula.format.OutputBuffer;
import io.nebula.format.jsonl.JsonLinesFormat;
import io.nebula.record.RecordBatch;
import io.nebula.record.Reject;
import io.nebula.record.Schema;
import io.nebula.record.ValueType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Reads an input the way a source does that gets it in small pieces, with a pause after each. */
public final class ChunkedReading {
    private ChunkedReading() {}

    /** The records, each as a line of JSON, and the rejects, their places counted from the beginning of the input. */
    public record Outcome(List<String> records, List<Reject> rejects, long lines) {
        /** The same, rejects by place: values are found wrong after the structure of all records of a batch. */
        public Outcome byPlace() {
            return new Outcome(records, rejects.stream().sorted(Comparator.comparingInt(Reject::start)).toList(), lines);
        }

        public List<String> codes() {
            return rejects.stream().map(Reject::code).toList();
        }
    }

    /** Reads an input in pieces of {@code chunk} bytes. */
    public static Outcome read(Format format, byte[] input, Map<String, ValueType> declared, int maxRecordBytes,
            int chunk) throws IOException {
        Head head = head(format, input, chunk);
        Schema schema = format.infer(input, input.length, true, head, declared);
        Decoder decoder = format.decoder(schema, declared, 3);
        Encoder encoder = JsonLinesFormat.jsonLines().encoder(schema);
        OutputBuffer out = new OutputBuffer(64);
        Input source = new Input(new Origin("test", 0, null, head.bytes(), head.lines()),
                () -> new PiecewiseBytes(input, chunk));
        List<Reject> rejects = new ArrayList<>();
        long lines = head.lines();
        try (MorselReader reader = new MorselCutter(List.of(source), format.boundaries(), maxRecordBytes, Morsels.AUTO,
                new Buffers(2), Consumed.nothing())) {
            for (Morsel morsel = reader.next(); morsel != null; morsel = reader.next()) {
                decoder.open(morsel);
                for (RecordBatch batch = decoder.next(); batch != null; batch = decoder.next()) {
                    encoder.encode(batch, out);
                    for (Reject reject : batch.rejects()) {
                        rejects.add(moved(reject, morsel.position()));
                    }
                }
                lines += decoder.lines();
            }
        }
        String text = new String(out.bytes(), 0, out.end(), StandardCharsets.UTF_8);
        return new Outcome(text.isEmpty() ? List.of() : List.of(text.split("\n")), rejects, lines);
    }

    private static Head head(Format format, byte[] input, int chunk) throws IOException {
        for (int length = Math.min(chunk, input.length);; length = Math.min(length + chunk, input.length)) {
            Head head = format.head(Arrays.copyOf(input, length), length, length == input.length);
            if (head != null) {
                return head;
            }
        }
    }

    private static Reject moved(Reject reject, long by) {
        return new Reject(Math.toIntExact(reject.start() + by), reject.length(), reject.stage(), reject.code(),
                reject.field(), reject.message());
    }
}
