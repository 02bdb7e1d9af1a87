package io.nebula.connector;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** One of the files of a {@link RoutedOutput}: what is known of it, and bytes that wait to be written. */
final class OutputRoute {
    private static final byte[] NOTHING = {};

    private final String name;
    private final UnfinishedFile file;
    private final CRC32C crc;
    private long storedBytes;
    private boolean unforced;
    private byte[] held = NOTHING;
    private int count;

    /**
     * @param crc the checksum of what the file has
     * @param storedBytes how many bytes it has
     */
    OutputRoute(String name, UnfinishedFile file, CRC32C crc, long storedBytes) {
        this.name = name;
        this.file = file;
        this.crc = crc;
        this.storedBytes = storedBytes;
    }

    String name() {
        return name;
    }

    UnfinishedFile file() {
        return file;
    }

    /** Writes behind what the file has. */
    FileAppender appender(FileChannel channel) {
        return new FileAppender(file.output(), channel, 0, crc, storedBytes - count);
    }

    /** Lets bytes wait; false if they are more than may, so that all have to be written. */
    boolean hold(byte[] bytes, int start, int length, int most) {
        if (length > most - count) {
            return false;
        }
        if (length > held.length - count) {
            held = Arrays.copyOf(held, Math.min(most, Math.max(2 * held.length, count + length)));
        }
        System.arraycopy(bytes, start, held, count, length);
        count += length;
        storedBytes += length;
        unforced = true;
        return true;
    }

    /** Writes bytes behind those that wait. */
    void write(FileAppender appender, byte[] bytes, int start, int length) throws IOException {
        release(appender);
        appender.append(bytes, start, length);
        storedBytes += length;
        unforced = true;
    }

    boolean waiting() {
        return count > 0;
    }

    /** Writes what waits. */
    void release(FileAppender appender) throws IOException {
        if (count > 0) {
            appender.append(held, 0, count);
            count = 0;
        }
    }

    /** Whether anything has been taken that may not be on the medium. */
    boolean unforced() {
        return unforced;
    }

    void forced() {
        unforced = false;
    }

    /** What is known of it when nothing waits. */
    RouteListing.Entry entry() {
        return new RouteListing.Entry(name, new OutputMark(storedBytes, crc.getValue()));
    }
}
