package io.nebula.connector;

import io.nebula.format.Decoder;
import io.nebula.format.Encoder;
import io.nebula.format.Format;
import io.nebula.format.Head;
import io.nebula.format.MalformedDataException;
import io.nebula.format.RecordBoundaries;
import io.nebula.record.Field;
import io.nebula.record.Schema;
import io.nebula.record.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Lines, perhaps with a first one that names columns; a quote holds a record open until the next quote's line ends. */
final class LineFormat implements Format {
    private final boolean header;

    LineFormat(boolean header) {
        this.header = header;
    }

    @Override
    public String name() {
        return "lines";
    }

    @Override
    public Head head(byte[] bytes, int length, boolean whole) throws MalformedDataException {
        if (!header) {
            return new Head(0, 0, List.of());
        }
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n') {
                return new Head(i + 1, 1, names(bytes, i));
            }
        }
        return whole ? new Head(length, 1, names(bytes, length)) : null;
    }

    private static List<String> names(byte[] bytes, int length) throws MalformedDataException {
        List<String> names = List.of(new String(bytes, 0, length, StandardCharsets.UTF_8).strip().split(","));
        if (names.stream().distinct().count() < names.size()) {
            throw new MalformedDataException("line 1: a name stands there twice; rename one");
        }
        return names;
    }

    @Override
    public Schema infer(byte[] bytes, int length, boolean whole, Head head, Map<String, ValueType> declared) {
        List<Field> fields = new ArrayList<>();
        for (String name : header ? head.names() : List.of("line")) {
            fields.add(new Field(name, declared.getOrDefault(name, ValueType.STRING)));
        }
        return new Schema(fields);
    }

    @Override
    public RecordBoundaries boundaries() {
        return LineFormat::cut;
    }

    private static int cut(byte[] bytes, int from, int to, long maxRecords, int maxRecordBytes, boolean endOfInput) {
        int cut = from;
        for (long records = 0; records < maxRecords && cut < to; records++) {
            int next = recordEnd(bytes, cut, to, maxRecordBytes, endOfInput);
            if (next == cut) {
                break;
            }
            cut = next;
        }
        return cut;
    }

    private static int recordEnd(byte[] bytes, int from, int to, int maxRecordBytes, boolean endOfInput) {
        boolean quoted = false;
        int firstLine = from;
        for (int i = from; i < to; i++) {
            quoted ^= bytes[i] == '"';
            if (bytes[i] == '\n') {
                firstLine = firstLine == from ? i + 1 : firstLine;
                if (!quoted) {
                    return i + 1;
                }
            }
            if (quoted && i - from >= maxRecordBytes) {
                return firstLine;
            }
        }
        return !endOfInput ? from : quoted && firstLine > from ? firstLine : to;
    }

    @Override
    public Decoder decoder(Schema schema, Map<String, ValueType> declared, int vectorRows) {
        throw new UnsupportedOperationException("connectors do not decode");
    }

    @Override
    public Encoder encoder(Schema schema) {
        return (batch, out) -> {
            throw new UnsupportedOperationException("connectors do not encode");
        };
    }

    @Override
    public byte[] prologue(Schema schema) {
        return header ? (String.join(",", schema.names()) + "\n").getBytes(StandardCharsets.UTF_8) : new byte[0];
    }
}
