package io.nebula.connector;

import io.nebula.format.Encoder;
import java.io.IOException;
import java.nio.file.Path;

/** A file that can be written, as far as could be seen without writing it. */
public final class FileRecordSink implements RecordSink {
    private final Path path;
    private final boolean overwrite;
    private final OutputParts parts;
    private StateDirectory held;

    FileRecordSink(Path path, boolean overwrite, OutputParts parts) {
        this.path = path;
        this.overwrite = overwrite;
        this.parts = parts;
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public Encoder encoder() {
        return parts.encoder();
    }

    @Override
    public Compressor compressor() {
        return parts.compressor();
    }

    @Override
    public long count(byte[] bytes, int length) throws IOException {
        return parts.count(bytes, length);
    }

    @Override
    public boolean resumable() {
        return true;
    }

    @Override
    public Path stateDirectory() {
        return StateDirectory.of(path);
    }

    @Override
    public void lock() throws IOException {
        if (held == null) {
            held = StateDirectory.lock(path);
        }
    }

    @Override
    public void unlock() {
        if (held != null) {
            held.close();
            held = null;
        }
    }

    @Override
    public boolean inUse() {
        return held == null && StateDirectory.isLocked(path);
    }

    @Override
    public boolean publicationInterrupted() {
        return StateDirectory.isMarked(path);
    }

    @Override
    public void completeInterruptedPublication() throws IOException {
        try (StateDirectory state = take()) {
            UnfinishedFile file = file(state);
            file.placeAgain(OutputMark.parse(state.marked()));
            file.forceName();
            file.forgetPartial();
            state.remove();
        }
    }

    @Override
    public RecordOutput open(boolean durable) throws IOException {
        StateDirectory state = take();
        return FileOutput.create(state, file(state), parts, durable);
    }

    @Override
    public RecordOutput resume(OutputMark mark) throws IOException {
        StateDirectory state = take();
        return FileOutput.resume(state, file(state), parts, mark);
    }

    /** The state directory, for an output that releases it. */
    private StateDirectory take() throws IOException {
        lock();
        StateDirectory state = held;
        held = null;
        return state;
    }

    private UnfinishedFile file(StateDirectory state) {
        return new UnfinishedFile(state.directory().resolve(path.getFileName()), path, overwrite);
    }
}
