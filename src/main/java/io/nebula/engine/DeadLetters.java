package io.nebula.engine;

import io.nebula.connector.Compressor;
import io.nebula.connector.OutputMark;
import io.nebula.connector.DeadLetterSchema;
import io.nebula.connector.RecordOutput;
import io.nebula.connector.RecordSink;
import io.nebula.format.Encoder;
import io.nebula.format.OutputBuffer;
import io.nebula.options.Secrets;
import io.nebula.record.Column;
import io.nebula.record.LongColumn;
import io.nebula.record.RecordBatch;
import io.nebula.record.Reject;
import io.nebula.record.Schema;
import io.nebula.record.TextColumn;
import io.nebula.text.Utf8;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The records that were rejected, as they were read, and why: records with the fields of {@link DeadLetterSchema}, which any
 * sink can take. One thread at a time.
 */
final class DeadLetters implements AutoCloseable {
    static final Schema SCHEMA = DeadLetterSchema.SCHEMA;

    private final RecordOutput output;
    private final Secrets secrets;
    private final Encoder encoder;
    private final Compressor compressor;
    private final List<Letter> letters = new ArrayList<>();
    private final OutputBuffer encoded = new OutputBuffer(1 << 12);
    private final OutputBuffer compressed = new OutputBuffer(1 << 12);

    /**
     * A rejected record.
     *
     * @param line at which it begins, from 1; 0 if that is not known
     * @param offset of its first byte in the input after decompression, or the number of a generated record
     * @param record its bytes; null where it was not made of bytes
     */
    record Letter(String file, long line, long offset, Reject reject, byte[] record) {}

    /** @param output of {@code sink} @param secrets what letters do not tell, unless it stands in a record */
    DeadLetters(RecordSink sink, RecordOutput output, Secrets secrets) {
        this.output = output;
        this.secrets = secrets;
        encoder = sink.encoder();
        compressor = sink.compressor();
    }

    /** Takes a letter, for the next {@link #write}. */
    void add(Letter letter) {
        letters.add(letter);
    }

    /** Appends what has been added to the output. */
    void write() throws IOException {
        if (letters.isEmpty()) {
            return;
        }
        RecordBatch batch = batch();
        letters.clear();
        if (encoder != null) {
            encoded.clear();
            encoder.encode(batch, encoded);
            if (!batch.rejects().isEmpty()) {
                throw new IOException("a dead letter cannot be written: " + batch.rejects().get(0).message()
                        + "; choose another format for the dead letters");
            }
            append();
        }
    }

    private RecordBatch batch() {
        int rows = letters.size();
        Column[] columns = new Column[SCHEMA.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = Column.of(SCHEMA.type(i), rows);
            columns[i].reset(rows);
        }
        for (int row = 0; row < rows; row++) {
            fill(columns, row, letters.get(row));
        }
        return RecordBatch.of(SCHEMA, rows, columns);
    }

    private void fill(Column[] columns, int row, Letter letter) {
        Reject reject = letter.reject();
        if (letter.line() > 0) {
            ((LongColumn) columns[1]).values()[row] = letter.line();
        } else {
            columns[1].setNull(row);
        }
        ((LongColumn) columns[2]).values()[row] = letter.offset();
        boolean utf8 = letter.record() != null && Utf8.firstInvalid(letter.record(), 0, letter.record().length) < 0;
        boolean other = letter.record() != null && !utf8;
        text(columns[0], row, secrets.mask(letter.file()));
        text(columns[3], row, reject.stage());
        text(columns[4], row, reject.code());
        text(columns[5], row, reject.field());
        text(columns[6], row, secrets.mask(reject.message()));
        text(columns[7], row, utf8 ? new String(letter.record(), StandardCharsets.UTF_8) : null);
        text(columns[8], row, other ? Base64.getEncoder().encodeToString(letter.record()) : null);
    }

    private static void text(Column column, int row, String value) {
        if (value == null) {
            column.setNull(row);
        } else {
            ((TextColumn) column).append(row, value);
        }
    }

    private void append() throws IOException {
        OutputBuffer bytes = encoded;
        if (compressor != null) {
            compressed.clear();
            compressor.compress(encoded.bytes(), 0, encoded.end(), compressed);
            bytes = compressed;
        }
        output.append(bytes.bytes(), 0, bytes.end());
    }

    /** See {@link RecordOutput#checkpoint}. */
    OutputMark checkpoint() throws IOException {
        return output.checkpoint();
    }

    /** See {@link RecordOutput#prepare}. */
    void prepare() throws IOException {
        output.prepare();
    }

    /** Makes everything written the finished output. */
    void commit() throws IOException {
        output.commit();
    }

    /** Where they are if they have not been committed; null if nowhere. */
    String partial() {
        return output.partial();
    }

    /** Releases everything; what has not been committed is left unfinished. */
    @Override
    public void close() {
        output.abandon();
        if (compressor != null) {
            compressor.close();
        }
    }
}
