package io.nebula.connector;

/** Bytes that are in memory. */
final class HeldBytes implements InputBytes {
    private final byte[] bytes;
    private final int length;
    private int position;

    HeldBytes(byte[] bytes, int length) {
        this.bytes = bytes;
        this.length = length;
    }

    @Override
    public int read(byte[] into, int start, int most) {
        if (position == length) {
            return -1;
        }
        int count = Math.min(most, length - position);
        System.arraycopy(bytes, position, into, start, count);
        position += count;
        return count;
    }

    @Override
    public boolean ready() {
        return true;
    }

    @Override
    public long storedAt(long at) {
        return at;
    }

    @Override
    public long stored() {
        return position;
    }

    @Override
    public void close() {}
}
