package io.nebula.connector;

import io.nebula.format.Morsel;
import io.nebula.format.RecordBoundaries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;

/**
 * Cuts inputs, one after the other, into morsels that end where a record ends.
 *
 * <p>Bytes are read in large blocks. A morsel that fills most of a block takes the block with it, and only the
 * incomplete record behind it is copied to the next one; smaller morsels are copied out. So every byte is copied about
 * once at most, whatever the size of the morsels.
 *
 * <p>A record longer than {@code maxRecordBytes}, its line feed not counted, becomes a morsel of its own that holds its
 * beginning and is marked as oversized; what follows up to the next line feed is skipped with it. A morsel is never larger than that
 * limit either, so that the limit holds in the same way wherever a record lies. Stored bytes behind an input's last
 * record go with an empty morsel.
 *
 * <p>Records that have been consumed before are passed over, and a morsel ends where they begin. Where a consumed run
 * does not end with a line feed, its last record was an oversized one, of which the rest is skipped now.
 *
 * <p>If an input pauses, what has arrived is cut without waiting for a full morsel.
 */
final class MorselCutter implements MorselReader {
    private static final int LEAST_BLOCK_BYTES = 1 << 16;
    private static final byte[] NO_BLOCK = {};

    private final Iterator<Input> inputs;
    private final RecordBoundaries boundaries;
    private final int maxRecordBytes;
    private final long records;
    private final int window;
    private final int blockBytes;
    private final Buffers buffers;
    private final Consumed consumed;

    private Input input;
    private volatile InputBytes bytes;
    private volatile boolean closed;
    private byte[] block = NO_BLOCK;
    private int start;
    private int end;
    private boolean ended;
    private long position;
    private long accounted;
    private SpansAhead ahead;
    private volatile long skippedBytes;

    MorselCutter(List<Input> inputs, RecordBoundaries boundaries, int maxRecordBytes, MorselSize size,
            Buffers buffers, Consumed consumed) {
        this.inputs = inputs.iterator();
        this.boundaries = boundaries;
        this.maxRecordBytes = maxRecordBytes;
        this.records = size.records();
        this.window = Math.min(size.bytes(), maxRecordBytes + 1);
        this.blockBytes = Math.max(LEAST_BLOCK_BYTES, records == Long.MAX_VALUE ? window : doubled(window));
        this.buffers = buffers;
        this.consumed = consumed;
    }

    @Override
    public Morsel next() throws IOException {
        while (bytes != null || openNext()) {
            Morsel morsel = cut();
            if (morsel != null) {
                return morsel;
            }
            bytes.close();
            bytes = null;
        }
        giveBlock();
        return null;
    }

    @Override
    public boolean ready() throws IOException {
        return bytes != null && bytes.ready();
    }

    @Override
    public long skippedBytes() {
        return skippedBytes;
    }

    @Override
    public void stop() {
        giveBlock();
    }

