package io.nebula.format.csv;

import io.nebula.format.Decoder;
import io.nebula.format.Morsel;
import io.nebula.format.PendingRejects;
import io.nebula.format.VectorRows;
import io.nebula.record.Column;
import io.nebula.record.RecordBatch;
import io.nebula.record.Schema;
import io.nebula.record.ValueType;
import io.nebula.text.Swar;
import io.nebula.text.Utf8;
import java.util.Arrays;
import java.util.Map;

/**
 * Cuts CSV records into fields.
 *
 * <p>{@link #rows} is the hot loop: it takes separators from the index and trusts them until a field begins with a
 * quote; a record that is anything but the expected number of plain or well quoted fields is left to {@link
 * BrokenRecord}.
 */
final class CsvDecoder implements Decoder {
    private final Schema schema;
    private final CsvDialect dialect;
    private final boolean isLenient;
    private final byte delimiter;
    private final byte quote;
    private final int vectorRows;
    private final int[] declared;
    private final SeparatorIndex index;
    private final CsvRawColumn[] raws;
    private final Column[] columns;
    private final RecordBatch batch = RecordBatch.scratch();
    private final PendingRejects rejects = new PendingRejects();
    private final BrokenRecord broken;
    private final int[] recordStarts;
    private final int[] recordLengths;

    private Morsel morsel;
    private int[] mapping;
    private FieldEnds fieldEnds;
    private boolean[] quoted;
    private boolean[] irregular;
    /** Null unless the decoder is lenient. */
    private LenientRecord lenient;
    private byte[] bytes;
    private int begin;
    private int limit;
    private int position;
    private int nextSeparator;
    private int separators;
    private int rows;
    private boolean badEncoding;
    private long lines;

    /** @param lenient whether to take records that have one obvious reading, see {@link LenientRecord} */
    CsvDecoder(CsvDialect dialect, boolean lenient, Schema schema, Map<String, ValueType> declared, int vectorRows) {
        this.schema = schema;
        this.dialect = dialect;
        this.isLenient = lenient;
        this.delimiter = dialect.delimiter();
        this.quote = dialect.quote();
        this.vectorRows = VectorRows.of(vectorRows, schema.size());
        this.declared = declared.keySet().stream().mapToInt(schema::indexOf).filter(i -> i >= 0).sorted().toArray();
        index = new SeparatorIndex(delimiter);
        broken = new BrokenRecord(delimiter, quote);
        raws = new CsvRawColumn[schema.size()];
        for (int i = 0; i < raws.length; i++) {
            raws[i] = new CsvRawColumn(dialect, schema.type(i), this.vectorRows);
        }
        columns = new Column[raws.length];
        recordStarts = new int[this.vectorRows];
        recordLengths = new int[this.vectorRows];
    }

    @Override
    public void open(Morsel next) {
        morsel = next;
        bytes = next.bytes();
        begin = next.offset();
        limit = begin + next.length();
        position = begin;
        lines = 0;
        nextSeparator = 0;
        separators = 0;
        index.open(bytes, begin, limit);
        badEncoding = !next.oversized() && Utf8.firstInvalid(bytes, begin, next.length()) >= 0;
        if (fieldEnds == null || mapping != next.origin().columns()) {
            map(next.origin().columns());
        }
    }

    private void map(int[] columnsOfInput) {
        mapping = columnsOfInput;
        int fields = mapping == null ? raws.length : mapping.length;
        fieldEnds = new FieldEnds(fields, recordStarts, isLenient);
        quoted = new boolean[fields];
        irregular = new boolean[fields];
        lenient = isLenient ? new LenientRecord(dialect, irregular) : null;
        for (int i = 0; i < fields; i++) {
            at(i).in(fieldEnds, i);
            at(i).comesAfter(i == 0 || isLenient ? null : at(i - 1));
        }
    }

    /** The column of the input's field {@code index}. */
    private CsvRawColumn at(int index) {
        return raws[mapping == null ? index : mapping[index]];
    }

    @Override
    public RecordBatch next() {
        if (position >= limit) {
            return null;
        }
        rows = 0;
        rejects.clear();
        Arrays.fill(quoted, false);
        Arrays.fill(irregular, false);
        if (morsel.oversized()) {
            rejectOversized();
        } else {
            rows();
        }
        return rows == 0 && rejects.isEmpty() ? null : batch();
    }

    @Override
    public long lines() {
        return lines;
    }

    private RecordBatch batch() {
        fieldEnds.filled(begin, rows);
        for (CsvRawColumn raw : raws) {
            raw.reset(bytes, rows);
        }
        for (int i = 0; i < quoted.length; i++) {
            at(i).quoted(quoted[i], irregular[i]);
        }
        Arrays.fill(columns, null);
        batch.reset(schema, rows, columns, raws);
        batch.origins(recordStarts, recordLengths);
        rejects.moveTo(batch);
        for (int field : declared) {
            batch.column(field);
        }
        batch.dropRejected();
        return batch;
    }

