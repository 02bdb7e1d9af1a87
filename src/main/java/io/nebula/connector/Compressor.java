package io.nebula.connector;

import io.nebula.format.OutputBuffer;

/** Compresses one run of bytes into one self-contained member or frame. One instance per worker. */
public interface Compressor extends AutoCloseable {
    void compress(byte[] bytes, int start, int length, OutputBuffer out);

    /** Releases native memory. */
    @Override
    void close();
}
