package io.nebula.simulation;

import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.List;
import java.util.Set;

/** The simulated disk as one process sees it: each process, from its start to its end, has one of its own. */
final class SimulatedFileSystem extends FileSystem {
    private Disk disk;
    private Hazards hazards;
    private final SimulatedProvider provider = new SimulatedProvider(this);

    SimulatedFileSystem(Disk disk, Hazards hazards) {
        this.disk = disk;
        this.hazards = hazards;
    }

    /** The process has ended; what still refers to this keeps nothing alive. */
    void unmount() {
        disk = null;
        hazards = null;
    }

    Disk disk() {
        if (disk == null) {
            throw new Died();
        }
        return disk;
    }

    Hazards hazards() {
        if (hazards == null) {
            throw new Died();
        }
        return hazards;
    }

    @Override
    public FileSystemProvider provider() {
        return provider;
    }

    @Override
    public Path getPath(String first, String... more) {
        return new SimulatedPath(this, more.length == 0 ? first : first + "/" + String.join("/", more));
    }

    /** On names only. */
    @Override
    public PathMatcher getPathMatcher(String pattern) {
        FileSystem real = SimulatedDefaultProvider.realFileSystem();
        PathMatcher matcher = real.getPathMatcher(pattern);
        return path -> matcher.matches(real.getPath(path.toString()));
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        return List.of(getPath("/"));
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public String getSeparator() {
        return "/";
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return Set.of("basic");
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        return List.of();
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        throw new UnsupportedOperationException();
    }

    @Override
    public WatchService newWatchService() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
