package io.nebula.connector;

import io.nebula.format.Decoder;
import io.nebula.format.Morsel;
import io.nebula.format.Origin;
import io.nebula.record.Column;
import io.nebula.record.LongColumn;
import io.nebula.record.RecordBatch;
import io.nebula.record.Schema;
import io.nebula.record.TextColumn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Reads dead letters; each record in them is a morsel of the input that it came from. */
final class LetterReader implements MorselReader {
    private static final int VECTOR_ROWS = 64;
    private static final String TOO_LONG = "record-too-long";

    private final String name;
    private final MorselReader letters;
    private final Buffers letterBuffers;
    private final RecordSource original;
    private final Buffers buffers;
    private final Decoder decoder;
    private final int[] fields;

    private Morsel morsel;
    private RecordBatch batch;
    private int next;
    private long storedBytes;

    /**
     * @param letters of {@code source}; its morsels' bytes are from {@code letterBuffers}
     * @param original knows the inputs that the records came from
     * @param buffers for the records
     */
    LetterReader(FileRecordSource source, MorselReader letters, Buffers letterBuffers, RecordSource original,
            Buffers buffers) {
        this.name = source.files().get(0).toString();
        this.letters = letters;
        this.letterBuffers = letterBuffers;
        this.original = original;
        this.buffers = buffers;
        this.decoder = source.decoder(VECTOR_ROWS);
        Schema own = DeadLetterSchema.SCHEMA;
        this.fields = own.names().stream().mapToInt(source.schema()::indexOf).toArray();
    }

    @Override
    public Morsel next() throws IOException {
        while (batch == null || next == batch.selected()) {
            if (!advance()) {
                return storedBytes > 0 ? rest() : null;
            }
        }
        return record(batch.selection()[next++]);
    }

    /** Goes on to the next batch of letters; false at the end. */
    private boolean advance() throws IOException {
        batch = morsel == null ? null : decoder.next();
        next = 0;
        if (batch != null) {
            refuse();
            return true;
        }
        if (morsel != null) {
            letterBuffers.give(morsel.bytes());
        }
        morsel = letters.next();
        if (morsel != null) {
            storedBytes += morsel.storedBytes();
            decoder.open(morsel);
        }
        return morsel != null;
    }

    private void refuse() throws IOException {
        for (int field : fields) {
            batch.column(field);
        }
        if (!batch.rejects().isEmpty()) {
            throw new IOException(place(batch.rejects().get(0).start()) + ": this is no dead letter: "
                    + batch.rejects().get(0).message());
        }
    }

    private String place(int start) {
        return FileRecordSource.place(name, 0, morsel.position() + start);
    }

    private Morsel record(int row) throws IOException {
        String input = text(DeadLetterSchema.FILE, row);
        byte[] bytes = bytes(row);
        if (input == null || bytes == null || column(DeadLetterSchema.OFFSET).isNull(row)) {
            throw new IOException(place(batch.place(row)) + ": this is no dead letter with a record's bytes; give a file"
                    + " that errors.dead-letter has written");
        }
        Origin origin = original.origin(input);
        if (origin == null) {
            throw new IOException(place(batch.place(row)) + ": this record came from '" + input
                    + "', which is none of the pipeline's inputs; add it to source.path, named as it is here");
        }
        boolean cut = TOO_LONG.equals(text(DeadLetterSchema.CODE, row));
        long line = column(DeadLetterSchema.LINE).isNull(row) ? 0 : number(DeadLetterSchema.LINE, row);
        Origin place = new Origin(origin.name(), origin.index(), origin.columns(), origin.headBytes(), line - 1);
        return morsel(bytes, place, number(DeadLetterSchema.OFFSET, row), cut);
    }

    /** @param cut whether only the beginning of the record was kept, so that it has to be refused again */
    private Morsel morsel(byte[] bytes, Origin place, long position, boolean cut) {
        int length = cut ? bytes.length : bytes.length + 1;
        byte[] own = buffers.take(length);
        System.arraycopy(bytes, 0, own, 0, bytes.length);
        if (!cut) {
            own[bytes.length] = '\n';
        }
        long stored = storedBytes;
        storedBytes = 0;
        return new Morsel(own, 0, length, place, position, stored, cut);
    }

    private Morsel rest() {
        long stored = storedBytes;
        storedBytes = 0;
        return new Morsel(buffers.take(0), 0, 0, new Origin(name, 0, null, 0, -1), 0, stored, false);
    }

    private byte[] bytes(int row) throws IOException {
        String base64 = text(DeadLetterSchema.RECORD_BASE64, row);
        if (base64 == null) {
            String record = text(DeadLetterSchema.RECORD, row);
            return record == null ? null : record.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IOException(place(batch.place(row)) + ": record_base64 is not Base64: " + e.getMessage(), e);
        }
    }

    private Column column(String field) {
        return batch.column(fields[DeadLetterSchema.SCHEMA.indexOf(field)]);
    }

    private long number(String field, int row) {
        return ((LongColumn) column(field)).values()[row];
    }

    private String text(String field, int row) {
        TextColumn column = (TextColumn) column(field);
        return column.isNull(row) ? null : new String(column.bytes(), column.starts()[row], column.lengths()[row],
                StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        letters.close();
    }
}
