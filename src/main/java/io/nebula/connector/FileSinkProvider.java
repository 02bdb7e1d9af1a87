package io.nebula.connector;

import io.nebula.options.Options;
import io.nebula.options.Setting;
import io.nebula.options.Setting.Kind;
import java.util.ArrayList;
import java.util.List;

/** Configures {@link FileSinkSpec}, and {@link StdoutSinkSpec} for the path {@code -}. */
public final class FileSinkProvider implements SinkProvider {
    @Override
    public String type() {
        return "file";
    }

    @Override
    public String summary() {
        return "Writes one file, which appears when it is complete; \"-\" is standard output.";
    }

    @Override
    public List<Setting> settings() {
        List<Setting> settings = new ArrayList<>();
        settings.add(Setting.of("path", Kind.TEXT, "The file; \"-\" is standard output. Parent directories are made."
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
        return write.format() == null ? null
                : new FileSinkSpec(path, write.format(), overwrite, write.compression(), write.level());
    }
}
