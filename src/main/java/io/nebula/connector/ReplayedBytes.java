package io.nebula.connector;

import java.io.IOException;

/** An input whose beginning has been looked at: gives that again, then the rest. */
final class ReplayedBytes implements InputBytes {
    private final byte[] beginning;
    private final int length;
    private final InputBytes rest;
    private int next;

    ReplayedBytes(byte[] beginning, int length, InputBytes rest) {
        this.beginning = beginning;
        this.length = length;
        this.rest = rest;
    }

    @Override
    public int read(byte[] into, int start, int wanted) throws IOException {
        if (next == length) {
            return rest.read(into, start, wanted);
        }
        int count = Math.min(wanted, length - next);
        System.arraycopy(beginning, next, into, start, count);
        next += count;
        return count;
    }

    @Override
    public boolean ready() throws IOException {
        return next < length || rest.ready();
    }

    @Override
    public long storedAt(long position) {
        return rest.storedAt(position);
    }

    @Override
    public long stored() {
        return rest.stored();
    }

    @Override
    public void close() throws IOException {
        rest.close();
    }
}
