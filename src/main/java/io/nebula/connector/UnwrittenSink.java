package io.nebula.connector;

import io.nebula.format.Encoder;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A sink that has been checked and is encoded for, and then not written: nothing on any medium changes.
 *
 * @param original the sink that would be written
 */
public record UnwrittenSink(RecordSink original) implements RecordSink {
    @Override
    public Encoder encoder() {
        return original.encoder();
    }

    @Override
    public Compressor compressor() {
        return original.compressor();
    }

    @Override
    public Routing routes() {
        return original.routes();
    }

    @Override
    public Path path() {
        return original.path();
    }

    @Override
    public long count(byte[] bytes, int length) throws IOException {
        return original.count(bytes, length);
    }

    @Override
    public RecordOutput open(boolean durable) {
        return new DiscardedOutput();
    }
}
