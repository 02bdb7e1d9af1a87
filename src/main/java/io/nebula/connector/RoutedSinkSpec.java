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
 * appear together when all are complete.
 *
 * @param overwrite whether files that are there may be replaced; those that no record names stay
 * @param level how hard the compression tries, if there is one; {@link Compression#USUAL_LEVEL} lets it choose
 */
public record RoutedSinkSpec(String path, Format format, boolean overwrite, Compression compression, int level)
        implements SinkSpec {
    public RoutedSinkSpec {
        compression.of(path).checkLevel(level);
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
        int[] fields = fields(pattern, schema);
        OutputTarget.checkRouted(path, pattern, overwrite);
        return new RoutedRecordSink(pattern, new Routing(pattern, fields), overwrite,
                new OutputParts(format, schema, stored, level));
    }

    private static int[] fields(RoutePattern pattern, Schema schema) throws InvalidOptionsException {
        List<Problem> problems = new ArrayList<>();
        int[] fields = new int[pattern.fields().size()];
        for (int i = 0; i < fields.length; i++) {
            String name = pattern.fields().get(i);
            fields[i] = schema.names().indexOf(name);
            if (fields[i] < 0) {
                problems.add(Problem.at("path", "unknown-field", "there is no field '" + name + "'",
                        Suggestion.of(name, schema.names())));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidOptionsException(problems);
        }
        return fields;
    }
}
