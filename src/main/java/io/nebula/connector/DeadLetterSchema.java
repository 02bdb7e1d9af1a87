package io.nebula.connector;

import io.nebula.record.Field;
import io.nebula.record.Schema;
import io.nebula.record.ValueType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields of dead letters: records that a run has rejected, as they were read, and why.
 *
 * <p>{@code line} counts from 1 and is null where it is not known; {@code offset} is a record's first byte in its input
 * after decompression, or the number of a generated record. A record's bytes stand in {@code record}; those that are not
 * UTF-8 stand in {@code record_base64} instead.
 */
public final class DeadLetterSchema {
    public static final String FILE = "file";
    public static final String LINE = "line";
    public static final String OFFSET = "offset";
    public static final String STAGE = "stage";
    public static final String CODE = "code";
    public static final String FIELD = "field";
    public static final String MESSAGE = "message";
    public static final String RECORD = "record";
    public static final String RECORD_BASE64 = "record_base64";

    public static final Schema SCHEMA = new Schema(List.of(new Field(FILE, ValueType.STRING),
            new Field(LINE, ValueType.LONG), new Field(OFFSET, ValueType.LONG), new Field(STAGE, ValueType.STRING),
            new Field(CODE, ValueType.STRING), new Field(FIELD, ValueType.STRING), new Field(MESSAGE, ValueType.STRING),
            new Field(RECORD, ValueType.STRING), new Field(RECORD_BASE64, ValueType.STRING)));

    private DeadLetterSchema() {}

    static Map<String, ValueType> types() {
        Map<String, ValueType> types = new LinkedHashMap<>();
        SCHEMA.fields().forEach(field -> types.put(field.name(), field.type()));
        return types;
    }
}