    @Override
    public void close() {
        closed = true;
        InputBytes open = bytes;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                throw new UncheckedIOException(input.origin().name() + ": cannot be closed", e);
            }
        }
    }

    private boolean openNext() throws IOException {
        if (!inputs.hasNext()) {
            return false;
        }
        input = inputs.next();
        bytes = input.opening().open();
        if (closed) {
            close();
            throw new IOException(input.origin().name() + ": the source has been closed");
        }
        start = 0;
        end = 0;
        ended = false;
        position = 0;
        accounted = 0;
        ahead = new SpansAhead(consumed.of(input.origin().index()));
        skipHead(input.origin().headBytes());
        return true;
    }

    private void skipHead(int headBytes) throws IOException {
        makeRoom(blockBytes);
        while (position < headBytes) {
            int count = bytes.read(block, 0, (int) Math.min(block.length, headBytes - position));
            if (count < 0) {
                throw new IOException(input.origin().name() + ": ends within its header, which was longer before;"
                        + " run again when nobody writes to it");
            }
            position += count;
        }
    }

    /** Room for twice the window lets a refill move less than it reads, however few records a morsel has. */
    private static int doubled(int window) {
        return (int) Math.min(window * 2L, Integer.MAX_VALUE - 8);
    }

    private Morsel cut() throws IOException {
        try {
            return cutNext();
        } catch (OutOfMemoryError e) {
            throw new IOException(input.origin().name() + " (byte " + position + "): there is not enough memory to read the"
                    + " record that begins here (" + e + "); give the JVM more memory (NEBULA_OPTS=-Xmx2g), or lower"
                    + " max-record-bytes of the source", e);
        }
    }

    /** The next morsel of the input, or null at its end. */
    private Morsel cutNext() throws IOException {
        skipConsumed();
        int wanted = window;
        while (true) {
            fill(wanted);
            long free = ahead.from() - position;
            int to = start + (int) Math.min(Math.min(end - start, wanted), free);
            boolean last = ended && to == end || to - start == free;
            if (last && start == end) {
                return rest();
            }
            int cut = boundaries.cut(block, start, to, wanted > window ? 1 : records, maxRecordBytes, last);
            if (cut > start) {
                return morsel(cut);
            }
            if (last) {
                return morsel(end);
            }
            if (to - start > maxRecordBytes) {
                return oversized();
            }
            if (to - start == wanted) {
                wanted = (int) Math.min(wanted * 2L, maxRecordBytes + 1);
            }
        }
    }

    /** Reads until {@code wanted} bytes are there, or the input ends or pauses after a line. */
    private void fill(int wanted) throws IOException {
        boolean line = false;
        while (end - start < wanted && !ended && !(line && !bytes.ready())) {
            int limit = Math.max(wanted, blockBytes);
            makeRoom(limit);
            int count = bytes.read(block, end, limit - end);
            if (count < 0) {
                ended = true;
            } else {
                line = line || lineFeed(end, end + count) >= 0;
                end += count;
            }
        }
    }

    /** Moves the bytes that are there to the front of a block of at least {@code size} bytes. */
    private void makeRoom(int size) {
        byte[] roomy = block.length >= size ? block : buffers.take(size);
        if (roomy != block || start > 0) {
            System.arraycopy(block, start, roomy, 0, end - start);
            if (roomy != block) {
                giveBlock();
            }
            block = roomy;
            end -= start;
            start = 0;
        }
    }

    private void giveBlock() {
        if (block != NO_BLOCK) {
            buffers.give(block);
            block = NO_BLOCK;
        }
    }

    private Morsel morsel(int cut) {
        int length = cut - start;
        int rest = end - cut;
        long at = position;
        position += length;
        long stored = storedSince(ended && rest == 0);
        if (length < blockBytes / 2) {
            byte[] own = buffers.take(length);
            System.arraycopy(block, start, own, 0, length);
            start = cut;
            return new Morsel(own, 0, length, input.origin(), at, stored, false);
        }
        Morsel morsel = new Morsel(block, start, length, input.origin(), at, stored, false);
        byte[] next = buffers.take(Math.max(blockBytes, rest));
        System.arraycopy(block, cut, next, 0, rest);
        block = next;
        start = 0;
        end = rest;
        return morsel;
    }

    /** The beginning of a record, once its line has come to an end. */
    private Morsel oversized() throws IOException {
        byte[] own = buffers.take(maxRecordBytes);
        System.arraycopy(block, start, own, 0, maxRecordBytes);
        long at = position;
        start += maxRecordBytes;
        position += maxRecordBytes;
        long skipped = skipLine();
        return new Morsel(own, 0, maxRecordBytes, input.origin(), at, storedSince(ended && start == end), true, skipped);
    }

    private Morsel rest() {
        long stored = storedSince(true);
        return stored == 0 ? null : new Morsel(buffers.take(0), 0, 0, input.origin(), position, stored, false);
    }

    private long storedSince(boolean all) {
        long total = all ? bytes.stored() : bytes.storedAt(position);
        long since = total - accounted;
        accounted = total;
        return since;
    }

    private void skipConsumed() throws IOException {
        if (ahead.from() > position) {
            return;
        }
        while (ahead.from() == position) {
            long to = ahead.pass();
            skipTo(to - 1);
            fill(1);
            if (start == end) {
                throw endsBefore(to);
            }
            boolean wholeLine = block[start] == '\n';
            start++;
            position++;
            if (!wholeLine) {
                skipLine();
            }
        }
        if (ahead.from() < position) {
            throw new IOException(input.origin().name() + ": byte " + ahead.from() + ": no record begins where an"
                    + " earlier run has found one; the file has been changed, start again from its beginning");
        }
        skippedBytes += storedSince(ended && start == end);
    }

    private void skipTo(long to) throws IOException {
        int here = (int) Math.min(end - start, to - position);
        start += here;
        position += here;
        if (position < to) {
            position += bytes.skip(to - position, block);
            start = 0;
            end = 0;
        }
        if (position < to) {
            throw endsBefore(to);
        }
    }

    private IOException endsBefore(long to) {
        return new IOException(input.origin().name() + ": ends before byte " + to + ", up to which an earlier run has"
                + " read it; the file has been cut, start again from its beginning");
    }

    private long skipLine() throws IOException {
        long from = position;
        while (true) {
            int feed = lineFeed(start, end);
            int to = feed < 0 ? end : feed + 1;
            position += to - start;
            start = to;
            if (feed >= 0 || ended) {
                return position - from;
            }
            fill(1);
        }
    }

    private int lineFeed(int from, int to) {
        for (int i = from; i < to; i++) {
            if (block[i] == '\n') {
                return i;
            }
        }
        return -1;
    }
}
