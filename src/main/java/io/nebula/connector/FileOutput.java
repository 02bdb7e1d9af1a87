package io.nebula.connector;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;

/** An output that is made in its state directory and moved when complete. Small runs of bytes are gathered. */
final class FileOutput implements RecordOutput {
    private static final int GATHERED_BYTES = 1 << 18;

    private final StateDirectory state;
    private final OutputParts parts;
    private final FileChannel channel;
    private final ByteBuffer gathered = ByteBuffer.allocate(GATHERED_BYTES);
    private long storedBytes;
    private boolean closed;
    private boolean published;
    private IOException unkept;

    /** @param channel where {@code state} wants the unfinished output */
    FileOutput(StateDirectory state, OutputParts parts, FileChannel channel) throws IOException {
        this.state = state;
        this.parts = parts;
        this.channel = channel;
        try {
            byte[] prologue = parts.prologue();
            append(prologue, 0, prologue.length);
        } catch (IOException | RuntimeException e) {
            abandon();
            throw e;
        }
    }

    static FileOutput create(StateDirectory state, OutputParts parts) throws IOException {
        FileChannel channel;
        try {
            channel = state.create();
        } catch (IOException e) {
            state.close();
            throw new IOException(state.partial() + ": cannot be created (" + e
                    + "); check permissions and free space", e);
        }
        return new FileOutput(state, parts, channel);
    }

    @Override
    public void append(byte[] bytes, int start, int length) throws IOException {
        storedBytes += length;
        if (length > gathered.remaining()) {
            flush();
        }
        if (length > GATHERED_BYTES / 4) {
            flush();
            write(ByteBuffer.wrap(bytes, start, length));
        } else {
            gathered.put(bytes, start, length);
        }
    }

    @Override
    public void commit() throws IOException {
        if (storedBytes == 0) {
            byte[] nothing = parts.nothing();
            append(nothing, 0, nothing.length);
        }
        flush();
        channel.close();
        state.publish();
        published = true;
        closed = true;
    }

    @Override
    public void abandon() {
        if (closed) {
            return;
        }
        closed = true;
        try (state; channel) {
            if (channel.isOpen()) {
                flush();
            }
        } catch (IOException e) {
            unkept = e;
        }
    }

    @Override
    public long storedBytes() {
        return storedBytes;
    }

    @Override
    public String partial() {
        if (published || !Files.exists(state.partial())) {
            return null;
        }
        return state.partial() + (unkept == null ? "" : " (not whole: " + unkept.getMessage() + ")");
    }

    private void flush() throws IOException {
        gathered.flip();
        try {
            write(gathered);
        } finally {
            gathered.clear();
        }
    }

    private void write(ByteBuffer bytes) throws IOException {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw new IOException(state.output() + ": cannot be written (" + e.getMessage()
                    + "); free space if the disk is full, and run again", e);
        }
    }
}
