package io.nebula.connector;

import io.nebula.options.Options;

/**
 * Makes a kind of source from configuration. Implementations have a public constructor without parameters and are named in
 * {@code META-INF/services/io.nebula.connector.SourceProvider}; the built-ins are found the same way.
 */
public interface SourceProvider {
    /** The type name that users write. */
    String type();

    /** One sentence that says what the source does. */
    String summary();

    /** Reads every option the source knows, as {@code TransformProvider.create} does. */
    SourceSpec create(Options options);
}
