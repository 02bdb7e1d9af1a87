package io.nebula.connector;

import io.nebula.format.Format;
import io.nebula.options.InvalidOptionsException;
import io.nebula.record.Schema;

/** The description of a sink: immutable, no live resource, may be planned many times. */
public interface SinkSpec {
    /** The type name that users write, e.g. {@code file}. */
    String type();

    /** The file that it writes, as the user named it; null if it writes none. */
    default String path() {
        return null;
    }

    /** The format of its bytes; null if it has none. */
    default Format format() {
        return null;
    }

    /** How its bytes are stored; null if it has none. */
    default Compression compression() {
        return null;
    }

    /**
     * Checks that the output can be written, and changes nothing.
     *
     * @param schema of the records that will arrive
     * @throws InvalidOptionsException with every problem found, paths relative to the sink's own section: an output that
     *     exists, a target that cannot be written
     */
    RecordSink plan(Schema schema) throws InvalidOptionsException;
}
