package io.nebula.connector;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;

/** Standard input, or whatever else is no file with a size. A read that waits ends with an exception on close. */
final class StdinBytes implements InputBytes {
    static final String NAME = "standard input";
    private static final int MOST_AT_ONCE = 1 << 20;

    private final FileInputStream stream;
    private final FileChannel channel;
    private long position;

    StdinBytes(FileInputStream stream) {
        this.stream = stream;
        this.channel = stream.getChannel();
    }

    @Override
    public int read(byte[] into, int start, int length) throws IOException {
        try {
            int count = channel.read(ByteBuffer.wrap(into, start, Math.min(length, MOST_AT_ONCE)));
            position += Math.max(count, 0);
            return count;
        } catch (ClosedChannelException e) {
            throw new IOException(NAME + ": closed while it was read", e);
        } catch (IOException e) {
            throw new IOException(NAME + ": byte " + position + ": cannot be read (" + e.getMessage()
                    + "); check what is redirected to it", e);
        }
    }

    @Override
    public boolean ready() throws IOException {
        return stream.available() > 0;
    }

    @Override
    public long storedAt(long used) {
        return used;
    }

    @Override
    public long stored() {
        return position;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
