package io.nebula.format;

import io.nebula.record.Column;
import io.nebula.record.RecordBatch;
import io.nebula.record.Reject;
import io.nebula.record.Schema;
import io.nebula.record.TextColumn;
import io.nebula.record.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Runs formats over whole texts: what a source and a worker do, in a few lines. */
public final class FormatRun {
    private FormatRun() {}

    /**
     * What came out of decoding: values as text, null for null, and rejects, places from the beginning of the input.
     */
    public record Decoded(List<List<String>> rows, List<Reject> rejects, long lines) {
        public List<String> codes() {
            return rejects.stream().map(Reject::code).toList();
        }
    }

    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static Head head(Format format, byte[] input) {
        try {
            return format.head(input, input.length, true);
        } catch (MalformedDataException e) {
            throw new AssertionError(e);
        }
    }

    public static Schema infer(Format format, byte[] input, Map<String, ValueType> declared) {
        try {
            return format.infer(input, input.length, true, head(format, input), declared);
        } catch (MalformedDataException e) {
            throw new AssertionError(e);
        }
    }

    /** The schema with all fields as text. */
    public static Schema texts(String... names) {
        return new Schema(Arrays.stream(names).map(n -> new io.nebula.record.Field(n, ValueType.STRING)).toList());
    }

    public static Morsel morsel(byte[] bytes, int from, int to) {
        return new Morsel(bytes, from, to - from, new Origin("test", 0, null, 0, 0), from, to - from, false);
    }

    public static Decoded decode(Format format, Schema schema, String text) {
        byte[] bytes = utf8(text);
        return decode(format.decoder(schema, Map.of(), 7), bytes, 0, bytes.length);
    }

    /** Decodes one morsel. */
    public static Decoded decode(Decoder decoder, byte[] bytes, int from, int to) {
        return decode(decoder, morsel(bytes, from, to));
    }

    public static Decoded decode(Decoder decoder, Morsel morsel) {
        List<List<String>> rows = new ArrayList<>();
        List<Reject> rejects = new ArrayList<>();
        decoder.open(morsel);
        for (RecordBatch batch = decoder.next(); batch != null; batch = decoder.next()) {
            rows.addAll(rows(batch));
            rejects.addAll(batch.rejects());
        }
        return new Decoded(rows, rejects, decoder.lines());
    }

    private static List<List<String>> rows(RecordBatch batch) {
        List<List<String>> rows = new ArrayList<>();
        for (int field = 0; field < batch.schema().size(); field++) {
            batch.column(field);
        }
        for (int k = 0; k < batch.selected(); k++) {
            List<String> row = new ArrayList<>();
            for (int field = 0; field < batch.schema().size(); field++) {
                row.add(text(batch.column(field), batch.selection()[k]));
            }
            rows.add(row);
        }
        return rows;
    }

    private static String text(Column column, int row) {
        if (column.isNull(row)) {
            return null;
        }
        if (column instanceof TextColumn text) {
            return text.string(row);
        }
        if (column instanceof io.nebula.record.LongColumn longs) {
            return Long.toString(longs.values()[row]);
        }
        if (column instanceof io.nebula.record.DoubleColumn doubles) {
            return Double.toString(doubles.values()[row]);
        }
        return Boolean.toString(((io.nebula.record.BooleanColumn) column).get(row));
    }

    /**
     * Cuts the input into morsels as a source would with a buffer of {@code window} bytes that grows when it has to.
     */
    public static List<int[]> cuts(Format format, byte[] bytes, int from, int window, int maxRecordBytes) {
        List<int[]> cuts = new ArrayList<>();
        int at = from;
        int size = window;
        while (at < bytes.length) {
            int to = Math.min(bytes.length, at + size);
            int end = format.boundaries().cut(bytes, at, to, Long.MAX_VALUE, maxRecordBytes, to == bytes.length);
            if (end > at) {
                cuts.add(new int[] {at, end});
                at = end;
                size = window;
            } else {
                size++;
            }
        }
        return cuts;
    }

    /** Decodes and encodes all records, with the head as the input's and the prologue as the output's. */
    public static String transcode(Format from, Format to, byte[] input, Map<String, ValueType> declared) {
        Head head = head(from, input);
        Schema schema = infer(from, input, declared);
        return new String(to.prologue(schema), StandardCharsets.UTF_8)
                + encode(from.decoder(schema, declared, 5), to.encoder(schema), input, head.bytes(), new ArrayList<>());
    }

    public static String encode(Decoder decoder, Encoder encoder, byte[] input, int from, List<Reject> rejects) {
        OutputBuffer out = new OutputBuffer(1);
        decoder.open(morsel(input, from, input.length));
        for (RecordBatch batch = decoder.next(); batch != null; batch = decoder.next()) {
            encoder.encode(batch, out);
            rejects.addAll(batch.rejects());
        }
        return new String(out.bytes(), 0, out.end(), StandardCharsets.UTF_8);
    }
}
