package io.nebula.format.csv;

import io.nebula.format.ByteOrderMark;
import io.nebula.format.Decoder;
import io.nebula.format.Encoder;
import io.nebula.format.Format;
import io.nebula.format.Head;
import io.nebula.format.MalformedDataException;
import io.nebula.format.Morsel;
import io.nebula.format.Origin;
import io.nebula.format.OutputBuffer;
import io.nebula.format.RecordBoundaries;
import io.nebula.format.TypeGuess;
import io.nebula.options.Suggestion;
import io.nebula.record.Field;
import io.nebula.record.RecordBatch;
import io.nebula.record.Schema;
import io.nebula.record.TextColumn;
import io.nebula.record.ValueType;
import io.nebula.text.Swar;
import io.nebula.text.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * CSV as RFC 4180 describes it, and TSV, which is CSV with another delimiter.
 *
 * @param name {@code csv} or {@code tsv}
 * @param header whether the first record gives the fields' names
 * @param names the fields' names where there is no header; empty for c1, c2, …
 * @param lenient whether records are read that lack fields at their end, or have text behind a closing quote
 */
public record CsvFormat(String name, CsvDialect dialect, boolean header, List<String> names, boolean lenient)
        implements Format {
    private static final int SAMPLE_ROWS = 1024;

    public CsvFormat {
        names = List.copyOf(names);
    }

    /** Strict. */
    public CsvFormat(String name, CsvDialect dialect, boolean header, List<String> names) {
        this(name, dialect, header, names, false);
    }

    /** Comma, double quotes, a header. */
    public static CsvFormat csv() {
        return new CsvFormat("csv", new CsvDialect((byte) ',', (byte) '"', List.of()), true, List.of());
    }

    /** Tab, double quotes, a header. */
    public static CsvFormat tsv() {
        return new CsvFormat("tsv", new CsvDialect((byte) '\t', (byte) '"', List.of()), true, List.of());
    }

    @Override
    public Head head(byte[] bytes, int length, boolean whole) throws MalformedDataException {
        int from = ByteOrderMark.length(bytes, length);
        int end = boundaries().cut(bytes, from, length, 1, Integer.MAX_VALUE, whole);
        int record = skipBlankLines(bytes, from, end);
        if (!whole && (record == end || length < ByteOrderMark.BYTES)) {
            return null;
        }
        if (Utf8.firstInvalid(bytes, record, end - record) >= 0) {
            throw new MalformedDataException("the first record is not UTF-8; convert the input to UTF-8 first,"
                    + " e.g. with iconv");
        }
        List<String> first = record == end ? List.of() : CsvFields.split(bytes, record, end, dialect);
        if (first.size() > MOST_FIELDS) {
            throw new MalformedDataException("the first record has " + first.size() + " fields, and at most " + MOST_FIELDS
                    + " can be read; check csv.delimiter, or take columns away before");
        }
        if (!header) {
            return new Head(from, 0, numbered(first.size()));
        }
        checkNames(first);
        return new Head(end, (int) Swar.count((byte) '\n', bytes, 0, end), first);
    }

    private static int skipBlankLines(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && (bytes[at] == '\n' || bytes[at] == '\r' && at + 1 < to && bytes[at + 1] == '\n')) {
            at += bytes[at] == '\n' ? 1 : 2;
        }
        return at;
    }

    private List<String> numbered(int fields) throws MalformedDataException {
        if (!names.isEmpty()) {
            if (fields != 0 && fields != names.size()) {
                throw new MalformedDataException("the first record has " + fields + " fields, but csv.names gives "
                        + names.size() + "; name each field, or check csv.delimiter");
            }
            return names;
        }
        List<String> numbered = new ArrayList<>();
        for (int i = 1; i <= fields; i++) {
            numbered.add("c" + i);
        }
        return numbered;
    }

    private static void checkNames(List<String> names) throws MalformedDataException {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).isEmpty()) {
                throw new MalformedDataException("column " + (i + 1) + " of the header has no name; name it, or set"
                        + " csv.header = false if the first line is data");
            }
            if (!seen.add(names.get(i))) {
                throw new MalformedDataException("the header names '" + names.get(i) + "' twice (again in column "
                        + (i + 1) + "); rename one, or set csv.header = false if the first line is data");
            }
        }
    }

    @Override
    public Schema infer(byte[] bytes, int length, boolean whole, Head head, Map<String, ValueType> declared)
            throws MalformedDataException {
        for (String field : declared.keySet()) {
            if (!head.names().contains(field)) {
                String advice = Suggestion.of(field, head.names());
                throw new MalformedDataException("the schema declares '" + field + "', which the input does not have; "
                        + (advice == null ? "its fields are " + String.join(", ", head.names()) : advice));
            }
        }
        TypeGuess[] guesses = guesses(bytes, length, whole, head);
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < guesses.length; i++) {
            String name = head.names().get(i);
            fields.add(new Field(name, declared.getOrDefault(name, guesses[i].type())));
        }
        return new Schema(fields);
    }

    private TypeGuess[] guesses(byte[] bytes, int length, boolean whole, Head head) {
        List<Field> texts = new ArrayList<>();
        TypeGuess[] guesses = new TypeGuess[head.names().size()];
        for (int i = 0; i < guesses.length; i++) {
            guesses[i] = new TypeGuess();
            texts.add(new Field(head.names().get(i), ValueType.STRING));
        }
        int from = head.bytes();
        int end = boundaries().cut(bytes, from, length, Long.MAX_VALUE, Integer.MAX_VALUE, whole);
        Decoder decoder = decoder(new Schema(texts), Map.of(), SAMPLE_ROWS);
        Origin origin = new Origin("sample", 0, null, from, head.lines());
        decoder.open(new Morsel(bytes, from, end - from, origin, from, 0, false));
        for (RecordBatch batch = decoder.next(); batch != null; batch = decoder.next()) {
            for (int field = 0; field < guesses.length; field++) {
                if (!guesses[field].isText()) {
                    see(batch, (TextColumn) batch.column(field), guesses[field]);
                }
            }
        }
        return guesses;
    }

    private static void see(RecordBatch batch, TextColumn texts, TypeGuess guess) {
        for (int row = 0; row < batch.rows(); row++) {
            if (!texts.isNull(row)) {
                guess.see(texts.bytes(), texts.starts()[row], texts.lengths()[row]);
            }
        }
    }

    @Override
    public RecordBoundaries boundaries() {
        return new CsvBoundaries(dialect);
    }

    @Override
    public Decoder decoder(Schema schema, Map<String, ValueType> declared, int vectorRows) {
        return new CsvDecoder(dialect, lenient, schema, declared, vectorRows);
    }

    @Override
    public Encoder encoder(Schema schema) {
        return new CsvEncoder(dialect, schema);
    }

    @Override
    public byte[] prologue(Schema schema) {
        if (!header || schema.size() == 0) {
            return new byte[0];
        }
        OutputBuffer line = new OutputBuffer(256);
        QuotedText texts = new QuotedText(dialect);
        for (String field : schema.names()) {
            if (line.end() > 0) {
                line.append(dialect.delimiter());
            }
            byte[] text = field.getBytes(StandardCharsets.UTF_8);
            texts.write(text, 0, text.length, line);
        }
        line.append((byte) '\n');
        return Arrays.copyOf(line.bytes(), line.end());
    }
}
