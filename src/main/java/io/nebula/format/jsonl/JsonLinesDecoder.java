package io.nebula.format.jsonl;

import io.nebula.format.Decoder;
import io.nebula.format.Morsel;
import io.nebula.format.PendingRejects;
import io.nebula.format.VectorRows;
import io.nebula.record.Column;
import io.nebula.record.ExtraFields;
import io.nebula.record.RecordBatch;
import io.nebula.record.Schema;
import io.nebula.record.ValueType;
import io.nebula.text.Swar;
import java.util.Arrays;
import java.util.Map;

/**
 * Cuts lines into objects and objects into fields; every record is checked by RFC 8259 from its first byte to its last.
 *
 * <p>The scanner relies on the newline after a record. A last line that has none is copied with one, and is a batch of
 * its own.
 */
final class JsonLinesDecoder implements Decoder {
    private static final int FEWEST_LINES = 8;
    private static final int LONGEST_STRETCH = 4096;

    private final Schema schema;
    private final int vectorRows;
    private final int[] declared;
    private final JsonRawColumn[] raws;
    private final Column[] columns;
    private final JsonRecord record;
    private final JsonBlock block;
    private final RecordBatch batch = RecordBatch.scratch();
    private final PendingRejects rejects = new PendingRejects();
    private final ExtraFields extras = new ExtraFields();
    private final int[] recordStarts;
    private final int[] recordLengths;

    private Morsel morsel;
    private byte[] bytes;
    /** What to take off a position in {@link #bytes} to get the distance from the morsel's beginning. */
    private int base;
    private int position;
    private int limit;
    private int rows;
    private long lines;
    /** So many records are read one by one before blocks of them are tried again. */
    private int single = 1;
    private int stretch = FEWEST_LINES;
    private int blockLines = FEWEST_LINES;

    JsonLinesDecoder(Schema schema, Map<String, ValueType> declared, int vectorRows) {
        this.schema = schema;
        this.vectorRows = VectorRows.of(vectorRows, schema.size());
        this.declared = declared.keySet().stream().mapToInt(schema::indexOf).filter(i -> i >= 0).sorted().toArray();
        raws = new JsonRawColumn[schema.size()];
        for (int i = 0; i < raws.length; i++) {
            raws[i] = new JsonRawColumn(schema.type(i), this.vectorRows);
        }
        columns = new Column[raws.length];
        record = new JsonRecord(schema, declared, raws);
        block = record.block();
        recordStarts = new int[this.vectorRows];
        recordLengths = new int[this.vectorRows];
    }

    @Override
    public void open(Morsel next) {
        morsel = next;
        bytes = next.bytes();
        base = next.offset();
        position = base;
        int end = base + next.length();
        limit = next.oversized() ? end : Swar.lastIndexOf((byte) '\n', bytes, base, end) + 1;
        lines = 0;
    }

    @Override
    public RecordBatch next() {
        if (position >= limit && position - base >= morsel.length()) {
            return null;
        }
        rows = 0;
        rejects.clear();
        if (morsel.oversized()) {
            rejects.add(0, morsel.length(), "record-too-long", "the line is longer than max-record-bytes allows;"
                    + " raise max-record-bytes of the source");
            lines += Swar.count((byte) '\n', bytes, position, limit);
            position = limit;
        } else {
            if (position >= limit) {
                openLastLine();
            }
            readRows();
            if (rows == 0 && rejects.isEmpty()) {
                return next();
            }
        }
        return batch();
    }

    private void openLastLine() {
        int done = position - base;
        bytes = Arrays.copyOfRange(bytes, position, base + morsel.length() + 1);
        bytes[bytes.length - 1] = '\n';
        // the newline that the input does not have will be counted
        lines--;
        base = -done;
        position = 0;
        limit = bytes.length;
    }

    private void readRows() {
        record.open(bytes);
        extras.reset(bytes);
        while (position < limit && rows + rejects.size() < vectorRows) {
            if (single == 0) {
                readBlock(vectorRows - rows - rejects.size());
            } else {
                readLine();
                if (--single == 0 && !block.expect(record.links())) {
                    readSingle();
                }
            }
        }
    }

    private void readBlock(int most) {
        block.read(bytes, position, limit, Math.min(most, blockLines), rows);
        boolean complete = true;
        for (int line = 0; line < block.count() && complete; line++) {
            if (block.hasFailed(line)) {
                complete = readLine();
                if (position != block.end(line) + 1) {
                    block.expectShorterLines();
                    complete = false;
                }
            } else {
                lines++;
                record.followPaths(rows);
                addRow(position, block.end(line));
            }
        }
        blockLines = complete ? Math.min(2 * blockLines, JsonBlock.LINES) : FEWEST_LINES;
        if (block.failed() > block.count() / 2) {
            readSingle();
        } else {
            stretch = FEWEST_LINES;
        }
    }

    /** Goes on record by record for a while, which is the longer the more often that was necessary. */
    private void readSingle() {
        single = stretch;
        stretch = Math.min(2 * stretch, LONGEST_STRETCH);
    }

    /** Says whether the line has become a row. */
    private boolean readLine() {
        int at = position;
        lines++;
        int start = record.scanner().space(at);
        int end = bytes[start] == '\n' ? start : record.read(start, rows, extras);
        if (end > start) {
            addRow(at, end);
            return true;
        }
        position = 1 + (end < 0 ? refuse(at) : end);
        return false;
    }

    private void addRow(int at, int end) {
        recordStarts[rows] = at - base;
        recordLengths[rows++] = lineLength(at, end);
        position = end + 1;
    }

    /** Returns where the line ends. */
    private int refuse(int at) {
        int end = Swar.indexOf((byte) '\n', bytes, at, limit);
        if (!rejects.encoding(bytes, base, at, lineLength(at, end))) {
            int failedAt = record.scanner().failedAt();
            String where = failedAt == end ? "at the end of the line"
                    : "at byte " + (failedAt - at + 1) + " of the line";
            rejects.add(at - base, lineLength(at, end), "malformed-json", "expected " + record.scanner().expected()
                    + " " + where + "; each line must hold one complete JSON object");
        }
        return end;
    }

    private int lineLength(int at, int end) {
        return end - at - (bytes[end - 1] == '\r' ? 1 : 0);
    }

    private RecordBatch batch() {
        for (int i = 0; i < raws.length; i++) {
            raws[i].reset(bytes, rows);
            raws[i].escapes(record.escapes()[i]);
        }
        Arrays.fill(columns, null);
        batch.reset(schema, rows, columns, raws);
        batch.origins(recordStarts, recordLengths);
        batch.extras(extras.count() > 0 && rows > 0 ? extras : null);
        rejects.moveTo(batch);
        for (int field : declared) {
            batch.column(field);
        }
        batch.dropRejected();
        return batch;
    }

    @Override
    public long lines() {
        return lines;
    }
}
