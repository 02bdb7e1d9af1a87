package io.nebula.simulation;

import io.nebula.simulation.Hazards.Deed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** An open file, or an open directory, which can only be forced. */
final class SimulatedChannel extends FileChannel {
    private final SimulatedFileSystem system;
    private final Disk.Node node;
    private final String path;
    private long position;

    SimulatedChannel(SimulatedFileSystem system, Disk.Node node, String path) {
        this.system = system;
        this.node = node;
        this.path = path;
    }

    private void begin(Deed deed) throws IOException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
        system.hazards().before(deed, path);
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int count = read(into, position);
        position += Math.max(0, count);
        return count;
    }

    @Override
    public int read(ByteBuffer into, long at) throws IOException {
        begin(Deed.READ);
        if (node.mapped != null) {
            node.mapped.copyTo(node);
        }
        if (at >= node.size) {
            return -1;
        }
        int count = (int) Math.min(into.remaining(), node.size - at);
        into.put(node.bytes, (int) at, count);
        return count;
    }

    @Override
    public long read(ByteBuffer[] into, int offset, int length) throws IOException {
        return read(into[offset]);
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        int count = write(from, position);
        position += count;
        return count;
    }

    @Override
    public int write(ByteBuffer from, long at) throws IOException {
        begin(Deed.WRITE);
        if (!from.hasRemaining()) {
            return 0;
        }
        byte[] bytes = new byte[system.hazards().room(from.remaining())];
        from.get(bytes);
        node.write((int) at, bytes, 0, bytes.length);
        node.changed = system.hazards().millis();
        return bytes.length;
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) throws IOException {
        return write(from[offset]);
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public FileChannel position(long to) {
        position = to;
        return this;
    }

    @Override
    public long size() throws IOException {
        begin(Deed.LOOK);
        return node.size;
    }

    @Override
    public FileChannel truncate(long to) throws IOException {
        begin(Deed.CUT);
        node.truncate((int) to);
        node.changed = system.hazards().millis();
        position = Math.min(position, to);
        return this;
    }

    @Override
    public void force(boolean metaData) throws IOException {
        begin(node.directory ? Deed.FORCE_DIRECTORY : Deed.FORCE);
        if (system.hazards().forceFails()) {
            system.disk().forget(node);
            throw new IOException("Input/output error");
        }
        system.disk().force(node);
    }

    @Override
    public long transferTo(long from, long count, WritableByteChannel target) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long to, long count) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long from, long size) throws IOException {
        begin(Deed.OPEN);
        node.mapped = new Mapped(node, (int) size);
        return node.mapped.buffer;
    }

    @Override
    public FileLock lock(long from, long size, boolean shared) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileLock tryLock(long from, long size, boolean shared) throws IOException {
        begin(Deed.LOOK);
        if (node.lock != null) {
            throw new OverlappingFileLockException(); // there is one process at a time
        }
        FileLock lock = new FileLock(this, from, size, shared) {
            @Override
            public boolean isValid() {
                return node.lock == this;
            }

            @Override
            public void release() {
                if (isValid()) {
                    node.lock = null;
                }
            }
        };
        node.lock = lock;
        return lock;
    }

    /** Also gives up any lock on the file, whichever channel has taken it: so do the locks of POSIX. */
    @Override
    protected void implCloseChannel() {
        node.lock = null;
    }
}
