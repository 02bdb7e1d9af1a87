package io.nebula.binding;

import io.nebula.record.BooleanColumn;
import io.nebula.record.Column;
import io.nebula.record.DoubleColumn;
import io.nebula.record.Field;
import io.nebula.record.LongColumn;
import io.nebula.record.TextColumn;
import io.nebula.text.json.JsonDocument;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;

/** Puts Java objects into the column of one field, of which it must hold one kind; scratch memory of one worker. */
abstract class ValueWriter {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final int QUOTED_CHARS = 40;
    private static final long MICROS = 1_000_000;

    private final String field;
    private final Column column;

    private ValueWriter(Field field) {
        this.field = field.name();
        this.column = Column.of(field.type(), 0);
    }

    /** @param text where the text of all fields of a batch goes */
    static ValueWriter of(Field field, Utf8Buffer text) {
        return switch (field.type()) {
            case BOOLEAN -> new Booleans(field);
            case LONG -> new Longs(field);
            case DOUBLE -> new Doubles(field);
            case STRING -> new Texts(field, text);
            case JSON -> new Jsons(field, text);
            case TIMESTAMP -> new Timestamps(field);
            case DATE -> new Dates(field);
        };
    }

    final Column column() {
        return column;
    }

    /** What sets a row to a value of a Java type that fits the field: {@code (int, value)}. */
    final MethodHandle handle(Class<?> value) {
        MethodHandle write = !value.isPrimitive() ? bound("write", Object.class) : switch (column.type()) {
            case BOOLEAN -> bound("writeBoolean", boolean.class);
            case LONG -> bound("writeLong", long.class);
            default -> bound("writeDouble", double.class);
        };
        return write.asType(MethodType.methodType(void.class, int.class, value));
    }

    private MethodHandle bound(String name, Class<?> value) {
        try {
            return LOOKUP.findVirtual(getClass(), name, MethodType.methodType(void.class, int.class, value)).bindTo(this);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a " + value.getName() + " cannot be written as " + column.type().text(), e);
        }
    }

    /** Sets a row to a value, which may be null. */
    final void write(int row, Object value) {
        if (value == null) {
            column.setNull(row);
        } else {
            put(row, value);
        }
    }

    /** Lets the column point to the batch's text, after the last value. */
    void close() {}

    abstract void put(int row, Object value);

    final RefusedValueException refused(String code, String message) {
        return new RefusedValueException(code, field, message);
    }

    /** @param wanted the Java types that would do */
    final RefusedValueException noPlace(Object value, String wanted) {
        return refused("value-type", "a " + value.getClass().getName() + " (" + quote(value) + ") is no " + column.type().text()
                + "; give " + wanted);
    }

    static String quote(Object value) {
        String text = String.valueOf(value);
        return "'" + (text.length() <= QUOTED_CHARS ? text : text.substring(0, QUOTED_CHARS) + "…") + "'";
    }

    private static final class Booleans extends ValueWriter {
        private final BooleanColumn column = (BooleanColumn) column();

        Booleans(Field field) {
            super(field);
        }

        @Override
        void put(int row, Object value) {
            if (!(value instanceof Boolean truth)) {
                throw noPlace(value, "a Boolean");
            }
            writeBoolean(row, truth);
        }

        void writeBoolean(int row, boolean value) {
            column.set(row, value);
        }
    }

    private static final class Longs extends ValueWriter {
        private final LongColumn column = (LongColumn) column();

        Longs(Field field) {
            super(field);
        }

        @Override
        void put(int row, Object value) {
            if (!isInteger(value)) {
                throw noPlace(value, "a Byte, Short, Integer or Long");
            }
            writeLong(row, ((Number) value).longValue());
        }

        void writeLong(int row, long value) {
            column.values()[row] = value;
        }

        static boolean isInteger(Object value) {
            return value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte;
        }
    }

    private static final class Doubles extends ValueWriter {
        private final DoubleColumn column = (DoubleColumn) column();

        Doubles(Field field) {
            super(field);
        }

