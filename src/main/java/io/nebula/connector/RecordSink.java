package io.nebula.connector;

import io.nebula.format.Encoder;
import java.io.IOException;
import java.nio.file.Path;

/** A sink that has been checked: ready to be written once. */
public interface RecordSink {
    /** A new encoder for one worker, or null if records are only counted. */
    Encoder encoder();

    /** The file that the finished output will be; null if it will be none. */
    default Path path() {
        return null;
    }

    /**
     * How many records encoded bytes hold, compressed where the sink wants it, by the grammar that finds where they end; -1
     * if not known.
     *
     * @throws IOException if the bytes are not what they should be
     */
    default long count(byte[] bytes, int length) throws IOException {
        return -1;
    }

    /** A new compressor for one worker, or null if bytes are written as encoded. */
    Compressor compressor();

    /**
     * Opens the output, creating what is missing, and writes what comes before the first record.
     *
     * @throws IOException naming place, problem and remedy
     */
    RecordOutput open() throws IOException;
}
