package io.nebula.connector;

import io.nebula.format.Decoder;
import io.nebula.format.Morsel;
import io.nebula.format.Origin;
import io.nebula.record.Schema;
import java.nio.file.Path;
import java.util.List;

/**
 * The records of another source, read in another way. What it reads is not what the original would, so it cannot be resumed,
 * and how much there is must be said anew.
 */
public abstract class ForwardingSource implements RecordSource {
    private final RecordSource original;

    /** @param original closed with this one */
    protected ForwardingSource(RecordSource original) {
        this.original = original;
    }

    protected final RecordSource original() {
        return original;
    }

    @Override
    public final Schema schema() {
        return original.schema();
    }

    @Override
    public final Decoder decoder(int vectorRows) {
        return original.decoder(vectorRows);
    }

    @Override
    public final String describe(String origin, long line, long position) {
        return original.describe(origin, line, position);
    }

    @Override
    public long line(Morsel morsel) {
        return original.line(morsel);
    }

    @Override
    public final long count(Morsel morsel) {
        return original.count(morsel);
    }

    @Override
    public final Origin origin(String name) {
        return original.origin(name);
    }

    @Override
    public List<Path> files() {
        return original.files();
    }

    @Override
    public void close() {
        original.close();
    }
}
