package io.nebula.transform;

import io.nebula.options.Options;
import io.nebula.options.Setting;
import java.util.List;

/**
 * Makes a kind of transform from configuration. Implementations have a public constructor without parameters and are
 * named in {@code META-INF/services/io.nebula.transform.TransformProvider}; the built-ins are found the same way.
 */
public interface TransformProvider {
    /** The type name that users write. */
    String type();

    /** One sentence that says what the transform does. */
    String summary();

    /** Everything that {@link #create} reads; empty if that is not told. */
    default List<Setting> settings() {
        return List.of();
    }

    /** A section as it could be written. */
    default String example() {
        return "{ type = " + type() + " }";
    }

    /**
     * Reads every option the transform knows: a key that is never asked for is reported as unknown. What is missing or
     * malformed is noted in {@code options}, not thrown; the result is then not used, and may be null.
     */
    TransformSpec create(Options options);
}
