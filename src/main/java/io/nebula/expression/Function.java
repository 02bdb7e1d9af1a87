package io.nebula.expression;

import io.nebula.record.BooleanColumn;
import io.nebula.record.Column;
import io.nebula.record.DoubleColumn;
import io.nebula.record.LongColumn;
import io.nebula.record.TextColumn;
import io.nebula.record.ValueType;
import io.nebula.text.DateText;
import io.nebula.text.TimestampText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A function or operator of the language: its name, what it does, and its forms. Immutable once in {@link Functions}.
 */
public final class Function {
    private static final int SHOWN_CHARACTERS = 40;

    private final String name;
    private final String summary;
    private final String example;
    private final String exampleResult;
    private final List<Overload> overloads = new ArrayList<>();
    private final List<String> forms = new ArrayList<>();
    private String code;
    private String reason;

    /** @param example an expression without fields, and the text of its value */
    Function(String name, String summary, String example, String exampleResult) {
        this.name = name;
        this.summary = summary;
        this.example = example;
        this.exampleResult = exampleResult;
    }

    /** The name, in lower case, or the symbol of an operator. */
    public String name() {
        return name;
    }

    /** One sentence that says what the value is. */
    public String summary() {
        return summary;
    }

    /** An expression that uses the function. */
    public String example() {
        return example;
    }

    /** The value of the example as text. */
    public String exampleResult() {
        return exampleResult;
    }

    /** The forms, e.g. {@code round(double, long): double}. */
    public List<String> signatures() {
        List<String> signatures = new ArrayList<>(forms);
        for (Overload overload : overloads) {
            signatures.add(form(overload) + ": " + overload.result().text());
        }
        return signatures;
    }

    private String form(Overload overload) {
        List<ValueType> parameters = overload.parameters();
        return Character.isLetter(name.charAt(0)) || parameters.size() != 2 ? name + overload.signature()
                : parameters.get(0).text() + " " + name + " " + parameters.get(1).text();
    }

    List<Overload> overloads() {
        return overloads;
    }

    /** Adds a form that the checker itself knows. */
    Function form(String signature) {
        forms.add(signature);
        return this;
    }

    /** Adds a form with a repeated last parameter and a kernel of its own for each worker. */
    Function lookup(ValueType type, Kernel.Factory factory) {
        overloads.add(new Overload(List.of(type, type), true, ValueType.BOOLEAN, false, 0, factory));
        return this;
    }

    /** The form whose first parameter is of that type, or null. */
    Overload overload(ValueType type) {
        for (Overload overload : overloads) {
            if (overload.parameter(0) == type) {
                return overload;
            }
        }
        return null;
    }

    /** Adds a form whose kernel computes all rows. */
    Function dense(ValueType result, Kernel kernel, ValueType... parameters) {
        overloads.add(new Overload(List.of(parameters), false, result, true, 0, constants -> kernel));
        return this;
    }

    /** Adds a form whose kernel computes live rows only. */
    Function rows(ValueType result, Kernel kernel, ValueType... parameters) {
        overloads.add(new Overload(List.of(parameters), false, result, false, 0, constants -> kernel));
        return this;
    }

    /** Adds a form whose last parameter may be repeated. */
    Function variadic(ValueType result, Kernel kernel, ValueType... parameters) {
        overloads.add(new Overload(List.of(parameters), true, result, false, 0, constants -> kernel));
        return this;
    }

    /**
     * Adds a form with a kernel of its own for each worker; bit i of {@code constant}: argument i must be a constant.
     */
    Function made(int constant, ValueType result, Kernel.Factory factory, ValueType... parameters) {
        overloads.add(new Overload(List.of(parameters), false, result, false, constant, factory));
        return this;
    }

    /** Says how rows fail; {@code %s} in the reason stands for the type of the result. */
    Function fails(String failureCode, String failureReason) {
        code = failureCode;
        reason = failureReason;
        return this;
    }

    String code() {
        return code;
    }

    /** What is wrong with one row: the call with its values, then the reason. */
    String failure(Column[] arguments, int row, ValueType result) {
        boolean predicate = reason.startsWith("is ") || reason.startsWith("has ");
        return shown(arguments, row) + (predicate ? " " : ": ") + reason.replace("%s", result.text());
    }

    private String shown(Column[] arguments, int row) {
        if (name.equals("cast")) {
            return value(arguments[0], row);
        }
        if (!Character.isLetter(name.charAt(0)) && arguments.length == 2) {
            return value(arguments[0], row) + " " + name + " " + value(arguments[1], row);
        }
        StringBuilder text = new StringBuilder(name).append('(');
        for (int i = 0; i < arguments.length; i++) {
            text.append(i > 0 ? ", " : "").append(value(arguments[i], row));
        }
        return text.append(')').toString();
    }

    private static String value(Column column, int row) {
        if (column instanceof TextColumn text) {
            String value = text.string(row);
            boolean whole = value.length() <= SHOWN_CHARACTERS;
            return "'" + (whole ? value : value.substring(0, SHOWN_CHARACTERS) + "…") + "'";
        }
        if (column instanceof DoubleColumn doubles) {
            return Double.toString(doubles.values()[row]);
        }
        if (column instanceof BooleanColumn booleans) {
            return Boolean.toString(booleans.get(row));
        }
        return held(column.type(), ((LongColumn) column).values()[row]);
    }

    /** A constant as text: as a sink would write it. */
    static String text(ValueType type, Object constant) {
        return constant instanceof Long value ? held(type, value) : constant.toString();
    }

    private static String held(ValueType type, long value) {
        byte[] bytes = new byte[Math.max(DateText.MAX_LENGTH, TimestampText.MAX_LENGTH)];
        return switch (type) {
            case DATE -> new String(bytes, 0, DateText.write(value, bytes, 0), StandardCharsets.US_ASCII);
            case TIMESTAMP -> new String(bytes, 0, TimestampText.write(value, bytes, 0), StandardCharsets.US_ASCII);
            default -> Long.toString(value);
        };
    }

    @Override
    public String toString() {
        return String.join("; ", signatures());
    }
}
