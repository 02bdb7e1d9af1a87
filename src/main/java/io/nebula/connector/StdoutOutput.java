package io.nebula.connector;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Standard output. It is never closed: it belongs to the process. */
final class StdoutOutput implements RecordOutput {
    private final FileChannel channel;
    private final OutputParts parts;
    private boolean begun;
    private long storedBytes;

    StdoutOutput(FileOutputStream stream, OutputParts parts) {
        this.channel = stream.getChannel();
        this.parts = parts;
    }

    @Override
    public void append(byte[] bytes, int start, int length) throws IOException {
        begin();
        write(bytes, start, length);
    }

    /** Late, so that opening an output writes nothing. */
    private void begin() throws IOException {
        if (!begun) {
            begun = true;
            byte[] prologue = parts.prologue();
            write(prologue, 0, prologue.length);
        }
    }

    private void write(byte[] bytes, int start, int length) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes, start, length);
        try {
            while (left.hasRemaining()) {
                channel.write(left);
            }
        } catch (IOException e) {
            if (ClosedOutputException.tells(e)) {
                throw new ClosedOutputException(e);
            }
            throw new IOException("standard output: cannot be written (" + e.getMessage()
                    + "); check what it is redirected to", e);
        }
        storedBytes += length;
    }

    @Override
    public void commit() throws IOException {
        begin();
        if (storedBytes == 0) {
            byte[] nothing = parts.nothing();
            append(nothing, 0, nothing.length);
        }
    }

    @Override
    public void abandon() {}

    @Override
    public long storedBytes() {
        return storedBytes;
    }

    @Override
    public String partial() {
        return null;
    }
}
