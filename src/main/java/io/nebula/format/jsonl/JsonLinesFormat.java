package io.nebula.format.jsonl;

import io.nebula.format.ByteOrderMark;
import io.nebula.format.Decoder;
import io.nebula.format.Encoder;
import io.nebula.format.Format;
import io.nebula.format.Head;
import io.nebula.format.MalformedDataException;
import io.nebula.format.RecordBoundaries;
import io.nebula.record.Field;
import io.nebula.record.Schema;
import io.nebula.record.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** JSON Lines: one object per line, by RFC 8259. */
public final class JsonLinesFormat implements Format {
    private static final JsonLinesFormat JSON_LINES = new JsonLinesFormat();

    /** The format: there is only one. */
    public static JsonLinesFormat jsonLines() {
        return JSON_LINES;
    }

    @Override
    public String name() {
        return "jsonl";
    }

    @Override
    public Head head(byte[] bytes, int length, boolean whole) {
        if (length < ByteOrderMark.BYTES && !whole) {
            return null;
        }
        return new Head(ByteOrderMark.length(bytes, length), 0, List.of());
    }

    @Override
    public Schema infer(byte[] bytes, int length, boolean whole, Head head, Map<String, ValueType> declared)
            throws MalformedDataException {
        int from = head.bytes();
        int end = boundaries().cut(bytes, from, length, Long.MAX_VALUE, Integer.MAX_VALUE, whole);
        byte[] lines = Arrays.copyOfRange(bytes, from, end + 1);
        lines[lines.length - 1] = '\n';
        Map<String, ValueType> types = new LinkedHashMap<>(new JsonSample(lines).types());
        // a section of configuration has no order: the fields that it adds come by name
        types.putAll(new TreeMap<>(declared));
        if (types.size() > MOST_FIELDS) {
            throw new MalformedDataException("the first records have " + types.size() + " different keys, and at most "
                    + MOST_FIELDS + " can be fields; put keys that are data, such as ids, into values or a level deeper");
        }
        List<Field> fields = new ArrayList<>();
        types.forEach((name, type) -> fields.add(new Field(name, type)));
        return new Schema(fields);
    }

    @Override
    public RecordBoundaries boundaries() {
        return new LineBoundaries();
    }

    @Override
    public Decoder decoder(Schema schema, Map<String, ValueType> declared, int vectorRows) {
        return new JsonLinesDecoder(schema, declared, vectorRows);
    }

    @Override
    public Encoder encoder(Schema schema) {
        return new JsonLinesEncoder(schema);
    }

    @Override
    public byte[] prologue(Schema schema) {
        return new byte[0];
    }
}
