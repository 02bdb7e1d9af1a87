package io.nebula.operator;

import io.nebula.balance.Intake;
import io.nebula.connector.Buffers;
import io.nebula.connector.MorselSize;
import io.nebula.engine.Sizing;
import io.nebula.format.Format;
import io.nebula.format.Morsel;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.pekko.util.ByteString;

/**
 * Puts bytes into morsels of whole records, in the order in which they come. There is at least one morsel, if only to begin
 * the output.
 */
final class ByteIntake implements Intake<ByteString, ByteMorsel, ByteOutcome> {
    private final Format format;
    private final int maxRecordBytes;
    private final MorselSize size;
    private final long budget;
    private final Buffers buffers;

    /** Null as soon as the fields are known. */
    private InputBeginning beginning;
    private ByteInput input;
    private ByteCutter cutter;
    private boolean ended;
    private long morsels;

    /** @param budget what all that is inside may weigh @param buffers for morsels, of this intake alone */
    ByteIntake(Format format, InputFields fields, int maxRecordBytes, MorselSize size, long budget, Buffers buffers) {
        this.format = format;
        this.maxRecordBytes = maxRecordBytes;
        this.size = size;
        this.budget = budget;
        this.buffers = buffers;
        this.beginning = new InputBeginning(format, fields, maxRecordBytes);
    }

    @Override
    public void add(ByteString bytes) {
        Iterator<ByteBuffer> arrived = bytes.getByteBuffers().iterator();
        if (beginning == null) {
            cutter.add(arrived);
        }
        while (beginning != null && arrived.hasNext()) {
            ByteBuffer chunk = arrived.next();
            ByteInput known = beginning.add(chunk);
            if (known != null) {
                open(known, chunk, arrived);
            }
        }
    }

    private void open(ByteInput known, ByteBuffer chunk, Iterator<ByteBuffer> arrived) {
        List<ByteBuffer> all = new ArrayList<>(List.of(beginning.records(), chunk));
        arrived.forEachRemaining(all::add);
        beginning = null;
        input = known;
        cutter = new ByteCutter(known.origin(), format.boundaries(), maxRecordBytes, size, buffers);
        cutter.add(all.iterator());
    }

    @Override
    public void end() {
        ended = true;
        if (beginning != null) {
            open(beginning.end(), ByteBuffer.allocate(0), List.<ByteBuffer>of().iterator());
        }
        cutter.end();
    }

    @Override
    public void breakOff() {
        ByteInput known = beginning == null ? null : beginning.breakOff();
        if (known != null) {
            open(known, ByteBuffer.allocate(0), List.<ByteBuffer>of().iterator());
        }
    }

    /** A record that is larger than the budget comes in when there is nothing else inside. */
    @Override
    public boolean hasRoom(boolean wanted, long room) {
        int held = beginning == null ? cutter.held() : beginning.length();
        return !hasMorsel() && (Sizing.weight(held) < room || room >= budget && isEmpty());
    }

    @Override
    public boolean hasMorsel() {
        return cutter != null && cutter.hasMorsel();
    }

    @Override
    public boolean hasAny() {
        return !isEmpty();
    }

    @Override
    public boolean isEmpty() {
        return cutter == null || cutter.isEmpty() && !(ended && morsels == 0);
    }

    @Override
    public ByteMorsel next(boolean any) {
        Morsel morsel = cutter == null ? null : cutter.next(any);
        if (morsel == null && ended && morsels == 0) {
            morsel = new Morsel(buffers.take(0), 0, 0, input.origin(), input.origin().headBytes(), 0, false);
        }
        return morsel == null ? null : new ByteMorsel(morsels++, morsel, input.work());
    }

    /** Nobody reads a morsel that is done. */
    @Override
    public void done(ByteMorsel morsel, long nanos) {
        buffers.give(morsel.morsel().bytes());
    }
}