    /**
     * Hot: finds where fields end until the batch is full or the morsel ends. As long as all records are plain, each is
     * a line.
     */
    private void rows() {
        byte[] in = bytes;
        int[] positions = index.positions;
        int[] ends = fieldEnds.ends;
        int fields = fieldEnds.fields;
        int last = fields - 1;
        int end = limit;
        byte comma = delimiter;
        byte quotation = quote;
        int next = nextSeparator;
        int count = separators;
        int at = position;
        int row = rows;
        int full = vectorRows;
        int blanks = 0;
        boolean plain = true;
        boolean trusting = !badEncoding && last >= 0;
        while (row < full && at < end) {
            int record = at;
            int separator = at;
            int field = 0;
            int slot = row * fields;
            int lineEnd = trusting && next + last < count ? positions[next + last] : end;
            if (lineEnd < end && lineEnd > record && in[lineEnd] == '\n' && in[lineEnd - 1] != '\r') {
                // most records: all separators are known, and the line ends where the last field should
                while (in[at] != quotation) {
                    separator = positions[next + field];
                    ends[slot + field] = separator;
                    if (in[separator] != comma) {
                        break;
                    }
                    at = separator + 1;
                    field++;
                }
                if (separator == lineEnd) {
                    recordStarts[row] = record - begin;
                    recordLengths[row] = lineEnd - record;
                    at = lineEnd + 1;
                    next += fields;
                    row++;
                    continue;
                }
                at = record;
                field = 0;
            }
            boolean whole = false;
            while (true) {
                if (next == count) {
                    count = index.fill();
                    next = 0;
                }
                separator = positions[next++];
                if (at < end && in[at] == quotation) {
                    plain = false;
                    int close = CsvBoundaries.closingQuote(in, at, end, quotation);
                    index.skipTo(close);
                    while (separator < close) {
                        if (next == count) {
                            count = index.fill();
                            next = 0;
                        }
                        separator = positions[next++];
                    }
                    if (field > last || close == end || !endsField(close + 1, separator)) {
                        break;
                    }
                    quoted[field] = true;
                }
                if (field > last) {
                    break;
                }
                ends[slot + field] = separator;
                at = separator + 1;
                if (separator == end || in[separator] != comma) {
                    whole = field == last;
                    break;
                }
                field++;
            }
            if (whole) {
                int length = separator - record;
                if (length > 0 && separator < end && in[separator - 1] == '\r') {
                    length--;
                    ends[slot + last]--;
                }
                whole = length > 0;
                recordStarts[row] = record - begin;
                recordLengths[row] = length;
            }
            if (whole && !badEncoding) {
                row++;
                continue;
            }
            if (whole && !rejects.encoding(in, begin, record, recordLengths[row])) {
                row++;
                continue;
            }
            if (!whole) {
                if (in[record] == '\n' || in[record] == '\r' && record + 1 < end && in[record + 1] == '\n') {
                    at = separator + 1;
                    blanks++;
                    continue;
                }
                at = takeLeniently(record, row);
                if (at >= 0) {
                    row++;
                } else {
                    at = broken.examine(in, begin, record, end, last + 1, rejects);
                }
                index.open(in, at, end);
                next = 0;
                count = 0;
            }
            plain = false;
            if (row + rejects.size() >= full) {
                break;
            }
        }
        nextSeparator = next;
        separators = count;
        // the last line of a file may lack its newline, and ends beyond the end then
        lines += plain ? row + blanks - (at > end ? 1 : 0)
                : Swar.count((byte) '\n', in, position, Math.min(at, end));
        position = Math.min(at, end);
        rows = row;
    }

    /** Returns the position after the record, or -1 if it is to be refused. */
    private int takeLeniently(int record, int row) {
        int next = lenient == null ? -1 : lenient.take(bytes, record, limit, fieldEnds, row);
        if (next >= 0 && Utf8.firstInvalid(bytes, record, lenient.length()) < 0) {
            recordStarts[row] = record - begin;
            recordLengths[row] = lenient.length();
            Arrays.fill(quoted, true);
            return next;
        }
        return -1;
    }

    /** Whether the field that a quote closed ends here: at its separator, or at the CR before its newline. */
    private boolean endsField(int afterQuote, int separator) {
        return afterQuote == separator
                || afterQuote == separator - 1 && separator < limit
                && bytes[afterQuote] == '\r' && bytes[separator] == '\n';
    }

    private void rejectOversized() {
        rejects.add(0, morsel.length(), "record-too-long", "the record is longer than max-record-bytes allows;"
                + " raise max-record-bytes of the source, or look for a quote that is never closed");
        lines += Swar.count((byte) '\n', bytes, position, limit);
        position = limit;
    }
}
