package io.nebula.cli;

import io.nebula.options.Options;
import io.nebula.record.Schema;
import io.nebula.transform.BoundTransform;
import io.nebula.transform.TransformProvider;
import io.nebula.transform.TransformSpec;

/** Throws at every batch. */
public final class BrokenTransform implements TransformProvider {
    /** What is bound. */
    private record Spec() implements TransformSpec {
        @Override
        public String type() {
            return "broken";
        }

        @Override
        public BoundTransform bind(Schema input) {
            return new BoundTransform(input, () -> batch -> {
                throw new IllegalStateException("worn out");
            });
        }
    }

    @Override
    public String type() {
        return "broken";
    }

    @Override
    public String summary() {
        return "Throws.";
    }

    @Override
    public TransformSpec create(Options options) {
        return new Spec();
    }
}
