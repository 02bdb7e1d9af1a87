package io.nebula.connector;

import io.nebula.format.Morsel;
import io.nebula.format.RecordBoundaries;
import java.io.IOException;

/** Hands on the first records of another reader, in arrays of its own. */
final class LimitedReader implements MorselReader {
    private final MorselReader reader;
    private final Buffers readers;
    private final Buffers buffers;
    private final RecordBoundaries boundaries;
    private long left;

    /** @param readers where {@code reader} takes its arrays from @param boundaries null if morsels have no bytes */
    LimitedReader(MorselReader reader, Buffers readers, Buffers buffers, RecordBoundaries boundaries, long limit) {
        this.reader = reader;
        this.readers = readers;
        this.buffers = buffers;
        this.boundaries = boundaries;
        this.left = limit;
    }

    @Override
    public Morsel next() throws IOException {
        Morsel morsel = left == 0 ? null : reader.next();
        if (morsel == null) {
            return null;
        }
        if (morsel.bytes() == null) {
            int length = (int) Math.min(left, morsel.length());
            left -= length;
            return new Morsel(null, morsel.offset(), length, morsel.origin(), morsel.position(), morsel.storedBytes(),
                    false);
        }
        return copy(morsel, morsel.oversized() ? oversized(morsel) : cut(morsel));
    }

    private int oversized(Morsel morsel) {
        left--;
        return morsel.length();
    }

    /** How many bytes the records have that are still wanted. */
    private int cut(Morsel morsel) throws IOException {
        if (boundaries == null) {
            throw new IOException(morsel.origin().name() + ": this source has no format that tells where a record ends,"
                    + " so it cannot be left after a number of records; run it without a limit");
        }
        int from = morsel.offset();
        int to = from + morsel.length();
        long records = boundaries.count(morsel.bytes(), from, to);
        if (records <= left) {
            left -= records;
            return morsel.length();
        }
        int end = boundaries.first(morsel.bytes(), from, to, left);
        left = 0;
        return end - from;
    }

    private Morsel copy(Morsel morsel, int length) {
        byte[] own = buffers.take(length);
        System.arraycopy(morsel.bytes(), morsel.offset(), own, 0, length);
        readers.give(morsel.bytes());
        boolean whole = length == morsel.length();
        return new Morsel(own, 0, length, morsel.origin(), morsel.position(), morsel.storedBytes(), morsel.oversized(),
                whole ? morsel.skipped() : 0);
    }

    @Override
    public boolean ready() throws IOException {
        return left == 0 || reader.ready();
    }

    @Override
    public void close() {
        reader.close();
    }
}
