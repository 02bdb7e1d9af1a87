package io.nebula.simulation;

import io.nebula.simulation.Disk.Name;
import io.nebula.simulation.Disk.Node;
import io.nebula.simulation.Hazards.Deed;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Does what {@link java.nio.file.Files} asks for on the simulated disk. There are no symbolic links and no permissions. */
final class SimulatedProvider extends FileSystemProvider {
    private final SimulatedFileSystem system;

    SimulatedProvider(SimulatedFileSystem system) {
        this.system = system;
    }

    private static String text(Path path) {
        return path.toAbsolutePath().normalize().toString();
    }

    private Node find(Path path) {
        return system.disk().find(text(path));
    }

    private Node found(Path path) throws IOException {
        Node node = find(path);
        if (node == null) {
            throw new NoSuchFileException(path.toString());
        }
        return node;
    }

    private Node directoryOf(Path path) throws IOException {
        Path parent = path.toAbsolutePath().normalize().getParent();
        Node directory = parent == null ? null : find(parent);
        if (directory == null) {
            throw new NoSuchFileException(path.toString());
        }
        if (!directory.directory) {
            throw new FileSystemException(path.toString(), null, "Not a directory");
        }
        return directory;
    }

    private void before(Deed deed, Path path) throws IOException {
        system.hazards().before(deed, path.toString());
    }

    private Name name(Path path, Node node) throws IOException {
        Node directory = directoryOf(path);
        directory.changed = system.hazards().millis();
        return new Name(directory, path.toAbsolutePath().normalize().getFileName().toString(), node);
    }

    @Override
    public String getScheme() {
        return "simulated";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> env) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return system;
    }

    @Override
    public Path getPath(URI uri) {
        return system.getPath(uri.getSchemeSpecificPart());
    }

    @Override
    public SeekableByteChannel newByteChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        boolean writes = options.contains(StandardOpenOption.WRITE) || options.contains(StandardOpenOption.APPEND);
        Node node = find(path);
        boolean creates = writes && (options.contains(StandardOpenOption.CREATE_NEW)
                || options.contains(StandardOpenOption.CREATE) && node == null);
        before(creates ? Deed.CREATE : Deed.OPEN, path);
        node = find(path);
        if (creates) {
            if (node != null) {
                throw new FileAlreadyExistsException(path.toString());
            }
            system.hazards().room(1);
            node = system.disk().file();
            node.changed = system.hazards().millis();
            system.disk().change(name(path, node));
        }
        SimulatedChannel channel = new SimulatedChannel(system, found(path), path.toString());
        if (writes && !creates && options.contains(StandardOpenOption.TRUNCATE_EXISTING)) {
            channel.truncate(0);
        }
        if (options.contains(StandardOpenOption.APPEND)) {
            channel.position(found(path).size);
        }
        return channel;
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path directory, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        before(Deed.LOOK, directory);
        Node node = found(directory);
        if (!node.directory) {
            throw new NotDirectoryException(directory.toString());
        }
        List<Path> children = new ArrayList<>();
        for (String name : node.names.keySet()) {
            Path child = directory.resolve(name);
            if (filter.accept(child)) {
                children.add(child);
            }
        }
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                return children.iterator();
            }

            @Override
            public void close() {
                // it is only a list
            }
        };
    }

    @Override
    public void createDirectory(Path path, FileAttribute<?>... attributes) throws IOException {
        before(Deed.MAKE_DIRECTORY, path);
        if (find(path) != null) {
            throw new FileAlreadyExistsException(path.toString());
        }
        system.disk().change(name(path, system.disk().directory()));
    }

    @Override
    public void delete(Path path) throws IOException {
        before(Deed.DELETE, path);
        Node node = found(path);
        if (!node.names.isEmpty()) {
            throw new DirectoryNotEmptyException(path.toString());
        }
        system.disk().change(name(path, null));
    }

    @Override
    public void createLink(Path link, Path existing) throws IOException {
        before(Deed.LINK, link);
        Node node = found(existing);
        if (find(link) != null) {
            throw new FileAlreadyExistsException(link.toString());
        }
        system.disk().change(name(link, node));
    }

    @Override
    public void move(Path from, Path to, CopyOption... options) throws IOException {
        before(Deed.MOVE, to);
        Node node = found(from);
        system.disk().change(name(from, null), name(to, node));
    }

    @Override
    public void copy(Path from, Path to, CopyOption... options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isSameFile(Path one, Path other) throws IOException {
        before(Deed.LOOK, one);
        return found(one) == found(other);
    }

    @Override
    public boolean isHidden(Path path) {
        return path.getFileName().toString().startsWith(".");
    }

    @Override
    public FileStore getFileStore(Path path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        before(Deed.LOOK, path);
        found(path);
    }

    @Override
    public Path readSymbolicLink(Path link) throws IOException {
        throw new NotLinkException(link.toString());
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
        return null;
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        before(Deed.LOOK, path);
        return type.cast(new Attributes(found(path)));
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) {
        throw new UnsupportedOperationException();
    }

    /** As they are now. */
    private record Attributes(long size, FileTime changed, boolean isDirectory, Object fileKey)
            implements BasicFileAttributes {
        private Attributes(Node node) {
            this(node.size, FileTime.fromMillis(node.changed), node.directory, "(dev=1,ino=" + node.id + ")");
        }

        @Override
        public FileTime lastModifiedTime() {
            return changed;
        }

        @Override
        public FileTime lastAccessTime() {
            return changed;
        }

        @Override
        public FileTime creationTime() {
            return changed;
        }

        @Override
        public boolean isRegularFile() {
            return !isDirectory;
        }

        @Override
        public boolean isSymbolicLink() {
            return false;
        }

        @Override
        public boolean isOther() {
            return false;
        }
    }
}
