package io.nebula.connector;

import io.nebula.format.Encoder;
import java.io.IOException;
import java.nio.file.Path;

/** Files, one for each route, that can be written, as far as could be seen without writing them. */
public final class RoutedRecordSink implements RecordSink {
    private final RoutePattern pattern;
    private final Routing routing;
    private final boolean overwrite;
    private final OutputParts parts;
    private final HeldState state;

    RoutedRecordSink(RoutePattern pattern, Routing routing, boolean overwrite, OutputParts parts) {
        this.pattern = pattern;
        this.routing = routing;
        this.overwrite = overwrite;
        this.parts = parts;
        this.state = new HeldState(pattern.sibling());
    }

    @Override
    public Routing routes() {
        return routing;
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
        return StateDirectory.of(pattern.sibling());
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
        return StateDirectory.isMarked(pattern.sibling());
    }

    @Override
    public void completeInterruptedPublication() throws IOException {
        try (StateDirectory taken = state.take()) {
            files(taken).publish(RouteListing.parse(taken.marked()), true, true);
        }
    }

    @Override
    public RecordOutput open(boolean durable) throws IOException {
        return RoutedOutput.create(files(state.take()), parts, durable, RoutedOutput.MOST_OPEN);
    }

    @Override
    public RecordOutput resume(OutputMark mark) throws IOException {
        return RoutedOutput.resume(files(state.take()), parts, mark, RoutedOutput.MOST_OPEN);
    }

    private RouteFiles files(StateDirectory taken) {
        return new RouteFiles(taken, pattern.base(), overwrite);
    }
}
