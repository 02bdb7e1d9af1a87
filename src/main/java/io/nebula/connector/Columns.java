package io.nebula.connector;

import io.nebula.format.Format;
import io.nebula.format.Head;
import io.nebula.format.csv.CsvFormat;
import io.nebula.options.Options;
import io.nebula.options.Problem;
import io.nebula.options.Suggestion;
import io.nebula.record.Field;
import io.nebula.record.Schema;
import io.nebula.record.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Matches columns of a header, and declared fields, by name with the fields of the schema. */
final class Columns {
    private Columns() {}

    /** The schema's index of each column; null if they agree, or if they cannot be matched, which is then a problem. */
    static int[] match(InputPaths.Named file, Head head, Schema schema, List<Problem> problems) {
        List<String> names = head.names();
        if (names.isEmpty()) {
            return null;
        }
        int[] columns = new int[names.size()];
        boolean same = true;
        boolean complete = true;
        for (int i = 0; i < columns.length; i++) {
            columns[i] = schema.indexOf(names.get(i));
            same &= columns[i] == i;
            if (columns[i] < 0) {
                complete = false;
                problems.add(Problem.at(file.key(), "extra-column", "'" + file.name() + "' has a column '" + names.get(i)
                        + "' that the first file has not", advice(Suggestion.of(names.get(i), schema.names()))));
            }
        }
        for (String field : schema.names()) {
            if (!names.contains(field)) {
                complete = false;
                problems.add(Problem.at(file.key(), "missing-column", "'" + file.name() + "' has no column '" + field
                        + "', which the first file has", advice(Suggestion.of(field, names))));
            }
        }
        return same || !complete ? null : columns;
    }

    /** Fields that have been declared and are not there. */
    static List<Problem> unknown(Map<String, ValueType> declared, Schema schema) {
        List<Problem> problems = new ArrayList<>();
        for (String name : new TreeSet<>(declared.keySet())) {
            if (schema.indexOf(name) < 0) {
                problems.add(Problem.key("schema." + Options.quoted(name), "unknown-field",
                        "there is no field '" + name + "'", Suggestion.of(name, schema.names())));
            }
        }
        return problems;
    }

    /** The schema of an input without a byte: the declared fields, by name. */
    static Schema declaredOnly(Map<String, ValueType> declared) {
        List<Field> fields = new ArrayList<>();
        new TreeMap<>(declared).forEach((name, type) -> fields.add(new Field(name, type)));
        return new Schema(fields);
    }

    /** Whether an input's header tells the order of its fields. */
    static boolean named(Format format) {
        return format instanceof CsvFormat csv && csv.header();
    }

    /** The schema of inputs that cannot be looked at; null if what has been declared does not tell their fields. */
    static Schema declared(Format format, Map<String, ValueType> declared) {
        if (declared.isEmpty() || named(format)) {
            return null;
        }
        if (!(format instanceof CsvFormat csv)) {
            return declaredOnly(declared);
        }
        boolean all = !csv.names().isEmpty() && declared.keySet().containsAll(csv.names());
        return all ? new Schema(csv.names().stream().map(name -> new Field(name, declared.get(name))).toList()) : null;
    }

    private static String advice(String suggestion) {
        return suggestion == null ? "read files with different columns in separate runs" : suggestion;
    }
}
