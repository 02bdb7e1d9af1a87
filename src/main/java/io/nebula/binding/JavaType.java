package io.nebula.binding;

import io.nebula.record.ValueType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;

/**
 * The type of a component or property.
 *
 * @param raw the class of the value: primitive, or not, but without the {@code Optional} around it
 * @param valueType what a field that holds such values is
 */
record JavaType(Class<?> raw, boolean optional, ValueType valueType) {
    static final String SUPPORTED = "supported are boolean, byte, short, int, long, float, double and their boxes, String,"
            + " CharSequence, enums, Instant, OffsetDateTime, ZonedDateTime, LocalDate, JsonText, and Optional of these";

    private static final Map<Class<?>, ValueType> HELD = Map.ofEntries(
            Map.entry(boolean.class, ValueType.BOOLEAN), Map.entry(Boolean.class, ValueType.BOOLEAN),
            Map.entry(byte.class, ValueType.LONG), Map.entry(Byte.class, ValueType.LONG),
            Map.entry(short.class, ValueType.LONG), Map.entry(Short.class, ValueType.LONG),
            Map.entry(int.class, ValueType.LONG), Map.entry(Integer.class, ValueType.LONG),
            Map.entry(long.class, ValueType.LONG), Map.entry(Long.class, ValueType.LONG),
            Map.entry(float.class, ValueType.DOUBLE), Map.entry(Float.class, ValueType.DOUBLE),
            Map.entry(double.class, ValueType.DOUBLE), Map.entry(Double.class, ValueType.DOUBLE),
            Map.entry(String.class, ValueType.STRING), Map.entry(CharSequence.class, ValueType.STRING),
            Map.entry(Instant.class, ValueType.TIMESTAMP), Map.entry(OffsetDateTime.class, ValueType.TIMESTAMP),
            Map.entry(ZonedDateTime.class, ValueType.TIMESTAMP), Map.entry(LocalDate.class, ValueType.DATE),
            Map.entry(JsonText.class, ValueType.JSON));

    private static final Map<Class<?>, String> ADVICE = Map.of(
            BigDecimal.class, "declare it as double, or as String to keep every digit",
            BigInteger.class, "declare it as long, or as String to keep every digit",
            char.class, "declare it as String",
            Character.class, "declare it as String",
            LocalDateTime.class, "declare it as Instant or OffsetDateTime, which say which moment it is",
            java.util.Date.class, "declare it as Instant");

    /** What a declared type is here, or null if it is not supported. */
    static JavaType of(Type declared) {
        if (declared instanceof Class<?> raw) {
            return of(raw, false);
        }
        return declared instanceof ParameterizedType generic && generic.getRawType() == Optional.class
                && generic.getActualTypeArguments()[0] instanceof Class<?> raw ? of(raw, true) : null;
    }

    private static JavaType of(Class<?> raw, boolean optional) {
        ValueType held = raw.isEnum() ? ValueType.STRING : HELD.get(raw);
        return held == null ? null : new JavaType(raw, optional, held);
    }

    /** What to do about a type that is not supported. */
    static String advice(Type declared) {
        String advice = declared instanceof Class<?> raw ? ADVICE.get(raw) : null;
        return (advice == null ? "" : advice + "; ") + SUPPORTED;
    }

    /** What a made element of a map holds. */
    static JavaType natural(ValueType type) {
        return new JavaType(switch (type) {
            case BOOLEAN -> Boolean.class;
            case LONG -> Long.class;
            case DOUBLE -> Double.class;
            case STRING, JSON -> String.class;
            case TIMESTAMP -> Instant.class;
            case DATE -> LocalDate.class;
        }, false, type);
    }

    @Override
    public String toString() {
        String name = raw.isPrimitive() || HELD.containsKey(raw) ? raw.getSimpleName() : raw.getName();
        return optional ? "Optional<" + name + ">" : name;
    }
}
