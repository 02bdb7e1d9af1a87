package io.nebula.connector;

import io.nebula.format.Head;
import io.nebula.options.Problem;
import io.nebula.options.Suggestion;
import io.nebula.record.Schema;
import java.util.List;

/** Matches the columns of a file's header, by name, with the fields of the schema. */
final class Columns {
    private Columns() {}

    /** The schema's index of each column, or null if they agree or the header cannot be matched, which is then a problem. */
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

    private static String advice(String suggestion) {
        return suggestion == null ? "read files with different columns in separate runs" : suggestion;
    }
}
