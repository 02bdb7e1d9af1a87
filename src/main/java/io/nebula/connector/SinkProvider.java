package io.nebula.connector;

import io.nebula.options.Options;

/**
 * Makes a kind of sink from configuration. Implementations have a public constructor without parameters and are named in
 * {@code META-INF/services/io.nebula.connector.SinkProvider}; the built-ins are found the same way.
 */
public interface SinkProvider {
    /** The type name that users write. */
    String type();

    /** One sentence that says what the sink does. */
    String summary();

    /** Reads every option the sink knows, as {@code TransformProvider.create} does. */
    SinkSpec create(Options options);
}
