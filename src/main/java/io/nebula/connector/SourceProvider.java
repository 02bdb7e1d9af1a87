package io.nebula.connector;

import io.nebula.options.Options;
import io.nebula.options.Setting;
import java.util.List;

/**
 * Makes a kind of source from configuration. Implementations have a public constructor without parameters and are named in
 * {@code META-INF/services/io.nebula.connector.SourceProvider}; the built-ins are found the same way.
 */
public interface SourceProvider {
    /** The type name that users write. */
    String type();

    /** One sentence that says what the source does. */
    String summary();

    /** Everything that {@link #create} reads; empty if that is not told. */
    default List<Setting> settings() {
        return List.of();
    }

    /** A section as it could be written. */
    default String example() {
        return "{ type = " + type() + " }";
    }

    /** Reads every option the source knows, as {@code TransformProvider.create} does. */
    SourceSpec create(Options options);
}
