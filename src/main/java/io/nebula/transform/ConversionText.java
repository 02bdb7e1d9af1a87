package io.nebula.transform;

import io.nebula.record.Field;
import io.nebula.record.ValueType;

/** A conversion written as an expression, so that there is one way to parse, check and refuse values. */
final class ConversionText {
    private ConversionText() {}

    /** The expression that brings {@code field} to {@code to}, or null if nothing does. */
    static String of(Field field, String to, String pattern, String from) {
        String name = '`' + field.name().replace("`", "``") + '`';
        return switch (to) {
            case "string" -> pattern != null && isTime(field.type())
                    ? "format_timestamp(" + name + ", " + quoted(pattern) + ")"
                    : cast(name, field.type(), ValueType.STRING);
            case "date" -> date(name, field.type(), pattern, from);
            case "timestamp" -> timestamp(name, field.type(), pattern, from);
            case "epoch-seconds", "epoch-millis" -> {
                String moment = timestamp(name, field.type(), pattern, from);
                yield moment == null ? null : to.replace('-', '_') + "(" + moment + ")";
            }
            default -> cast(name, field.type(), ValueType.named(to));
        };
    }

    private static String date(String name, ValueType type, String pattern, String from) {
        if (type == ValueType.STRING) {
            return pattern == null ? "cast(" + name + " as date)" : "to_date(" + name + ", " + quoted(pattern) + ")";
        }
        if (type == ValueType.DATE) {
            return name;
        }
        String moment = timestamp(name, type, pattern, from);
        return moment == null ? null : "cast(" + moment + " as date)";
    }

    private static String timestamp(String name, ValueType type, String pattern, String from) {
        return switch (type) {
            case STRING -> pattern == null ? "cast(" + name + " as timestamp)"
                    : "parse_timestamp(" + name + ", " + quoted(pattern) + ")";
            case DATE -> "cast(" + name + " as timestamp)";
            case TIMESTAMP -> name;
            case LONG -> from == null ? null : "from_" + from.replace('-', '_') + "(" + name + ")";
            case BOOLEAN, DOUBLE, JSON -> null;
        };
    }

    private static String cast(String name, ValueType from, ValueType to) {
        boolean possible = from == to || switch (to) {
            case STRING -> true;
            case LONG -> from == ValueType.STRING || from == ValueType.DOUBLE || from == ValueType.BOOLEAN;
            case DOUBLE -> from == ValueType.STRING || from == ValueType.LONG;
            case BOOLEAN -> from == ValueType.STRING || from == ValueType.LONG;
            case DATE, TIMESTAMP, JSON -> false;
        };
        return possible ? "cast(" + name + " as " + to.text() + ")" : null;
    }

    private static boolean isTime(ValueType type) {
        return type == ValueType.DATE || type == ValueType.TIMESTAMP;
    }

    /** What to do about a conversion that there is none for. */
    static String advice(ValueType type, String to, String from) {
        if (type == ValueType.LONG && from == null) {
            return "say what it counts with from = epoch-seconds or from = epoch-millis";
        }
        if (isTime(type) && to.equals("long")) {
            return "convert to epoch-seconds or epoch-millis";
        }
        return type == ValueType.JSON ? "convert it to string first" : null;
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
