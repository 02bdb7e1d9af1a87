package io.nebula.connector;

import io.nebula.format.Encoder;
import java.io.IOException;
import java.nio.file.Path;

/** What all outputs in files have in common: a form, and a directory of their state, from which they can be resumed. */
abstract class StoredRecordSink implements RecordSink {
    private final Path output;
    private final OutputParts parts;
    private final HeldState state;

    /** @param output beside which the state is kept */
    StoredRecordSink(Path output, OutputParts parts) {
        this.output = output;
        this.parts = parts;
        this.state = new HeldState(output);
    }

    final OutputParts parts() {
        return parts;
    }

    /** The state directory, for an output that releases it. */
    final StateDirectory take() throws IOException {
        return state.take();
    }

    @Override
    public final Encoder encoder() {
        return parts.encoder();
    }

    @Override
    public final Compressor compressor() {
        return parts.compressor();
    }

    @Override
    public final long count(byte[] bytes, int length) throws IOException {
        return parts.count(bytes, length);
    }

    @Override
    public final boolean resumable() {
        return true;
    }

    @Override
    public final Path stateDirectory() {
        return StateDirectory.of(output);
    }

    @Override
    public final void lock() throws IOException {
        state.lock();
    }

    @Override
    public final void unlock() {
        state.unlock();
    }

    @Override
    public final boolean inUse() {
        return state.isInUse();
    }

    @Override
    public final boolean publicationInterrupted() {
        return StateDirectory.isMarked(output);
    }
}
