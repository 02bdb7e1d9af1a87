package io.nebula.config;

import io.nebula.connector.RecordSource;
import io.nebula.connector.SourceProvider;
import io.nebula.connector.SourceSpec;
import io.nebula.options.InvalidOptionsException;
import io.nebula.options.Options;
import io.nebula.options.Problem;

/** A source that only remembers what it was told. */
public final class TestSource implements SourceProvider {
    /** What it was told. */
    record Spec(String path, long size) implements SourceSpec {
        @Override
        public String type() {
            return "test-source";
        }

        @Override
        public RecordSource open() throws InvalidOptionsException {
            throw new InvalidOptionsException(Problem.at("path", "no-file", "there is no file " + path, null));
        }
    }

    @Override
    public String type() {
        return "test-source";
    }

    @Override
    public String summary() {
        return "Remembers its options.";
    }

    @Override
    public SourceSpec create(Options options) {
        return new Spec(options.string("path"), options.bytes("size", 0));
    }
}
