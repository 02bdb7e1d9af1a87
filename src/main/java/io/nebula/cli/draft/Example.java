package io.nebula.cli.draft;

import io.nebula.record.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * A condition and an assignment that make sense for some fields.
 *
 * @param condition an expression
 * @param assignment of a field that is not there yet
 */
record Example(String condition, String assignment) {
    static Example of(List<SampledField> fields) {
        List<String> names = new ArrayList<>();
        fields.forEach(field -> names.add(field.name()));
        return new Example(condition(fields), assignment(fields, names));
    }

    private static String condition(List<SampledField> fields) {
        for (SampledField field : fields) {
            if (field.nulls() > 0 && !field.values().isEmpty()) {
                return Names.inExpression(field.name()) + " is not null";
            }
        }
        SampledField field = first(fields, ValueType.LONG, ValueType.DOUBLE, ValueType.STRING, ValueType.BOOLEAN);
        String name = Names.inExpression(field.name());
        return switch (field.type()) {
            case LONG, DOUBLE -> name + " >= " + (field.values().isEmpty() ? "0" : field.values().get(0));
            case STRING -> name + " <> " + text(field);
            case BOOLEAN -> "not " + name;
            default -> name + " is not null";
        };
    }

    private static String text(SampledField field) {
        String example = field.values().isEmpty() ? "" : field.values().get(0);
        return "'" + example.replace("'", "''") + "'";
    }

    private static String assignment(List<SampledField> fields, List<String> names) {
        SampledField field = first(fields, ValueType.LONG, ValueType.DOUBLE, ValueType.STRING, ValueType.DATE,
                ValueType.BOOLEAN);
        String name = Names.inExpression(field.name());
        String plain = Names.plainFor(field.name(), List.of());
        return switch (field.type()) {
            case LONG, DOUBLE -> Names.free(plain + "_doubled", names) + " = " + name + " * 2";
            case STRING -> Names.free(plain + "_upper", names) + " = upper(" + name + ")";
            case DATE -> Names.free(plain + "_year", names) + " = year(" + name + ")";
            default -> Names.free(plain + "_missing", names) + " = " + name + " is null";
        };
    }

    /** The first field of the first type that there is; else the first field. */
    private static SampledField first(List<SampledField> fields, ValueType... types) {
        for (ValueType type : types) {
            for (SampledField field : fields) {
                if (field.type() == type) {
                    return field;
                }
            }
        }
        return fields.get(0);
    }
}
