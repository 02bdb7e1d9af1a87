package io.nebula.engine;

import io.nebula.connector.Buffers;
import io.nebula.connector.MorselReader;
import io.nebula.format.Decoder;
import io.nebula.format.Morsel;
import io.nebula.record.RecordBatch;
import io.nebula.record.Reject;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** A reader that makes each record that is to be worked on alone a morsel of its own. */
final class IsolatingReader implements MorselReader {
    private final MorselReader reader;
    private final Quarantine quarantine;
    private final IntFunction<Decoder> decoders;
    private final Buffers buffers;
    private final Deque<Morsel> pieces = new ArrayDeque<>();
    private Morsel last;

    /**
     * @param decoders makes a decoder that gives batches of at most as many rows
     * @param buffers where the reader's morsels have their bytes from
     */
    IsolatingReader(MorselReader reader, Quarantine quarantine, IntFunction<Decoder> decoders, Buffers buffers) {
        this.reader = reader;
        this.quarantine = quarantine;
        this.decoders = decoders;
        this.buffers = buffers;
    }

    @Override
    public Morsel next() throws IOException {
        if (pieces.isEmpty()) {
            Morsel morsel = reader.next();
            if (morsel == null || morsel.oversized() || !quarantine.touches(morsel)) {
                last = morsel;
                return morsel;
            }
            takeApart(morsel);
        }
        last = pieces.poll();
        return last;
    }

    /** Whether nothing that comes is to be worked on alone. */
    boolean passed() {
        return pieces.isEmpty() && !quarantine.goesOnBehind(last);
    }

    /** What there is up to the end of the last record that is to be worked on alone. Does not close anything. */
    MorselReader upToTheLast(MorselReader outermost) {
        return new MorselReader() {
            @Override
            public Morsel next() throws IOException {
                return passed() ? null : outermost.next();
            }

            @Override
            public void close() {}
        };
    }

    /** Cuts before and behind each record that is to be worked on alone; what lies between such stays together. */
    private void takeApart(Morsel morsel) {
        int from = 0;
        boolean alone = false;
        int[] starts = morsel.bytes() == null ? IntStream.range(0, morsel.length()).toArray() : starts(morsel);
        for (int start : starts) {
            boolean next = quarantine.isolating(morsel, morsel.position() + start) != null;
            if ((alone || next) && start > from) {
                pieces.add(piece(morsel, from, start, 0));
                from = start;
            }
            alone = next;
        }
        pieces.add(piece(morsel, from, morsel.length(), morsel.storedBytes()));
        if (morsel.bytes() != null) {
            buffers.give(morsel.bytes());
        }
    }

    /** Where the records of a morsel begin, malformed ones too. */
    private int[] starts(Morsel morsel) {
        boolean[] begins = new boolean[morsel.length() + 1];
        Decoder decoder = decoders.apply(1);
        decoder.open(morsel);
        RecordBatch batch;
        while ((batch = decoder.next()) != null) {
            for (int row = 0; row < batch.rows(); row++) {
                begins[batch.place(row)] = true;
            }
            for (Reject reject : batch.rejects()) {
                begins[reject.start()] = true;
            }
        }
        int[] starts = new int[morsel.length()];
        int count = 0;
        for (int i = 0; i < morsel.length(); i++) {
            if (begins[i]) {
                starts[count++] = i;
            }
        }
        return Arrays.copyOf(starts, count);
    }

    private Morsel piece(Morsel morsel, int from, int to, long storedBytes) {
        byte[] bytes = null;
        if (morsel.bytes() != null) {
            bytes = buffers.take(to - from);
            System.arraycopy(morsel.bytes(), morsel.offset() + from, bytes, 0, to - from);
        }
        return new Morsel(bytes, 0, to - from, morsel.origin(), morsel.position() + from, storedBytes, false);
    }

    @Override
    public boolean ready() throws IOException {
        return !pieces.isEmpty() || reader.ready();
    }

    @Override
    public long skippedBytes() {
        return reader.skippedBytes();
    }

    @Override
    public void close() {
        reader.close();
    }
}
