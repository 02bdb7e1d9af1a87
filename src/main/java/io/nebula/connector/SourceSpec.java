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

    /**
     * How many bytes the source has as it is stored, told without reading any of them; -1 if nobody can say. A guess: it
     * is {@link #open} that counts.
     */
    default long storedBytes() {
        return -1;
    }

    /**
     * Opens the source for records that came from it before and are kept elsewhere: only its schema, its decoders and its
     * {@link RecordSource#origin} will be used. Inputs may be gone where the description alone tells the fields.
     *
     * @throws InvalidOptionsException as {@link #open} does; also if its records cannot be had from elsewhere
     */
    default RecordSource reopen() throws InvalidOptionsException {
        return open();
    }
}
