package io.nebula.connector;

/** Counts bytes and forgets them. */
final class DiscardedOutput implements RecordOutput {
    private long bytes;

    @Override
    public void append(byte[] run, int start, int length) {
        bytes += length;
    }

    @Override
    public void append(String route, byte[] run, int start, int length) {
        bytes += length;
    }

    @Override
    public void commit() {}

    @Override
    public void abandon() {}

    @Override
    public long storedBytes() {
        return bytes;
    }

    @Override
    public String partial() {
        return null;
    }
}
