package io.nebula.operator;

import io.nebula.engine.ByteWork;
import io.nebula.format.Format;
import io.nebula.format.Head;
import io.nebula.format.MalformedDataException;
import io.nebula.format.Origin;
import io.nebula.format.csv.CsvFormat;
import io.nebula.options.Suggestion;
import io.nebula.record.Schema;
import java.util.List;

/** Fields that are known beforehand. A header must name the same, in any order; without one they come in their order. */
final class DeclaredFields implements InputFields {
    private final Schema schema;
    private final ByteWork work;
    private final boolean positional;

    /** @param work on records of {@code schema} */
    DeclaredFields(Format format, Schema schema, ByteWork work) {
        this.schema = schema;
        this.work = work;
        this.positional = format instanceof CsvFormat csv && !csv.header();
    }

    @Override
    public boolean needsSample(Head head) {
        return false;
    }

    @Override
    public ByteInput open(byte[] bytes, int length, boolean whole, Head head) throws MalformedDataException {
        List<String> names = head.names();
        int[] columns = positional || names.isEmpty() ? null : columns(names);
        if (positional && !names.isEmpty() && names.size() != schema.size()) {
            throw new MalformedDataException("the first record has " + names.size() + " fields, and " + schema.size()
                    + " are declared: " + String.join(", ", schema.names()) + "; declare each field, or check the delimiter");
        }
        return new ByteInput(new Origin(ByteProcessor.INPUT, 0, columns, head.bytes(), head.lines()), work);
    }

    /** The schema's index of each column; null if they agree. */
    private int[] columns(List<String> names) throws MalformedDataException {
        int[] columns = new int[names.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = schema.indexOf(names.get(i));
            if (columns[i] < 0) {
                throw different("the header has a column '" + names.get(i) + "' that is not declared",
                        names.get(i), schema.names());
            }
        }
        for (String field : schema.names()) {
            if (!names.contains(field)) {
                throw different("the header has no column '" + field + "', which is declared", field, names);
            }
        }
        return names.equals(schema.names()) ? null : columns;
    }

    private static MalformedDataException different(String problem, String name, List<String> known) {
        String near = Suggestion.of(name, known);
        return new MalformedDataException(problem + "; " + (near == null ? "declare the fields that the header names" : near));
    }
}
