package io.nebula.connector;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The content of a zstd input: all of its frames, each checked against its checksum and its length where it has them.
 * Anything else between or behind them is an error, and so is an end within a frame. Uses at most 128 MiB of native memory.
 */
final class ZstdBytes implements InputBytes {
    private static final int BLOCK_BYTES = 1 << 17;
    /** The longest header of a frame. */
    private static final int HEADER_BYTES = 18;

    private final String name;
    private final InputBytes packed;
    private final ZstdDecompressCtx context = new ZstdDecompressCtx();
    private final ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES).limit(0);
    private long blockPosition;
    private final byte[] header = new byte[HEADER_BYTES];
    private int headerBytes;
    private long frame;
    private long frameContent;
    private boolean inFrame;
    private boolean closed;

    /** {@link ZstdLibrary} must have been loaded. */
    ZstdBytes(String name, InputBytes packed) {
        this.name = name;
        this.packed = packed;
    }

    @Override
    public synchronized int read(byte[] into, int start, int length) throws IOException {
        if (closed) {
            throw new IOException(name + ": closed");
        }
        ByteBuffer target = ByteBuffer.wrap(into, start, length);
        while (true) {
            // within a frame there may be more to give even if nothing is left to take
            if (inFrame || block.hasRemaining()) {
                decompress(target);
            }
            if (target.position() > start) {
                return target.position() - start;
            }
            if (!block.hasRemaining() && !refill()) {
                if (inFrame || stored() == 0) {
                    throw broken("ends too early; the file is cut off, fetch it again");
                }
                return -1;
            }
        }
    }

    @Override
    public boolean ready() throws IOException {
        return block.hasRemaining() || packed.ready();
    }

    @Override
    public long storedAt(long position) {
        return stored();
    }

    @Override
    public long stored() {
        return blockPosition + block.position();
    }

    /** A read that waits for the packed input ends with an exception when that is closed, and only then lets go. */
    @Override
    public void close() throws IOException {
        try {
            packed.close();
        } finally {
            synchronized (this) {
                closed = true;
                context.close();
            }
        }
    }

    private void decompress(ByteBuffer target) throws IOException {
        if (!inFrame) {
            frame = stored();
            frameContent = 0;
            headerBytes = 0;
        }
        int from = block.position();
        int before = target.position();
        try {
            inFrame = !context.decompressByteBufferStream(target, block);
        } catch (ZstdException e) {
            throw explained(e);
        }
        frameContent += target.position() - before;
        int more = Math.min(HEADER_BYTES - headerBytes, block.position() - from);
        block.get(from, header, headerBytes, more);
        headerBytes += more;
        if (!inFrame) {
            checkLength();
        }
    }

    /** The library lets a frame pass that ends with an empty block too early. */
    private void checkLength() throws IOException {
        long declared = Zstd.getFrameContentSize(header, 0, headerBytes);
        if (declared >= 0 && declared != frameContent) {
            throw broken("has " + frameContent + " bytes where it says that there are " + declared
                    + "; the file is damaged, fetch it again");
        }
    }

    private boolean refill() throws IOException {
        blockPosition += block.limit();
        block.limit(0);
        int count = packed.read(block.array(), 0, BLOCK_BYTES);
        block.position(0).limit(Math.max(count, 0));
        return count > 0;
    }

    private IOException explained(ZstdException e) {
        long code = -e.getErrorCode();
        if (code == Zstd.errPrefixUnknown() && frame > 0) {
            return new IOException(name + ": byte " + frame + ": something that is not zstd follows the compressed"
                    + " data; check how the file was made and take it away", e);
        }
        if (code == Zstd.errPrefixUnknown()) {
            return new IOException(name + ": not zstd data; set compression = none if it is not compressed", e);
        }
        if (code == Zstd.errFrameParameterWindowTooLarge()) {
            return broken("needs a window of more than 128 MiB of memory; compress it again without --long, or"
                    + " decompress it first");
        }
        if (code == Zstd.errDictionaryWrong()) {
            return broken("needs a dictionary; decompress it first");
        }
        return broken("is not what zstd writes (" + e.getMessage() + "); the file is damaged, fetch it again");
    }

    private IOException broken(String what) {
        return new IOException(name + ": byte " + stored() + ": the compressed data " + what);
    }
}
