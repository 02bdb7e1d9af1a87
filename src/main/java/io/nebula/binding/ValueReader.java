package io.nebula.binding;

import io.nebula.record.BooleanColumn;
import io.nebula.record.Column;
import io.nebula.record.DoubleColumn;
import io.nebula.record.LongColumn;
import io.nebula.record.TextColumn;
import io.nebula.record.ValueType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Reads the column of one field, row by row, as values of one Java type; scratch memory of one worker.
 *
 * <p>The methods {@code read…} are called through handles, one for each Java type that the column's values can be.
 */
abstract class ValueReader {
    private static final long MICROS = 1_000_000;
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final MethodHandle OPTIONAL = optional();

    private final String field;
    private final JavaType wanted;
    private Column column;

    private ValueReader(String field, JavaType wanted) {
        this.field = field;
        this.wanted = wanted;
    }

    /** @return null if values of {@code type} cannot be what is wanted */
    static ValueReader of(String field, ValueType type, JavaType wanted) {
        ValueReader reader = switch (type) {
            case BOOLEAN -> new Booleans(field, wanted);
            case LONG -> new Longs(field, wanted);
            case DOUBLE -> new Doubles(field, wanted);
            case STRING, JSON -> new Texts(field, wanted);
            case TIMESTAMP -> new Timestamps(field, wanted);
            case DATE -> new Dates(field, wanted);
        };
        boolean fits = type == wanted.valueType() || type == ValueType.LONG && wanted.valueType() == ValueType.DOUBLE
                || type == ValueType.JSON && wanted.raw() == String.class;
        return fits ? reader : null;
    }

    /** Takes the column of the next batch. */
    void open(Column next) {
        column = next;
    }

    /** What gives the value of a row, {@code (int)} to the type that is declared. */
    final MethodHandle handle() {
        Class<?> raw = wanted.raw();
        MethodHandle absent = raw.isPrimitive() ? bound("refuseNull", Object.class)
                : MethodHandles.dropArguments(MethodHandles.constant(raw, null), 0, int.class);
        MethodHandle value = MethodHandles.guardWithTest(bound("isNull", boolean.class),
                absent.asType(MethodType.methodType(raw, int.class)), present(raw));
        return wanted.optional() ? MethodHandles.filterReturnValue(
                value.asType(MethodType.methodType(Object.class, int.class)), OPTIONAL) : value;
    }

    private MethodHandle present(Class<?> raw) {
        Class<?> read = raw.isEnum() ? Enum.class : raw == CharSequence.class ? String.class
                : MethodType.methodType(raw).unwrap().returnType();
        String name = read.getSimpleName();
        return bound("read" + Character.toUpperCase(name.charAt(0)) + name.substring(1), read)
                .asType(MethodType.methodType(raw, int.class));
    }

    private MethodHandle bound(String name, Class<?> result) {
        try {
            return LOOKUP.findVirtual(getClass(), name, MethodType.methodType(result, int.class)).bindTo(this);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(wanted + " cannot be read from " + getClass().getSimpleName(), e);
        }
    }

