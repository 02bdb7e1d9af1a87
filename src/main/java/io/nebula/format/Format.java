package io.nebula.format;

import io.nebula.record.Schema;
import io.nebula.record.ValueType;
import java.util.Map;

/** A way to write records as bytes. Immutable and thread-safe; makes the parts that do the work. */
public interface Format {
    /** The most fields that an input may have: what they cost has to be borne before the first record is read. */
    int MOST_FIELDS = 20_000;

    /** The name that users write, e.g. {@code csv}. */
    String name();

    /**
     * Reads what stands before the first record.
     *
     * @param bytes the beginning of the input
     * @param length how many of them are there
     * @param whole whether that is the whole input
     * @return null if more bytes are needed to tell
     * @throws MalformedDataException if the input cannot be read in this format, e.g. for a header with a name twice
     */
    Head head(byte[] bytes, int length, boolean whole) throws MalformedDataException;

    /**
     * The fields of an input and their types, from a sample of it.
     *
     * @param bytes the beginning of the input, its head included
     * @param length how many of them are there; the last record may be cut off unless {@code whole}
     * @param declared types that the user has declared, by field name; they win over what the sample says, and, in a
     *     format whose records name their own fields, add fields that the sample lacks
     */
    Schema infer(byte[] bytes, int length, boolean whole, Head head, Map<String, ValueType> declared)
            throws MalformedDataException;

    RecordBoundaries boundaries();

    /**
     * A new decoder for one worker.
     *
     * @param schema of the source
     * @param declared the types that the user has declared: these fields are checked in every record
     * @param vectorRows the most rows of a batch
     */
    Decoder decoder(Schema schema, Map<String, ValueType> declared, int vectorRows);

    /** A new encoder for one worker. */
    Encoder encoder(Schema schema);

    /** The bytes that an output begins with, e.g. a header line. */
    byte[] prologue(Schema schema);
}
