package io.nebula.connector;

import io.nebula.options.Options;

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
