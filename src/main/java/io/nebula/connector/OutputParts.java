package io.nebula.connector;

import io.nebula.format.Encoder;
import io.nebula.format.Format;
import io.nebula.format.OutputBuffer;
import io.nebula.record.Schema;
import java.io.IOException;
import java.util.Arrays;

/** What a planned sink makes its bytes with. {@code compression} is not {@link Compression#AUTO}. */
record OutputParts(Format format, Schema schema, Compression compression, int level) {
    Encoder encoder() {
        return format.encoder(schema);
    }

    Compressor compressor() {
        return compression.compressor(level);
    }

    /** How many records stored bytes hold. */
    long count(byte[] bytes, int length) throws IOException {
        byte[] plain = compression == Compression.NONE ? bytes : content(bytes, length);
        return format.boundaries().count(plain, 0, compression == Compression.NONE ? length : plain.length);
    }

    private byte[] content(byte[] bytes, int length) throws IOException {
        OutputBuffer plain = new OutputBuffer(length * 4);
        byte[] run = new byte[1 << 13];
        try (InputBytes content = compression.content("an encoded morsel", new HeldBytes(bytes, length),
                DecompressionLimits.USUAL)) {
            for (int count = content.read(run, 0, run.length); count >= 0; count = content.read(run, 0, run.length)) {
                plain.append(run, 0, count);
            }
        }
        return Arrays.copyOf(plain.bytes(), plain.end());
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
