package io.nebula.transform;

import io.nebula.options.InvalidOptionsException;
import io.nebula.record.Schema;

/** The description of a transform: immutable, no live resource, may be bound many times. */
public interface TransformSpec {
    /** The type name that users write, e.g. {@code filter}. */
    String type();

    /**
     * Checks this description against the fields that arrive.
     *
     * @throws InvalidOptionsException with every problem, paths relative to this transform's own section
     */
    BoundTransform bind(Schema input) throws InvalidOptionsException;

    /** A description whose {@link #bind} is {@code binding}, for transforms written as a lambda. */
    static TransformSpec of(String type, Binding binding) {
        return new TransformSpec() {
            @Override
            public String type() {
                return type;
            }

            @Override
            public BoundTransform bind(Schema input) throws InvalidOptionsException {
                return binding.bind(input);
            }
        };
    }

    /** What {@link TransformSpec#bind} does. */
    @FunctionalInterface
    interface Binding {
        BoundTransform bind(Schema input) throws InvalidOptionsException;
    }
}
