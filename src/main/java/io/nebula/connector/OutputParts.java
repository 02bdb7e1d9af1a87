package io.nebula.connector;

import io.nebula.format.Encoder;
import io.nebula.format.Format;
import io.nebula.format.OutputBuffer;
import io.nebula.record.Schema;
import java.util.Arrays;

/** What a planned sink makes its bytes with. {@code compression} is not {@link Compression#AUTO}. */
record OutputParts(Format format, Schema schema, Compression compression, int level) {
    Encoder encoder() {
        return format.encoder(schema);
    }

    Compressor compressor() {
        return compression.compressor(level);
    }

    /** What comes before the first record, as it is stored. */
    byte[] prologue() {
        byte[] bytes = format.prologue(schema);
        return bytes.length == 0 ? bytes : stored(bytes);
    }

    /** What stands for an output without a single byte: an empty gzip or zstd file has a member or a frame too. */
    byte[] nothing() {
        return stored(new byte[0]);
    }

    private byte[] stored(byte[] bytes) {
        OutputBuffer out = new OutputBuffer(bytes.length + 64);
        try (Compressor compressor = compressor()) {
            if (compressor == null) {
                return bytes;
            }
            compressor.compress(bytes, 0, bytes.length, out);
        }
        return Arrays.copyOf(out.bytes(), out.end());
    }
}
