package io.nebula.config;

import io.nebula.options.InvalidOptionsException;
import io.nebula.options.Options;
import io.nebula.record.Schema;
import io.nebula.transform.BoundTransform;
import io.nebula.transform.TransformProvider;
import io.nebula.transform.TransformSpec;
import java.util.List;
import java.util.Map;

/** A transform that only remembers what it was told. */
public final class TestTransform implements TransformProvider {
    /** What it was told. */
    record Spec(List<String> set, Map<String, String> fields, long count) implements TransformSpec {
        @Override
        public String type() {
            return "test-transform";
        }

        @Override
        public BoundTransform bind(Schema input) throws InvalidOptionsException {
            return new BoundTransform(input, () -> batch -> batch);
        }
    }

    @Override
    public String type() {
        return "test-transform";
    }

    @Override
    public String summary() {
        return "Remembers its options.";
    }

    @Override
    public TransformSpec create(Options options) {
        return new Spec(options.strings("set", List.of()), options.texts("fields", Map.of()), options.integer("count", 0, 0));
    }
}
