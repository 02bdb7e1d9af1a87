package io.nebula.connector;

import io.nebula.options.Options;

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
