package io.nebula.connector;

import io.nebula.format.Format;
import io.nebula.options.InvalidOptionsException;
import io.nebula.record.ValueType;
import java.util.Map;

/** The description of a source: immutable, no live resource, may be opened many times. */
public interface SourceSpec {
    /** The type name that users write, e.g. {@code file}. */
    String type();

    /** The format of its bytes; null if it has none. */
    default Format format() {
        return null;
    }

    /** How its bytes are stored; null if it has none. */
    default Compression compression() {
        return null;
    }

    /** The types that the user has declared, by field: these fields are checked in every record. */
    default Map<String, ValueType> declared() {
        return Map.of();
    }

    /**
     * Looks at the inputs: finds the files, reads their heads, infers the schema.
     *
     * @throws InvalidOptionsException with every problem found, paths relative to the source's own section: a missing file, a
     *     pattern that matches nothing, a header that differs
     */
    RecordSource open() throws InvalidOptionsException;

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
