package io.nebula.connector;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/** A file as it is stored: exactly the bytes that it had when it was looked at. */
final class FileBytes implements InputBytes {
    private static final int MOST_AT_ONCE = 1 << 20;

    private final FileIdentity identity;
    private final FileChannel channel;
    private long position;

    FileBytes(FileIdentity identity) throws IOException {
        this.identity = identity;
        try {
            channel = FileChannel.open(identity.path(), StandardOpenOption.READ);
        } catch (IOException e) {
            throw new IOException(identity.path() + ": cannot be opened (" + Reason.of(e)
                    + "); check that the file is there and that you may read it", e);
        }
    }

    @Override
    public int read(byte[] into, int start, int length) throws IOException {
        long left = identity.size() - position;
        if (left == 0) {
            checkEnd();
            return -1;
        }
        int count = channel.read(ByteBuffer.wrap(into, start, (int) Math.min(left, Math.min(length, MOST_AT_ONCE))));
        if (count < 0) {
            throw identity.changed("was cut from " + identity.size() + " to " + position + " bytes");
        }
        position += count;
        return count;
    }

    @Override
    public long skip(long count, byte[] scratch) throws IOException {
        long skipped = Math.min(count, identity.size() - position);
        position += skipped;
        channel.position(position);
        return skipped;
    }

    private void checkEnd() throws IOException {
        identity.check();
        if (channel.read(ByteBuffer.allocate(1)) > 0) {
            throw new IOException(identity.path() + ": has more than the " + identity.size() + " bytes that it says it"
                    + " has; if it is not written to, redirect it to standard input and read \"-\"");
        }
    }

    @Override
    public boolean ready() {
        return true;
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
