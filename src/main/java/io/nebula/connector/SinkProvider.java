package io.nebula.connector;

import io.nebula.options.Options;
import io.nebula.options.Setting;
import java.util.List;

/**
 * Makes a kind of sink from configuration. Implementations have a public constructor without parameters and are named in
 * {@code META-INF/services/io.nebula.connector.SinkProvider}; the built-ins are found the same way.
 */
public interface SinkProvider {
    /** The type name that users write. */
    String type();

    /** One sentence that says what the sink does. */
    String summary();

    /** Everything that {@link #create} reads; empty if that is not told. */
    default List<Setting> settings() {
        return List.of();
    }

    /** A section as it could be written. */
    default String example() {
        return "{ type = " + type() + " }";
    }

    /** Reads every option the sink knows, as {@code TransformProvider.create} does. */
    SinkSpec create(Options options);
}
