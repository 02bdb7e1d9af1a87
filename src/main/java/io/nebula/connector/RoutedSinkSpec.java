package io.nebula.connector;

import io.nebula.format.Format;
import io.nebula.options.InvalidOptionsException;
import io.nebula.options.Problem;
import io.nebula.options.Suggestion;
import io.nebula.record.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes each record to the file that values of its own name, in a path such as {@code out/{category}.csv}. The files
 * appear together when all are complete; where there are no records, there are no files.
 *
 * @param overwrite whether files that are there may be replaced; those that no record names stay
 * @param level how hard the compression tries, if there is one; {@link Compression#USUAL_LEVEL} stands for
 *     the one that is usual
 */
public record RoutedSinkSpec(String path, Format format, boolean overwrite, Compression compression, int level)
        implements SinkSpec {
    public RoutedSinkSpec {
        level = compression.of(path).level(level);
    }

    /** New files, compressed if their names say so. */
    public RoutedSinkSpec(String path, Format format) {
        this(path, format, false, Compression.AUTO, Compression.USUAL_LEVEL);
    }

    @Override
    public String type() {
        return "file";
    }

    @Override
    public RoutedRecordSink plan(Schema schema) throws InvalidOptionsException {
        Compression stored = compression.of(path);
        Problem missing = stored.missing("path");
        if (missing != null) {
            throw new InvalidOptionsException(missing);
        }
        RoutePattern pattern = RoutePattern.of(path);
        if (pattern.fields().isEmpty()) {
            throw new InvalidOptionsException(Problem.at("path", "bad-path", "'" + path + "' names no field",
                    "write it like \"out/{category}.csv\""));
        }
        int[] fields = fields(pattern, schema);
        OutputTarget.checkRouted(path, pattern, overwrite);
        return new RoutedRecordSink(pattern, new Routing(pattern, fields), overwrite,
                new OutputParts(format, schema, stored, level));
    }

    /** An input without a byte has no fields, and no records that could go anywhere. */
    private static int[] fields(RoutePattern pattern, Schema schema) throws InvalidOptionsException {
        if (schema.size() == 0) {
            return new int[0];
        }
        List<Problem> problems = new ArrayList<>();
        int[] fields = new int[pattern.fields().size()];
        for (int i = 0; i < fields.length; i++) {
            RoutePattern.Field field = pattern.fields().get(i);
            fields[i] = schema.indexOf(field.name());
            if (fields[i] < 0) {
                problems.add(Problem.within("path", field.offset(), field.name().length(), "unknown-field",
                        "there is no field '" + field.name() + "'", Suggestion.of(field.name(), schema.names())));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidOptionsException(problems);
        }
        return fields;
    }
}
