package io.nebula.connector;

import io.nebula.options.InvalidOptionsException;
import io.nebula.options.Options;

/** Configures {@link FileSinkSpec}, {@link RoutedSinkSpec} and, for the path {@code -}, {@link StdoutSinkSpec}. */
public final class FileSinkProvider implements SinkProvider {
    @Override
    public String type() {
        return "file";
    }

    @Override
    public String summary() {
        return "Writes a file, or one for each value of a field, which appears when it is complete; \"-\" is standard"
                + " output.";
    }

    @Override
    public SinkSpec create(Options options) {
        String path = options.string("path");
        if (path.equals("-")) {
            return StdoutSinkProvider.stdout(options);
        }
        boolean overwrite = options.bool("overwrite", false);
        WriteOptions write = WriteOptions.of(options, FileSourceProvider.telling(path));
        RoutePattern pattern = pattern(path, options);
        if (write.format() == null || pattern == null) {
            return null;
        }
        return pattern.fields().isEmpty()
                ? new FileSinkSpec(pattern.literal(), write.format(), overwrite, write.compression(), write.level())
                : new RoutedSinkSpec(path, write.format(), overwrite, write.compression(), write.level());
    }

    private static RoutePattern pattern(String path, Options options) {
        try {
            return RoutePattern.of(path);
        } catch (InvalidOptionsException e) {
            e.problems().forEach(options::problem);
            return null;
        }
    }
}
