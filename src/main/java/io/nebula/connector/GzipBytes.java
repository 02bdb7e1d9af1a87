package io.nebula.connector;

import java.io.IOException;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The content of a gzip input: all of its members, each checked against its checksum and its length.
 *
 * <p>Zero bytes after the last member are padding; anything else there is an error, and so is an end within a member.
 */
final class GzipBytes implements InputBytes {
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xe0;

    private final String name;
    private final InputBytes packed;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private final byte[] block = new byte[1 << 16];
    private int next;
    private int end;
    private long blockPosition;
    private boolean inMember;
    private boolean ended;
    private boolean closed;

    GzipBytes(String name, InputBytes packed) {
        this.name = name;
        this.packed = packed;
    }

    @Override
    public synchronized int read(byte[] into, int start, int length) throws IOException {
        if (closed) {
            throw new IOException(name + ": closed");
        }
        while (!ended) {
            if (!inMember && !beginMember()) {
                ended = true;
                break;
            }
            int count = inflate(into, start, length);
            if (count > 0) {
                checksum.update(into, start, count);
            }
            if (inflater.finished()) {
                endMember();
            }
            if (count > 0) {
                return count;
            }
        }
        return -1;
    }

    @Override
    public boolean ready() throws IOException {
        return next < end || packed.ready();
    }

    @Override
    public long storedAt(long position) {
        return stored();
    }

    @Override
    public long stored() {
        return blockPosition + next;
    }

    /** A read that waits for the packed input ends with an exception when that is closed, and only then lets go. */
    @Override
    public void close() throws IOException {
        packed.close();
        synchronized (this) {
            closed = true;
            inflater.end();
        }
    }

    private int inflate(byte[] into, int start, int length) throws IOException {
        if (inflater.needsInput()) {
            if (next == end && !refill()) {
                throw cutOff();
            }
            inflater.setInput(block, next, end - next);
        }
        int before = inflater.getRemaining();
        try {
            int count = inflater.inflate(into, start, length);
            next += before - inflater.getRemaining();
            if (inflater.needsDictionary()) {
                throw broken("asks for a dictionary");
            }
            return count;
        } catch (DataFormatException e) {
            throw broken("is not what gzip writes (" + e.getMessage() + ")");
        }
    }

    /** Reads a member's header; false at the end of the input. */
    private boolean beginMember() throws IOException {
        boolean first = stored() == 0;
        long begin = stored();
        int magic = byteOrEnd();
        if (magic < 0 && !first) {
            return false;
        }
        if (magic == 0 && !first) {
            padding(begin);
            return false;
        }
        if (magic < 0) {
            throw cutOff();
        }
        if (magic != 0x1f || nextByte() != 0x8b) {
            throw new IOException(first
                    ? name + ": not gzip data; set compression = none if it is not compressed"
                    : name + ": byte " + begin + ": something that is not gzip follows the compressed data;"
                            + " check how the file was made and take it away");
        }
        if (nextByte() != 8) {
            throw broken("uses an unknown compression method");
        }
        skipHeader(nextByte());
        inflater.reset();
        checksum.reset();
        inMember = true;
        return true;
    }

    private void skipHeader(int flags) throws IOException {
        if ((flags & RESERVED) != 0) {
            throw broken("has unknown flags");
        }
        skip(6);
        if ((flags & EXTRA) != 0) {
            skip((int) littleEndian(2));
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        if ((flags & HEADER_CRC) != 0) {
            skip(2);
        }
    }

    private void endMember() throws IOException {
        if (littleEndian(4) != checksum.getValue()) {
            throw broken("has a wrong checksum");
        }
        if (littleEndian(4) != (inflater.getBytesWritten() & 0xffff_ffffL)) {
            throw broken("has a wrong length");
        }
        inMember = false;
    }

    private void padding(long begin) throws IOException {
        for (int value = 0; value >= 0; value = byteOrEnd()) {
            if (value != 0) {
                throw new IOException(name + ": byte " + begin + ": something that is not gzip follows the compressed"
                        + " data; check how the file was made and take it away");
            }
        }
    }

    private void skipText() throws IOException {
        while (nextByte() != 0) {
            continue;
        }
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            nextByte();
        }
    }

    private long littleEndian(int count) throws IOException {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value |= (long) nextByte() << 8 * i;
        }
        return value;
    }

    private int nextByte() throws IOException {
        int value = byteOrEnd();
        if (value < 0) {
            throw cutOff();
        }
        return value;
    }

    private int byteOrEnd() throws IOException {
        return next < end || refill() ? block[next++] & 0xff : -1;
    }

    private boolean refill() throws IOException {
        blockPosition += end;
        next = 0;
        end = 0;
        int count = packed.read(block, 0, block.length);
        end = Math.max(count, 0);
        return count > 0;
    }

    private IOException cutOff() {
        return new IOException(name + ": byte " + stored() + ": the compressed data ends too early; the file is cut"
                + " off, fetch it again");
    }

    private IOException broken(String what) {
        return new IOException(name + ": byte " + stored() + ": the compressed data " + what + "; the file is damaged,"
                + " fetch it again");
    }
}
