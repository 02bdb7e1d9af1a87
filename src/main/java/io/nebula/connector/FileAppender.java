package io.nebula.connector;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * Writes a file from front to end. Small runs of bytes are gathered; a write that takes less than it was given goes
 * on with the rest. A failure is final: neither what a failed write has left nor what a failed force has lost is known,
 * and a second force would tell nothing, because it may find nothing left to write.
 */
final class FileAppender implements Closeable {
    private final Path output;
    private final FileChannel channel;
    private final CRC32C crc;
    private final ByteBuffer gathered;
    private long storedBytes;
    private IOException failure;

    /**
     * @param output what it will be, for messages
     * @param gatheredBytes how many bytes wait for others
     * @param crc the checksum of what the file has; null if nobody wants it
     * @param storedBytes how many bytes the file has
     */
    FileAppender(Path output, FileChannel channel, int gatheredBytes, CRC32C crc, long storedBytes) {
        this.output = output;
        this.channel = channel;
        this.gathered = ByteBuffer.allocate(gatheredBytes);
        this.crc = crc;
        this.storedBytes = storedBytes;
    }

    void append(byte[] bytes, int start, int length) throws IOException {
        refuseAfterFailure();
        storedBytes += length;
        if (crc != null) {
            crc.update(bytes, start, length);
        }
        if (length > gathered.remaining()) {
            flush();
        }
        if (length > gathered.capacity() / 4) {
            flush();
            write(ByteBuffer.wrap(bytes, start, length));
        } else {
            gathered.put(bytes, start, length);
        }
    }

    /** Hands everything to the operating system. */
    void flush() throws IOException {
        refuseAfterFailure();
        gathered.flip();
        try {
            write(gathered);
        } finally {
            gathered.clear();
        }
    }

    /** Hands everything to the medium. */
    void force() throws IOException {
        flush();
        CrashPoints.reach("flushed");
        try {
            channel.force(false);
        } catch (IOException e) {
            throw failed("cannot be made durable (" + e.getMessage() + "); check the disk, and run again", e);
        }
        CrashPoints.reach("forced");
    }

    /** What has been appended. */
    OutputMark mark() {
        return new OutputMark(storedBytes, crc.getValue());
    }

    long storedBytes() {
        return storedBytes;
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    /** Closes without flushing. */
    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } catch (IOException e) {
            throw failed("cannot be closed (" + e.getMessage() + "); check the disk, and run again", e);
        }
    }

    private void write(ByteBuffer bytes) throws IOException {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw failed("cannot be written (" + e.getMessage() + "); free space if the disk is full, and run again",
                    e);
        }
    }

    private IOException failed(String what, IOException cause) {
        failure = new IOException(output + ": " + what, cause);
        return failure;
    }

    private void refuseAfterFailure() throws IOException {
        if (failure != null) {
            throw new IOException(failure.getMessage(), failure);
        }
    }
}
