package io.nebula.config;

import io.nebula.connector.Compression;
import io.nebula.connector.RecordSink;
import io.nebula.connector.RecordSource;
import io.nebula.connector.SinkSpec;
import io.nebula.connector.SourceSpec;
import io.nebula.format.Format;
import io.nebula.options.InvalidOptionsException;
import io.nebula.record.Schema;
import io.nebula.transform.BoundTransform;
import io.nebula.transform.TransformSpec;
import java.util.List;

/**
 * Stands in a draft for a component that could not be read: refuses every use without naming a further problem, so that
 * whoever checks the draft goes on with the other components.
 */
record Gap(String type) implements SourceSpec, TransformSpec, SinkSpec {
    @Override
    public RecordSource open() throws InvalidOptionsException {
        throw new InvalidOptionsException(List.of());
    }

    @Override
    public BoundTransform bind(Schema input) throws InvalidOptionsException {
        throw new InvalidOptionsException(List.of());
    }

    @Override
    public RecordSink plan(Schema schema) throws InvalidOptionsException {
        throw new InvalidOptionsException(List.of());
    }

    @Override
    public Format format() {
        return null;
    }

    @Override
    public Compression compression() {
        return null;
    }
}
