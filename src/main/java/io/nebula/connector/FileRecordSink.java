package io.nebula.connector;

import io.nebula.format.Encoder;
import java.io.IOException;
import java.nio.file.Path;

/** A file that can be written, as far as could be seen without writing it. */
public final class FileRecordSink implements RecordSink {
    private final Path path;
    private final boolean overwrite;
    private final OutputParts parts;

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
    public RecordOutput open() throws IOException {
        return FileOutput.create(StateDirectory.lock(path, overwrite), parts);
    }
}
