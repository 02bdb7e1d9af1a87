package io.nebula.connector;

import io.nebula.format.Encoder;
import io.nebula.format.Format;
import io.nebula.format.OutputBuffer;
import io.nebula.record.Schema;
import java.util.Arrays;

/** What a planned sink makes its bytes with: the format, the schema, and gzip at some level, or none with level 0. */
record OutputParts(Format format, Schema schema, int gzipLevel) {
    Encoder encoder() {
        return format.encoder(schema);
    }

    Compressor compressor() {
        return gzipLevel == 0 ? null : new GzipCompressor(gzipLevel);
    }

    /** What comes before the first record, as it is stored. */
    byte[] prologue() {
        byte[] bytes = format.prologue(schema);
        return bytes.length == 0 ? bytes : stored(bytes);
    }

    /** What stands for an output without a single byte: an empty gzip file has a member too. */
    byte[] nothing() {
        return stored(new byte[0]);
    }

    private byte[] stored(byte[] bytes) {
        if (gzipLevel == 0) {
            return bytes;
        }
        OutputBuffer out = new OutputBuffer(bytes.length + 64);
        try (Compressor compressor = compressor()) {
            compressor.compress(bytes, 0, bytes.length, out);
        }
        return Arrays.copyOf(out.bytes(), out.end());
    }
}
