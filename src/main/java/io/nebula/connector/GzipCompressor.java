package io.nebula.connector;

import io.nebula.format.OutputBuffer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Makes one gzip member of each run of bytes. Allocates nothing per call but what the output buffer grows by. */
final class GzipCompressor implements Compressor {
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
    private static final int LEAST_ROOM = 512;

    private final Deflater deflater;
    private final CRC32 checksum = new CRC32();

    GzipCompressor(int level) {
        deflater = new Deflater(level, true);
    }

    @Override
    public void compress(byte[] bytes, int start, int length, OutputBuffer out) {
        out.append(HEADER, 0, HEADER.length);
        deflater.reset();
        deflater.setInput(bytes, start, length);
        deflater.finish();
        while (!deflater.finished()) {
            byte[] target = out.ensure(LEAST_ROOM);
            out.end(out.end() + deflater.deflate(target, out.end(), target.length - out.end()));
        }
        checksum.reset();
        checksum.update(bytes, start, length);
        littleEndian((int) checksum.getValue(), out);
        littleEndian(length, out);
    }

    @Override
    public void close() {
        deflater.end();
    }

    private static void littleEndian(int value, OutputBuffer out) {
        for (int shift = 0; shift < 32; shift += 8) {
            out.append((byte) (value >>> shift));
        }
    }
}
