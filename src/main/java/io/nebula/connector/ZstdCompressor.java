package io.nebula.connector;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import io.nebula.format.OutputBuffer;

/** Makes one zstd frame, with its length and a checksum, of each run of bytes. */
final class ZstdCompressor implements Compressor {
    private final ZstdCompressCtx context = new ZstdCompressCtx();
    /** Large enough for what does not compress at all, so that the output need not be. */
    private byte[] frame = new byte[0];

    ZstdCompressor(int level) {
        context.setLevel(level);
        context.setChecksum(true);
        context.setContentSize(true);
    }

    @Override
    public void compress(byte[] bytes, int start, int length, OutputBuffer out) {
        int most = Math.toIntExact(Zstd.compressBound(length));
        if (frame.length < most) {
            frame = new byte[most];
        }
        out.append(frame, 0, context.compressByteArray(frame, 0, frame.length, bytes, start, length));
    }

    @Override
    public void close() {
        context.close();
    }
}
