package io.nebula.connector;

import io.nebula.format.Encoder;
import java.io.IOException;
import java.nio.file.Path;

/** A file that can be written, as far as could be seen without writing it. */
public final class FileRecordSink implements RecordSink {
    private final Path path;
    private final boolean overwrite;
    private final OutputParts parts;
    private final HeldState state;

    FileRecordSink(Path path, boolean overwrite, OutputParts parts) {
        this.path = path;
        this.overwrite = overwrite;
        this.parts = parts;
        this.state = new HeldState(path);
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
        state.lock();
    }

    @Override
    public void unlock() {
        state.unlock();
    }

    @Override
    public boolean inUse() {
        return state.isInUse();
    }

    @Override
    public boolean publicationInterrupted() {
        return StateDirectory.isMarked(path);
    }

    @Override
    public void completeInterruptedPublication() throws IOException {
        try (StateDirectory taken = state.take()) {
            UnfinishedFile file = file(taken);
            file.placeAgain(OutputMark.parse(taken.marked()));
            file.forceName();
            file.forgetPartial();
            taken.remove();
        }
    }

    @Override
    public RecordOutput open(boolean durable) throws IOException {
        StateDirectory taken = state.take();
        return FileOutput.create(taken, file(taken), parts, durable);
    }

    @Override
    public RecordOutput resume(OutputMark mark) throws IOException {
        StateDirectory taken = state.take();
        return FileOutput.resume(taken, file(taken), parts, mark);
    }

    private UnfinishedFile file(StateDirectory taken) {
        return new UnfinishedFile(taken.directory().resolve(path.getFileName()), path, overwrite);
    }
}