        @Override
        void put(int row, Object value) {
            if (!(value instanceof Double || value instanceof Float || Longs.isInteger(value))) {
                throw noPlace(value, "a Double, a Float or an integer");
            }
            writeDouble(row, ((Number) value).doubleValue());
        }

        void writeDouble(int row, double value) {
            column.values()[row] = value;
        }
    }

    private static class Texts extends ValueWriter {
        private final TextColumn column = (TextColumn) column();
        private final Utf8Buffer text;

        Texts(Field field, Utf8Buffer text) {
            super(field);
            this.text = text;
        }

        @Override
        void put(int row, Object value) {
            append(row, value instanceof String string ? string : text(value));
        }

        private String text(Object value) {
            if (value instanceof Enum<?> constant) {
                return constant.name();
            }
            if (value instanceof CharSequence characters) {
                return characters.toString();
            }
            throw noPlace(value, "a String, another CharSequence or an enum");
        }

        /** Adds a text, gives it to the row, and returns how many bytes it has. */
        final int append(int row, String value) {
            int start = text.end();
            int length = text.append(value);
            if (length < 0) {
                throw length == Utf8Buffer.NO_TEXT
                        ? refused("invalid-utf8", "the text has half of a surrogate pair, which UTF-8 cannot say; repair it"
                                + " where it was cut")
                        : refused("too-long", "the texts of this batch would take more than " + Utf8Buffer.LONGEST
                                + " bytes; make batches smaller");
            }
            column.set(row, start, length);
            return length;
        }

        final Utf8Buffer buffer() {
            return text;
        }

        @Override
        void close() {
            column.viewOf(text.bytes());
        }
    }

    private static final class Jsons extends Texts {
        private final JsonDocument document = new JsonDocument();

        Jsons(Field field, Utf8Buffer text) {
            super(field, text);
        }

        @Override
        void put(int row, Object value) {
            if (!(value instanceof JsonText || value instanceof CharSequence)) {
                throw noPlace(value, "a JsonText or a String");
            }
            int start = buffer().end();
            int length = append(row, value.toString());
            byte[] bytes = buffer().bytes();
            if (!document.open(bytes, start, length)) {
                throw refused("value-type", quote(value) + " is not one JSON value; repair it, or give null");
            }
            System.arraycopy(document.bytes(), 0, bytes, start, length);
        }
    }

    private static final class Timestamps extends ValueWriter {
        private final LongColumn column = (LongColumn) column();

        Timestamps(Field field) {
            super(field);
        }

        @Override
        void put(int row, Object value) {
            column.values()[row] = micros(moment(value));
        }

        private Instant moment(Object value) {
            if (value instanceof Instant instant) {
                return instant;
            }
            if (value instanceof OffsetDateTime time) {
                return time.toInstant();
            }
            if (value instanceof ZonedDateTime time) {
                return time.toInstant();
            }
            throw noPlace(value, "an Instant, OffsetDateTime or ZonedDateTime");
        }

        private long micros(Instant moment) {
            long seconds = moment.getEpochSecond();
            long fraction = moment.getNano() / 1_000;
            if (seconds > Long.MAX_VALUE / MICROS || seconds < Long.MIN_VALUE / MICROS - 1) {
                throw outOfRange(moment);
            }
            // of negative seconds the last one is counted with the fraction: without it they may be too many
            long whole = seconds < 0 ? (seconds + 1) * MICROS : seconds * MICROS;
            long rest = seconds < 0 ? fraction - MICROS : fraction;
            long micros = whole + rest;
            if (((whole ^ micros) & (rest ^ micros)) < 0) {
                throw outOfRange(moment);
            }
            return micros;
        }

        private RefusedValueException outOfRange(Instant moment) {
            return refused("overflow", moment + " is too far from 1970 for a timestamp, which counts microseconds; use null for a"
                    + " moment that never comes");
        }
    }

    private static final class Dates extends ValueWriter {
        private final LongColumn column = (LongColumn) column();

        Dates(Field field) {
            super(field);
        }

        @Override
        void put(int row, Object value) {
            if (!(value instanceof LocalDate date)) {
                throw noPlace(value, "a LocalDate");
            }
            column.values()[row] = date.toEpochDay();
        }
    }
}
