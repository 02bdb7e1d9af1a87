package io.nebula.connector;

import io.nebula.options.InvalidOptionsException;
import io.nebula.options.Options;
import io.nebula.options.Setting;
import io.nebula.options.Setting.Kind;
import java.util.ArrayList;
import java.util.List;

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
    public List<Setting> settings() {
        List<Setting> settings = new ArrayList<>();
        settings.add(Setting.of("path", Kind.TEXT, "The file; \"-\" is standard output. With fields in braces, as in"
                + " \"out/{country}.csv\", a file for each of their values; {{ and }} are braces. Parent directories are made."
                + " Its name tells format and compression.").needed().like("\"out/birds.jsonl.gz\""));
        settings.add(Setting.of("overwrite", Kind.BOOLEAN, "Whether a file that is there may be replaced, once the new"
                + " one is complete.").otherwise("false"));
        settings.addAll(WriteOptions.settings());
        return settings;
    }

    @Override
    public String example() {
        return "{ type = file, path = \"out/birds.jsonl\", overwrite = true }";
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
