package io.nebula.connector;

import io.nebula.options.InvalidOptionsException;

/** The description of a source: immutable, no live resource, may be opened many times. */
public interface SourceSpec {
    /** The type name that users write, e.g. {@code file}. */
    String type();

    /**
     * Looks at the inputs: finds the files, reads their heads, infers the schema.
     *
     * @throws InvalidOptionsException with every problem found, paths relative to the source's own section: a missing file, a
     *     pattern that matches nothing, a header that differs
     */
    RecordSource open() throws InvalidOptionsException;
}
