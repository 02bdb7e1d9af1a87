package io.nebula.config;

import io.nebula.connector.RecordSink;
import io.nebula.connector.SinkProvider;
import io.nebula.connector.SinkSpec;
import io.nebula.options.InvalidOptionsException;
import io.nebula.options.Options;
import io.nebula.options.Problem;
import io.nebula.record.Schema;

/** A sink that only remembers what it was told. */
public final class TestSink implements SinkProvider {
    /** What it was told. */
    record Spec(String path, boolean overwrite, String password) implements SinkSpec {
        @Override
        public String type() {
            return "test-sink";
        }

        @Override
        public RecordSink plan(Schema schema) throws InvalidOptionsException {
            throw new InvalidOptionsException(Problem.at("path", "exists", path + " exists", "set overwrite = true"));
        }
    }

    @Override
    public String type() {
        return "test-sink";
    }

    @Override
    public String summary() {
        return "Remembers its options.";
    }

    @Override
    public SinkSpec create(Options options) {
        return new Spec(options.string("path"), options.bool("overwrite", false), options.string("password", null));
    }
}
