package io.nebula.simulation;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A path on the simulated disk, as one process has it: another one after a crash is another path. */
final class SimulatedPath implements Path {
    private final SimulatedFileSystem system;
    private final String text;

    SimulatedPath(SimulatedFileSystem system, String text) {
        this.system = system;
        String single = text.replaceAll("/+", "/");
        this.text = single.length() > 1 && single.endsWith("/") ? single.substring(0, single.length() - 1) : single;
        if (text.indexOf('\0') >= 0) {
            throw new InvalidPathException(text, "it has a zero character");
        }
    }

    private SimulatedPath path(String other) {
        return new SimulatedPath(system, other);
    }

    private List<String> names() {
        return Arrays.stream(text.split("/")).filter(name -> !name.isEmpty()).toList();
    }

    @Override
    public FileSystem getFileSystem() {
        return system;
    }

    @Override
    public boolean isAbsolute() {
        return text.startsWith("/");
    }

    @Override
    public Path getRoot() {
        return isAbsolute() ? path("/") : null;
    }

    @Override
    public Path getFileName() {
        return text.equals("/") ? null : path(text.substring(text.lastIndexOf('/') + 1));
    }

    @Override
    public Path getParent() {
        int last = text.lastIndexOf('/');
        return last < 0 || text.equals("/") ? null : path(last == 0 ? "/" : text.substring(0, last));
    }

    @Override
    public int getNameCount() {
        return names().size();
    }

    @Override
    public Path getName(int index) {
        return path(names().get(index));
    }

    @Override
    public Path subpath(int from, int to) {
        return path(String.join("/", names().subList(from, to)));
    }

    @Override
    public boolean startsWith(Path other) {
        return other instanceof SimulatedPath that && that.isAbsolute() == isAbsolute()
                && that.names().size() <= names().size() && names().subList(0, that.names().size()).equals(that.names());
    }

    @Override
    public boolean endsWith(Path other) {
        int size = names().size();
        return other instanceof SimulatedPath that && !that.isAbsolute() && that.names().size() <= size
                && names().subList(size - that.names().size(), size).equals(that.names());
    }

    @Override
    public Path normalize() {
        List<String> normal = new ArrayList<>();
        for (String name : names()) {
            if (name.equals("..") && !normal.isEmpty()) {
                normal.remove(normal.size() - 1);
            } else if (!name.equals(".")) {
                normal.add(name);
            }
        }
        return path((isAbsolute() ? "/" : "") + String.join("/", normal));
    }

    @Override
    public Path resolve(Path other) {
        String name = other.toString();
        return name.startsWith("/") ? path(name) : name.isEmpty() ? this : path(text.isEmpty() ? name : text + "/" + name);
    }

    @Override
    public Path relativize(Path other) {
        if (!other.startsWith(this)) {
            throw new IllegalArgumentException(other + " is not below " + this);
        }
        int below = names().size();
        return below == other.getNameCount() ? path("") : other.subpath(below, other.getNameCount());
    }

    @Override
    public URI toUri() {
        return URI.create("simulated:" + toAbsolutePath());
    }

    @Override
    public Path toAbsolutePath() {
        return isAbsolute() ? this : path("/" + text);
    }

    @Override
    public Path toRealPath(LinkOption... options) throws IOException {
        Path real = toAbsolutePath().normalize();
        if (system.disk().find(real.toString()) == null) {
            throw new NoSuchFileException(text);
        }
        return real;
    }

    @Override
    public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int compareTo(Path other) {
        return text.compareTo(other.toString());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SimulatedPath that && system == that.system && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
