package io.nebula.simulation;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.Map;
import java.util.Set;

/**
 * Makes {@code /sim} in every path of the JVM lead to the simulated disk, and all else to the real one: named by the system
 * property {@code java.nio.file.spi.DefaultFileSystemProvider}. So the programs under test take their files from texts, as
 * they always do.
 */
public final class SimulatedDefaultProvider extends FileSystemProvider {
    /** Where everything simulated is. */
    static final String TOP = "/sim";

    private static volatile SimulatedFileSystem mounted;

    private final FileSystemProvider real;
    private final FileSystem system;

    /** Called by the JVM with what it would use otherwise. */
    public SimulatedDefaultProvider(FileSystemProvider real) {
        this.real = real;
        this.system = new Both(this, real.getFileSystem(URI.create("file:///")));
    }

    static void mount(SimulatedFileSystem simulated) {
        if (!(FileSystems.getDefault() instanceof Both)) {
            throw new IllegalStateException("start the JVM with -Djava.nio.file.spi.DefaultFileSystemProvider="
                    + SimulatedDefaultProvider.class.getName());
        }
        mounted = simulated;
    }

    static FileSystem realFileSystem() {
        return ((Both) FileSystems.getDefault()).real;
    }

    @Override
    public String getScheme() {
        return real.getScheme();
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> env) throws IOException {
        return real.newFileSystem(uri, env);
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return system;
    }

    @Override
    public Path getPath(URI uri) {
        return real.getPath(uri);
    }

    @Override
    public SeekableByteChannel newByteChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        return real.newByteChannel(path, options, attributes);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path directory, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        return real.newDirectoryStream(directory, filter);
    }

    @Override
    public void createDirectory(Path path, FileAttribute<?>... attributes) throws IOException {
        real.createDirectory(path, attributes);
    }

    @Override
    public void delete(Path path) throws IOException {
        real.delete(path);
    }

    @Override
    public void copy(Path from, Path to, CopyOption... options) throws IOException {
        real.copy(from, to, options);
    }

    @Override
    public void move(Path from, Path to, CopyOption... options) throws IOException {
        real.move(from, to, options);
    }

    @Override
    public boolean isSameFile(Path one, Path other) throws IOException {
        return real.isSameFile(one, other);
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
        return real.isHidden(path);
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        return real.getFileStore(path);
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        real.checkAccess(path, modes);
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
        return real.getFileAttributeView(path, type, options);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        return real.readAttributes(path, type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
        return real.readAttributes(path, attributes, options);
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) throws IOException {
        real.setAttribute(path, attribute, value, options);
    }

    /** Makes paths of the one or of the other. */
    private static final class Both extends FileSystem {
        private final FileSystemProvider provider;
        private final FileSystem real;

        private Both(FileSystemProvider provider, FileSystem real) {
            this.provider = provider;
            this.real = real;
        }

        @Override
        public Path getPath(String first, String... more) {
            SimulatedFileSystem simulated = mounted;
            boolean below = first.equals("/") || first.equals(TOP) || first.startsWith(TOP + "/");
            return simulated != null && below ? simulated.getPath(first, more) : real.getPath(first, more);
        }

        @Override
        public FileSystemProvider provider() {
            return provider;
        }

        @Override
        public void close() throws IOException {
            real.close();
        }

        @Override
        public boolean isOpen() {
            return real.isOpen();
        }

        @Override
        public boolean isReadOnly() {
            return real.isReadOnly();
        }

        @Override
        public String getSeparator() {
            return real.getSeparator();
        }

        @Override
        public Iterable<Path> getRootDirectories() {
            return real.getRootDirectories();
        }

        @Override
        public Iterable<FileStore> getFileStores() {
            return real.getFileStores();
        }

        @Override
        public Set<String> supportedFileAttributeViews() {
            return real.supportedFileAttributeViews();
        }

        @Override
        public PathMatcher getPathMatcher(String pattern) {
            return real.getPathMatcher(pattern);
        }

        @Override
        public UserPrincipalLookupService getUserPrincipalLookupService() {
            return real.getUserPrincipalLookupService();
        }

        @Override
        public WatchService newWatchService() throws IOException {
            return real.newWatchService();
        }
    }
}
