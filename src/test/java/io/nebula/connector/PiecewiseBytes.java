package io.nebula.connector;

/** Bytes that come a few at a time. */
final class PiecewiseBytes implements InputBytes {
    private final byte[] bytes;
    private final int piece;
    private int position;

    PiecewiseBytes(byte[] bytes, int piece) {
        this.bytes = bytes;
        this.piece = piece;
    }

    @Override
    public int read(byte[] into, int start, int length) {
        if (position == bytes.length) {
            return -1;
        }
        int count = Math.min(Math.min(piece, length), bytes.length - position);
        System.arraycopy(bytes, position, into, start, count);
        position += count;
        return count;
    }

    @Override
    public boolean ready() {
        return false;
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
    public void close() {
        position = bytes.length;
    }
}
