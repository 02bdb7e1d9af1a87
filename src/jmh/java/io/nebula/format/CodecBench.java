package io.nebula.format;

import io.nebula.connector.GenerateSpec;
import io.nebula.connector.RecordSource;
import io.nebula.record.RecordBatch;
import io.nebula.record.Schema;
import java.util.Arrays;
import java.util.Map;

/** The classic records in one format: as one morsel of bytes, with what reads and writes them. */
public final class CodecBench {
    /** About 512 KiB, the size of a morsel. */
    public static final int RECORDS = 8192;
    private static final int VECTOR_ROWS = 1024;

    private final Format format;
    private final byte[] bytes;
    private final Morsel morsel;
    private final Schema schema;
    private final Decoder decoder;
    private final Encoder encoder;
    private final OutputBuffer out = new OutputBuffer(1 << 21);

    /** Makes the bytes, and checks that reading them and writing them again gives the same bytes. */
    public CodecBench(Format format) throws MalformedDataException {
        this.format = format;
        bytes = classic();
        Head head = format.head(bytes, bytes.length, true);
        schema = format.infer(bytes, bytes.length, true, head, Map.of());
        morsel = new Morsel(bytes, head.bytes(), bytes.length - head.bytes(), new Origin("bench", 0, null, 0, 0),
                head.bytes(), bytes.length, false);
        decoder = format.decoder(schema, Map.of(), VECTOR_ROWS);
        encoder = format.encoder(schema);
        check(decode() == RECORDS, "records decoded");
        int end = copy();
        check(end == morsel.length() && Arrays.equals(out.bytes(), 0, end, bytes, morsel.offset(), bytes.length),
                "bytes copied");
        check(materialise() == RECORDS && encodeValues() == end, "values encoded");
        check(boundary() == bytes.length, "boundary found");
    }

    private byte[] classic() {
        OutputBuffer made = new OutputBuffer(1 << 20);
        try (RecordSource source = new GenerateSpec(RECORDS).open()) {
            byte[] prologue = format.prologue(source.schema());
            made.append(prologue, 0, prologue.length);
            Decoder records = source.decoder(VECTOR_ROWS);
            records.open(new Morsel(null, 0, RECORDS, new Origin("generate", 0, null, 0, 0), 1, 0, false));
            Encoder writer = format.encoder(source.schema());
            for (RecordBatch batch = records.next(); batch != null; batch = records.next()) {
                writer.encode(batch, made);
            }
        }
        return Arrays.copyOf(made.bytes(), made.end());
    }

    /** How many bytes the morsel has. */
    public int size() {
        return morsel.length();
    }

    /** Structure only: every field stays raw. */
    public int decode() {
        int rows = 0;
        decoder.open(morsel);
        for (RecordBatch batch = decoder.next(); batch != null; batch = decoder.next()) {
            rows += batch.selected();
        }
        return rows;
    }

    /** Every field parsed to its type. */
    public int materialise() {
        int rows = 0;
        decoder.open(morsel);
        for (RecordBatch batch = decoder.next(); batch != null; batch = decoder.next()) {
            for (int field = 0; field < schema.size(); field++) {
                batch.column(field);
            }
            rows += batch.selected() - batch.rejects().size();
        }
        return rows;
    }

    /** Decodes, and writes fields that nobody has touched. */
    public int copy() {
        out.clear();
        decoder.open(morsel);
        for (RecordBatch batch = decoder.next(); batch != null; batch = decoder.next()) {
            encoder.encode(batch, out);
        }
        return out.end();
    }

    /** Decodes, parses every field and writes it from its value. */
    public int encodeValues() {
        out.clear();
        decoder.open(morsel);
        for (RecordBatch batch = decoder.next(); batch != null; batch = decoder.next()) {
            encoder.encode(batch.copy(), out);
        }
        return out.end();
    }

    /** Where the last complete record of all bytes ends. */
    public int boundary() {
        return format.boundaries().cut(bytes, 0, bytes.length, Long.MAX_VALUE, Integer.MAX_VALUE, false);
    }

    private static void check(boolean fine, String what) {
        if (!fine) {
            throw new IllegalStateException(what + ": wrong number");
        }
    }
}
