package io.nebula.record;

import java.util.Locale;
import java.util.Map;

/** The types that a field can have. The lower-case name is the one users write. */
public enum ValueType {
    /** True or false. */
    BOOLEAN,
    /** A 64-bit signed integer. */
    LONG,
    /** An IEEE 754 double. */
    DOUBLE,
    /** UTF-8 text. */
    STRING,
    /** A calendar day, held as days since 1970-01-01. */
    DATE,
    /** A moment, held as microseconds since 1970-01-01T00:00:00Z. */
    TIMESTAMP,
    /** A nested JSON value, kept as its text. */
    JSON;

    /** What these types are called in other languages, and here. */
    public static final Map<String, String> OTHER_NAMES = Map.ofEntries(Map.entry("int", "long"), Map.entry("integer", "long"),
            Map.entry("bigint", "long"), Map.entry("float", "double"), Map.entry("real", "double"),
            Map.entry("number", "double"), Map.entry("decimal", "double"), Map.entry("text", "string"),
            Map.entry("varchar", "string"), Map.entry("char", "string"), Map.entry("bool", "boolean"),
            Map.entry("datetime", "timestamp"));

    /** The name as users write it in configuration and expressions. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether values are held as {@code long}: integers, dates and timestamps. */
    public boolean heldAsLong() {
        return this == LONG || this == DATE || this == TIMESTAMP;
    }

    /** Whether values are held as bytes: text and JSON. */
    public boolean heldAsText() {
        return this == STRING || this == JSON;
    }

    /**
     * The type that users name {@code text}.
     *
     * @return the type, or null if there is none of that name
     */
    public static ValueType named(String text) {
        for (ValueType type : values()) {
            if (type.text().equals(text)) {
                return type;
            }
        }
        return null;
    }
}
