package io.nebula.format.jsonl;

import io.nebula.format.NumberShape;
import io.nebula.format.OutputBuffer;
import io.nebula.record.ValueType;
import io.nebula.text.BooleanText;
import io.nebula.text.DoubleText;
import io.nebula.text.LongText;
import io.nebula.text.Swar;
import io.nebula.text.json.JsonDocument;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Turns texts into JSON by the type that they stand for. What cannot be written gives the code of a reject. */
final class JsonScalars {
    static final String VALUE_TYPE = "value-type";
    static final String NOT_A_NUMBER = "not-a-json-number";
    private static final int LONGEST_NUMBER = 40;

    private final JsonDocument document = new JsonDocument();
    private String refused;

    /** Why the last value was refused, and what to do. */
    String message(String code, ValueType type) {
        return code.equals(NOT_A_NUMBER)
                ? refused + " has no form in JSON; make it null with a compute step, or write CSV"
                : "'" + refused + "' is not a " + type.text() + "; declare the field as string in the source's schema";
    }

    String write(ValueType type, byte[] bytes, int start, int length, OutputBuffer out) {
        return switch (type) {
            case STRING, DATE, TIMESTAMP -> {
                JsonText.write(bytes, start, length, out);
                yield null;
            }
            case LONG, DOUBLE -> number(type, bytes, start, length, out);
            case BOOLEAN -> bool(bytes, start, length, out);
            case JSON -> json(bytes, start, length, out);
        };
    }

    /** Refuses a number that is not finite. */
    String refuse(double value) {
        refused = Double.toString(value);
        return NOT_A_NUMBER;
    }

    private String write(double value, OutputBuffer out) {
        if (value - value != 0) {
            return refuse(value);
        }
        int at = out.end();
        out.end(DoubleText.write(value, out.ensure(LONGEST_NUMBER), at));
        return null;
    }

    private static void write(boolean value, OutputBuffer out) {
        int at = out.end();
        out.end(BooleanText.write(value, out.ensure(BooleanText.MAX_LENGTH), at));
    }

    private String number(ValueType type, byte[] bytes, int start, int length, OutputBuffer out) {
        if (NumberShape.of(bytes, start, length).json()) {
            copy(bytes, start, length, out);
            return null;
        }
        if (type == ValueType.LONG) {
            long value = LongText.parse(bytes, start, length);
            if (value == LongText.INVALID) {
                return refuse(bytes, start, length);
            }
            int at = out.end();
            out.end(LongText.write(value, out.ensure(LONGEST_NUMBER), at));
            return null;
        }
        double value = DoubleText.parse(bytes, start, length);
        boolean invalid = value != value && !DoubleText.isNaN(bytes, start, length);
        return invalid ? refuse(bytes, start, length) : write(value, out);
    }

    private String bool(byte[] bytes, int start, int length, OutputBuffer out) {
        int value = BooleanText.parse(bytes, start, length);
        if (value == BooleanText.INVALID) {
            return refuse(bytes, start, length);
        }
        write(value == BooleanText.TRUE, out);
        return null;
    }

    /** Copies one JSON value after a check; line ends become spaces. */
    private String json(byte[] bytes, int start, int length, OutputBuffer out) {
        if (!document.open(bytes, start, length)) {
            return refuse(bytes, start, length);
        }
        copy(document.bytes(), 0, length, out);
        return null;
    }

    private static void copy(byte[] bytes, int start, int length, OutputBuffer out) {
        int at = out.end();
        Swar.copy(bytes, start, out.ensure(length + Swar.OVERRUN), at, length);
        out.end(at + length);
    }

    private String refuse(byte[] bytes, int start, int length) {
        byte[] text = Arrays.copyOfRange(bytes, start, start + length);
        String whole = new String(text, StandardCharsets.UTF_8);
        refused = whole.length() <= 40 ? whole : whole.substring(0, 40) + "…";
        return VALUE_TYPE;
    }
}
