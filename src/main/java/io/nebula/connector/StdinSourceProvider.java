package io.nebula.connector;

import io.nebula.options.Options;
import io.nebula.options.Setting;
import java.util.List;

/** Configures {@link StdinSourceSpec}. */
public final class StdinSourceProvider implements SourceProvider {
    @Override
    public String type() {
        return "stdin";
    }

    @Override
    public String summary() {
        return "Reads standard input.";
    }

    @Override
    public List<Setting> settings() {
        return ReadOptions.settings();
    }

    @Override
    public String example() {
        return "{ type = stdin, format = csv }";
    }

    @Override
    public SourceSpec create(Options options) {
        return stdin(options);
    }

    static SourceSpec stdin(Options options) {
        ReadOptions read = ReadOptions.of(options, "-");
        return read.format() == null ? null
                : new StdinSourceSpec(read.format(), read.declared(), read.maxRecordBytes(), read.compression(),
                        read.limits());
    }
}
