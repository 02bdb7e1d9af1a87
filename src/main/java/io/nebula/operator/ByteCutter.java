package io.nebula.operator;

import io.nebula.connector.Buffers;
import io.nebula.connector.MorselSize;
import io.nebula.format.Morsel;
import io.nebula.format.Origin;
import io.nebula.format.RecordBoundaries;
import io.nebula.text.Swar;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Iterator;

/**
 * Cuts bytes that arrive piece by piece into morsels that end where a record ends. What arrives is copied as it is needed: no
 * more than one morsel, and the incomplete record behind it, is held here. One thread at a time.
 *
 * <p>A record that is too long becomes a morsel of its own, marked as oversized, as soon as that is known; the rest of its
 * line is passed over.
 */
final class ByteCutter {
    private static final byte[] NO_BLOCK = {};
    private static final ByteBuffer NO_CHUNK = ByteBuffer.allocate(0);
    private static final int LEAST_BLOCK_BYTES = 1 << 16;

    private final Origin origin;
    private final RecordBoundaries boundaries;
    private final int maxRecordBytes;
    private final int window;
    private final long records;
    private final Buffers buffers;

    private Iterator<ByteBuffer> arrived = Collections.emptyIterator();
    private ByteBuffer chunk = NO_CHUNK;
    private byte[] block = NO_BLOCK;
    private int start;
    private int end;
    private long position;
    /** Where, as far as has been looked, the last whole record ends, and how many there are where they are counted. */
    private int complete;
    private long completeRecords;
    /** Whether a line feed has come behind what has been looked at. */
    private boolean fresh;
    private int wanted;
    private boolean skipping;
    private boolean ended;
    private Morsel ready;

    /** @param origin the place of the first byte too: behind the head */
    ByteCutter(Origin origin, RecordBoundaries boundaries, int maxRecordBytes, MorselSize size, Buffers buffers) {
        this.origin = origin;
        this.boundaries = boundaries;
        this.maxRecordBytes = maxRecordBytes;
        this.window = Math.min(size.bytes(), maxRecordBytes + 1);
        this.records = size.records();
        this.buffers = buffers;
        this.position = origin.headBytes();
        this.wanted = window;
    }

    /** Takes bytes in. Only while there is no {@link #hasMorsel morsel}; they must stay as they are until there is none again. */
    void add(Iterator<ByteBuffer> bytes) {
        arrived = bytes;
        advance();
    }

    /** Takes note that nothing will be added: the last record needs no line end. */
    void end() {
        ended = true;
    }

    /** Whether a morsel waits that need not get larger. */
    boolean hasMorsel() {
        return ready != null;
    }

    /** Whether nothing is here that could be a morsel. */
    boolean isEmpty() {
        return ready == null && !fresh && complete == start && !(ended && start < end);
    }

    /** How many bytes wait to become a morsel. */
    int held() {
        return end - start;
    }

    /**
     * The next morsel.
     *
     * @param any whether one that might still grow will do
     * @return null if there is none
     */
    Morsel next(boolean any) {
        if (ready == null && any) {
            takeAny();
        }
        Morsel morsel = ready;
        ready = null;
        if (morsel != null) {
            advance();
        }
        return morsel;
    }

    private void takeAny() {
        boolean last = atEnd() && start < end;
        if (fresh || last) {
            scan();
        }
        if (complete == start && last) {
            complete = end;
        }
        if (complete > start) {
            take();
        }
    }

    /** Goes on with what has arrived until a morsel is ready. */
    private void advance() {
        if (ready == null) {
            takeIfFull();
        }
        while (ready == null && hasArrived()) {
            if (skipping) {
                skip();
            } else {
                fill();
                takeIfFull();
            }
        }
    }

    /** Whether no byte follows those in the block. */
    private boolean atEnd() {
        return ended && !hasArrived();
    }

    private boolean hasArrived() {
        while (!chunk.hasRemaining() && arrived.hasNext()) {
            chunk = arrived.next();
        }
        return chunk.hasRemaining();
    }

    private void fill() {
        int count = Math.min(chunk.remaining(), wanted - held());
        makeRoom(count);
        chunk.get(block, end, count);
        fresh = fresh || Swar.indexOf((byte) '\n', block, end, end + count) < end + count;
        end += count;
    }

    private void makeRoom(int more) {
        int needed = held() + more;
        if (end + more <= block.length) {
            return;
        }
        byte[] roomy = needed <= block.length ? block : buffers.take(blockBytes(needed, 2L * block.length));
        System.arraycopy(block, start, roomy, 0, held());
        if (roomy != block && block != NO_BLOCK) {
            buffers.give(block);
        }
        block = roomy;
        end -= start;
        complete -= start;
        start = 0;
    }

    /** All that is wanted at once, unless records are counted: then it may take much less. */
    private int blockBytes(int needed, long usual) {
        return records == Long.MAX_VALUE ? Math.max(needed, wanted)
                : (int) Math.max(needed, Math.min(wanted, Math.max(LEAST_BLOCK_BYTES, usual)));
    }

    private void takeIfFull() {
        boolean full = held() >= wanted;
        if (!full && (records == Long.MAX_VALUE || !fresh)) {
            return;
        }
        scan();
        if (complete > start && (full || completeRecords >= records)) {
            take();
        } else if (full && held() > maxRecordBytes) {
            takeOversized();
        } else if (full) {
            wanted = (int) Math.min(held() * 2L, maxRecordBytes + 1);
        }
    }

    /**
     * Looks for whole records behind those that are known. Where a quote stays open for too long the end that is found must be
     * a morsel's too; that is so because either the block is full then or the input has ended.
     */
    private void scan() {
        boolean counted = records != Long.MAX_VALUE;
        int cut = boundaries.cut(block, complete, end, records - completeRecords, maxRecordBytes, atEnd());
        if (counted) {
            completeRecords += boundaries.count(block, complete, cut);
        }
        complete = cut;
        fresh = counted && completeRecords >= records && cut < end;
    }

    /** Makes a morsel of the whole records: in the block if they fill most of it, otherwise in an array of its own. */
    private void take() {
        int length = complete - start;
        int rest = end - complete;
        boolean small = length < block.length / 2;
        wanted = window;
        byte[] next = buffers.take(small ? length : blockBytes(rest, 0));
        if (small) {
            System.arraycopy(block, start, next, 0, length);
            ready = new Morsel(next, 0, length, origin, position, length, false);
            start = complete;
        } else {
            ready = new Morsel(block, start, length, origin, position, length, false);
            System.arraycopy(block, complete, next, 0, rest);
            block = next;
            start = 0;
            end = rest;
        }
        position += length;
        lookAgain();
    }

    /** Makes a morsel of the beginning of a record; what is left of the block belongs to it too, up to a line feed. */
    private void takeOversized() {
        byte[] own = buffers.take(maxRecordBytes);
        System.arraycopy(block, start, own, 0, maxRecordBytes);
        ready = new Morsel(own, 0, maxRecordBytes, origin, position, maxRecordBytes, true);
        int from = start + maxRecordBytes;
        int feed = Swar.indexOf((byte) '\n', block, from, end);
        skipping = feed == end;
        int next = skipping ? end : feed + 1;
        position += next - start;
        start = next;
        lookAgain();
    }

    private void lookAgain() {
        complete = start;
        completeRecords = 0;
        fresh = start < end;
        wanted = window;
    }

    private void skip() {
        while (skipping && chunk.hasRemaining()) {
            skipping = chunk.get() != '\n';
            position++;
        }
    }
}
