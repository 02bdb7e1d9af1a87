package io.nebula.connector;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * An output of many files, one for each route that comes, which get their names together when all are complete. Only so
 * many are open at a time; the one that was written to longest ago is closed for the next. Small runs of bytes wait for
 * others of their route, the shorter the more routes there are, whether its file is open or not.
 */
final class RoutedOutput implements RecordOutput {
    static final int MOST_OPEN = 512;
    private static final int MOST_ROUTES = 100_000;
    private static final int MOST_WAITING = 1 << 14;
    private static final int LEAST_WAITING = 1 << 8;
    private static final int ALL_WAITING = 1 << 23;

    private final RouteFiles files;
    private final OutputParts parts;
    private final boolean durable;
    private final int mostOpen;
    private final List<OutputRoute> routes = new ArrayList<>();
    private final Map<String, OutputRoute> byName = new HashMap<>();
    private final LinkedHashMap<OutputRoute, FileAppender> open = new LinkedHashMap<>(16, 0.75f, true);
    private long storedBytes;
    private long beginnings;
    private boolean prepared;
    private boolean closed;
    private boolean published;
    private IOException failure;

    private RoutedOutput(RouteFiles files, OutputParts parts, boolean durable, int mostOpen) {
        this.files = files;
        this.parts = parts;
        this.durable = durable;
        this.mostOpen = mostOpen;
    }

    /** A new output without any file. Whatever happens, the state directory belongs to it. */
    static RoutedOutput create(RouteFiles files, OutputParts parts, boolean durable, int mostOpen) throws IOException {
        boolean created = false;
        try {
            files.state().unmark();
            files.removeListings();
            files.removeParts(0);
            if (durable) {
                files.state().force();
            }
            created = true;
            return new RoutedOutput(files, parts, durable, mostOpen);
        } finally {
            if (!created) {
                files.state().close();
            }
        }
    }

    /** The durable output of an earlier run at a checkpoint. Whatever happens, the state directory belongs to it. */
    static RoutedOutput resume(RouteFiles files, OutputParts parts, OutputMark mark, int mostOpen) throws IOException {
        boolean resumed = false;
        try {
            RoutedOutput output = new RoutedOutput(files, parts, true, mostOpen);
            files.state().unmark();
            for (RouteListing.Entry entry : files.read(mark).entries()) {
                output.add(entry);
            }
            files.removeParts(output.routes.size());
            CrashPoints.reach("resumed");
            resumed = true;
            return output;
        } finally {
            if (!resumed) {
                files.state().close();
            }
        }
    }

    private void add(RouteListing.Entry entry) throws IOException {
        UnfinishedFile file = files.file(routes.size(), entry.name());
        file.refuseExisting();
        UnfinishedFile.Reopened reopened = file.reopen(entry.mark());
        reopened.channel().close();
        add(new OutputRoute(entry.name(), file, reopened.crc(), entry.mark().bytes()));
        storedBytes += entry.mark().bytes();
    }

    private void add(OutputRoute route) {
        routes.add(route);
        byName.put(route.name(), route);
    }

    @Override
    public void append(byte[] bytes, int start, int length) {
        throw new UnsupportedOperationException("which file?");
    }

    @Override
    public void append(String name, byte[] bytes, int start, int length) throws IOException {
        refuseAfterFailure();
        try {
            OutputRoute route = byName.get(name);
            if (route == null) {
                route = begin(name);
            }
            append(route, bytes, start, length);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private OutputRoute begin(String name) throws IOException {
        UnfinishedFile file = files.file(routes.size(), name);
        if (routes.size() == MOST_ROUTES) {
            throw new IOException(String.format(Locale.ROOT, "%s: would be one file more than %,d; choose fields with"
                    + " fewer values for the path", file.output(), MOST_ROUTES));
        }
        file.refuseExisting();
        OutputRoute route = new OutputRoute(name, file, new CRC32C(), 0);
        makeRoom();
        open.put(route, route.appender(file.create()));
        add(route);
        CrashPoints.reach("created");
        byte[] prologue = parts.prologue();
        append(route, prologue, 0, prologue.length);
        beginnings += prologue.length;
        return route;
    }

    private void append(OutputRoute route, byte[] bytes, int start, int length) throws IOException {
        int most = Math.max(LEAST_WAITING, Math.min(MOST_WAITING, ALL_WAITING / routes.size()));
        if (!route.hold(bytes, start, length, most)) {
            route.write(appender(route), bytes, start, length);
        }
        storedBytes += length;
    }

    private FileAppender appender(OutputRoute route) throws IOException {
        FileAppender appender = open.get(route);
        if (appender == null) {
            makeRoom();
            appender = route.appender(FileChannel.open(route.file().partial(), StandardOpenOption.WRITE,
                    StandardOpenOption.APPEND));
            open.put(route, appender);
        }
        return appender;
    }

    /** The file that is closed here is forced when the next checkpoint opens it again. */
    private void makeRoom() throws IOException {
        if (open.size() == mostOpen) {
            OutputRoute eldest = open.keySet().iterator().next();
            open.get(eldest).close();
            open.remove(eldest);
        }
    }

    @Override
    public OutputMark checkpoint() throws IOException {
        if (!durable) {
            return RecordOutput.super.checkpoint();
        }
        refuseAfterFailure();
        try {
            force();
            RouteListing listing = listing();
            files.write(listing);
            return listing.mark();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** First all are written and then all are forced, so that the medium can take them together. */
    private void force() throws IOException {
        release();
        for (OutputRoute route : routes) {
            if (route.unforced()) {
                appender(route).force();
                route.forced();
            }
        }
    }

    private RouteListing listing() {
        return new RouteListing(routes.stream().map(OutputRoute::entry).toList());
    }

    @Override
    public void prepare() throws IOException {
        if (prepared) {
            return;
        }
        refuseAfterFailure();
        try {
            if (durable) {
                force();
            } else {
                release();
            }
            closeAll();
            if (durable) {
                files.state().mark(listing().text());
            }
            prepared = true;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void release() throws IOException {
        for (OutputRoute route : routes) {
            if (route.waiting()) {
                route.release(appender(route));
            }
        }
    }

    private void closeAll() throws IOException {
        for (FileAppender appender : open.values()) {
            appender.close();
        }
        open.clear();
    }

    @Override
    public void commit() throws IOException {
        prepare();
        files.publish(listing(), false, durable);
        published = true;
        closed = true;
    }

    @Override
    public void abandon() {
        if (closed) {
            return;
        }
        closed = true;
        StateDirectory state = files.state();
        try (state) {
            if (failure == null) {
                release();
            }
            closeAll();
        } catch (IOException e) {
            failure = e;
        }
    }

    @Override
    public long storedBytes() {
        return storedBytes;
    }

    @Override
    public long routeBeginnings() {
        return beginnings;
    }

    @Override
    public String partial() {
        if (published || routes.isEmpty() || !Files.exists(files.state().directory())) {
            return null;
        }
        return files.state().directory() + (failure == null ? "" : " (not whole: " + failure.getMessage() + ")");
    }

    private IOException failed(IOException cause) {
        failure = cause;
        return cause;
    }

    private void refuseAfterFailure() throws IOException {
        if (failure != null) {
            throw new IOException(failure.getMessage(), failure);
        }
    }
}