    private static MethodHandle optional() {
        try {
            return LOOKUP.findStatic(Optional.class, "ofNullable", MethodType.methodType(Optional.class, Object.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final boolean isNull(int row) {
        return column.isNull(row);
    }

    final Object refuseNull(int row) {
        throw refused("null-value", "the value is null, and " + aWanted() + " cannot be; declare it as "
                + MethodType.methodType(wanted.raw()).wrap().returnType().getSimpleName()
                + ", or replace nulls, with coalesce perhaps");
    }

    final RefusedValueException refused(String code, String message) {
        return new RefusedValueException(code, field, message);
    }

    final RefusedValueException overflow(Object value, String advice) {
        return refused("overflow", value + " does not fit " + aWanted() + "; " + advice);
    }

    private String aWanted() {
        return ("aeio".indexOf(Character.toLowerCase(wanted.toString().charAt(0))) >= 0 ? "an " : "a ") + wanted;
    }

    private static final class Booleans extends ValueReader {
        private BooleanColumn column;

        Booleans(String field, JavaType wanted) {
            super(field, wanted);
        }

        @Override
        void open(Column next) {
            super.open(next);
            column = (BooleanColumn) next;
        }

        boolean readBoolean(int row) {
            return column.get(row);
        }
    }

    private static final class Longs extends ValueReader {
        private static final String ADVICE = "declare it as long";
        private long[] values;

        Longs(String field, JavaType wanted) {
            super(field, wanted);
        }

        @Override
        void open(Column next) {
            super.open(next);
            values = ((LongColumn) next).values();
        }

        long readLong(int row) {
            return values[row];
        }

        int readInt(int row) {
            long value = values[row];
            if ((int) value != value) {
                throw overflow(value, ADVICE);
            }
            return (int) value;
        }

        short readShort(int row) {
            long value = values[row];
            if ((short) value != value) {
                throw overflow(value, ADVICE);
            }
            return (short) value;
        }

        byte readByte(int row) {
            long value = values[row];
            if ((byte) value != value) {
                throw overflow(value, ADVICE);
            }
            return (byte) value;
        }

        double readDouble(int row) {
            return values[row];
        }

        float readFloat(int row) {
            return values[row];
        }
    }

    private static final class Doubles extends ValueReader {
        private double[] values;

        Doubles(String field, JavaType wanted) {
            super(field, wanted);
        }

        @Override
        void open(Column next) {
            super.open(next);
            values = ((DoubleColumn) next).values();
        }

        double readDouble(int row) {
            return values[row];
        }

        float readFloat(int row) {
            double value = values[row];
            float rounded = (float) value;
            if (Float.isInfinite(rounded) && !Double.isInfinite(value)) {
                throw overflow(value, "declare it as double");
            }
            return rounded;
        }
    }

    private static final class Texts extends ValueReader {
        private final Map<String, Enum<?>> constants = new HashMap<>();
        private TextColumn column;

        Texts(String field, JavaType wanted) {
            super(field, wanted);
            if (wanted.raw().isEnum()) {
                for (Object constant : wanted.raw().getEnumConstants()) {
                    constants.put(((Enum<?>) constant).name(), (Enum<?>) constant);
                }
            }
        }

        @Override
        void open(Column next) {
            super.open(next);
            column = (TextColumn) next;
        }

        String readString(int row) {
            return new String(column.bytes(), column.starts()[row], column.lengths()[row], StandardCharsets.UTF_8);
        }

        JsonText readJsonText(int row) {
            return new JsonText(readString(row));
        }

        Enum<?> readEnum(int row) {
            String name = readString(row);
            Enum<?> constant = constants.get(name);
            if (constant == null) {
                throw refused("value-type", ValueWriter.quote(name) + " is none of the constants "
                        + String.join(", ", new TreeSet<>(constants.keySet())) + "; add it to the enum, or declare a String");
            }
            return constant;
        }
    }

    private static final class Timestamps extends ValueReader {
        private long[] values;

        Timestamps(String field, JavaType wanted) {
            super(field, wanted);
        }

        @Override
        void open(Column next) {
            super.open(next);
            values = ((LongColumn) next).values();
        }

        Instant readInstant(int row) {
            long micros = values[row];
            return Instant.ofEpochSecond(Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1_000);
        }

        OffsetDateTime readOffsetDateTime(int row) {
            return readInstant(row).atOffset(ZoneOffset.UTC);
        }

        ZonedDateTime readZonedDateTime(int row) {
            return readInstant(row).atZone(ZoneOffset.UTC);
        }
    }

    private static final class Dates extends ValueReader {
        private long[] values;

        Dates(String field, JavaType wanted) {
            super(field, wanted);
        }

        @Override
        void open(Column next) {
            super.open(next);
            values = ((LongColumn) next).values();
        }

        LocalDate readLocalDate(int row) {
            long day = values[row];
            if (day < LocalDate.MIN.toEpochDay() || day > LocalDate.MAX.toEpochDay()) {
                throw overflow("day " + day + " from 1970-01-01 on", "keep it as a number");
            }
            return LocalDate.ofEpochDay(day);
        }
    }
}
