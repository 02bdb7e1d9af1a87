package io.nebula.connector;

import java.io.IOException;
import java.nio.file.Path;

/** Files, one for each route, that can be written, as far as could be seen without writing them. */
public final class RoutedRecordSink extends StoredRecordSink {
    private final RoutePattern pattern;
    private final Routing routing;
    private final boolean overwrite;

    RoutedRecordSink(RoutePattern pattern, Routing routing, boolean overwrite, OutputParts parts) {
        super(pattern.sibling(), parts);
        this.pattern = pattern;
        this.routing = routing;
        this.overwrite = overwrite;
    }

    @Override
    public Routing routes() {
        return routing;
    }

    @Override
    public void completeInterruptedPublication() throws IOException {
        try (StateDirectory taken = take()) {
            files(taken).publish(RouteListing.parse(taken.marked()), true, true);
        }
    }

    @Override
    public RecordOutput open(boolean durable) throws IOException {
        return RoutedOutput.create(newFiles(), parts(), durable, RoutedOutput.MOST_OPEN);
    }

    @Override
    public RecordOutput resume(OutputMark mark) throws IOException {
        return RoutedOutput.resume(newFiles(), parts(), mark, RoutedOutput.MOST_OPEN);
    }

    /** Looks again at what is there: until the state was taken another run may have made it. */
    private RouteFiles newFiles() throws IOException {
        StateDirectory taken = take();
        boolean free = false;
        try {
            Path file = overwrite ? null : pattern.existing();
            if (file != null) {
                throw new IOException(file + ": exists, and '" + pattern
                        + "' can stand for it; set overwrite = true to replace such files, or remove them");
            }
            free = true;
            return files(taken);
        } finally {
            if (!free) {
                taken.close();
            }
        }
    }

    private RouteFiles files(StateDirectory taken) {
        return new RouteFiles(taken, pattern.base(), overwrite);
    }
}
