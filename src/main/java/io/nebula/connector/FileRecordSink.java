package io.nebula.connector;

import java.io.IOException;
import java.nio.file.Path;

/** A file that can be written, as far as could be seen without writing it. */
public final class FileRecordSink extends StoredRecordSink {
    private final Path path;
    private final boolean overwrite;

    FileRecordSink(Path path, boolean overwrite, OutputParts parts) {
        super(path, parts);
        this.path = path;
        this.overwrite = overwrite;
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public void completeInterruptedPublication() throws IOException {
        try (StateDirectory taken = take()) {
            UnfinishedFile file = file(taken);
            file.placeAgain(OutputMark.parse(taken.marked()));
            file.forceName();
            file.forgetPartial();
            taken.remove();
        }
    }

    @Override
    public RecordOutput open(boolean durable) throws IOException {
        StateDirectory taken = take();
        return FileOutput.create(taken, file(taken), parts(), durable);
    }

    @Override
    public RecordOutput resume(OutputMark mark) throws IOException {
        StateDirectory taken = take();
        return FileOutput.resume(taken, file(taken), parts(), mark);
    }

    private UnfinishedFile file(StateDirectory taken) {
        return new UnfinishedFile(taken.directory().resolve(path.getFileName()), path, overwrite);
    }
}
