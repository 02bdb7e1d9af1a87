package io.nebula.engine;

import io.nebula.connector.Buffers;
import io.nebula.connector.MorselReader;
import io.nebula.connector.MorselSize;
import io.nebula.connector.RecordSource;
import io.nebula.delivery.Manifest;

/** What a run reads, by one reader. One thread at a time, but for {@link #interrupt}. */
final class RunInput {
    private final RecordSource source;
    private final MorselSize size;
    private final Buffers buffers;
    private volatile boolean interrupted;
    private volatile InterruptibleReader reader;
    /** Within {@link #reader}; null if nothing is to be worked on alone. */
    private IsolatingReader isolating;

    /** @param buffers where morsels have their bytes from */
    RunInput(RecordSource source, MorselSize size, Buffers buffers) {
        this.source = source;
        this.size = size;
        this.buffers = buffers;
    }

    /** The reader: begins to read when this is first called. */
    MorselReader read(RunBeginning beginning) {
        if (reader == null) {
            MorselReader morsels = source.read(size, buffers, Manifest.consumed(beginning.before()));
            if (beginning.quarantine().needed()) {
                isolating = new IsolatingReader(morsels, beginning.quarantine(), source::decoder, buffers);
            }
            reader = new InterruptibleReader(isolating == null ? morsels : isolating);
            if (interrupted) {
                reader.interrupt();
            }
        }
        return reader;
    }

    /** The part up to the last record that is to be worked on alone, of which there must be one. Does not close anything. */
    MorselReader readAlone(RunBeginning beginning) {
        MorselReader outermost = read(beginning);
        return isolating.upToTheLast(outermost);
    }

    /** Lets the input end here, also if it has not been opened yet. Thread-safe. */
    void interrupt() {
        interrupted = true;
        InterruptibleReader open = reader;
        if (open != null) {
            open.interrupt();
        }
    }

    boolean interrupted() {
        return interrupted;
    }

    /** Whether anybody has begun to read it. */
    boolean isRead() {
        return reader != null;
    }

    /** How many bytes of an input that {@link #isRead} nobody was given. */
    long skippedBytes() {
        return reader.skippedBytes();
    }

    void close() {
        if (reader != null) {
            reader.close();
        }
    }
}
