package io.nebula.connector;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The directory {@code <output>.nebula}, where an output is made: it holds the unfinished file, under the output's own
 * name, and a lock against a second run.
 */
final class StateDirectory implements Closeable {
    /** What the names of the directory and of the files in it add to the output's name at most, in bytes. */
    static final int ADDED_NAME_BYTES = 7;

    private final Path output;
    private final boolean overwrite;
    private final Path directory;
    private final OutputLock lock;

    private StateDirectory(Path output, boolean overwrite, Path directory, OutputLock lock) {
        this.output = output;
        this.overwrite = overwrite;
        this.directory = directory;
        this.lock = lock;
    }

    /**
     * Creates what is missing and takes the lock.
     *
     * @throws IOException if another run holds it, or the output exists and must not be replaced
     */
    static StateDirectory lock(Path output, boolean overwrite) throws IOException {
        Path directory = output.resolveSibling(output.getFileName() + ".nebula");
        String lockName = output.getFileName() + ".lock";
        OutputLock lock;
        try {
            lock = OutputLock.take(directory, lockName);
        } catch (IOException e) {
            throw new IOException(output + ": " + directory + " cannot be made and locked (" + e + "); check free"
                    + " space, the permissions of its parent, and that no file has that name", e);
        }
        if (lock == null) {
            throw new IOException(output + ": another run is writing it (it holds " + directory.resolve(lockName)
                    + "); wait for its end, or choose another output");
        }
        StateDirectory state = new StateDirectory(output, overwrite, directory, lock);
        if (!overwrite && exists(output)) {
            state.close();
            throw new IOException(output + ": exists; set overwrite = true to replace it, or remove it");
        }
        return state;
    }

    Path output() {
        return output;
    }

    /** Where the unfinished output is. */
    Path partial() {
        return directory.resolve(output.getFileName());
    }

    /**
     * A new, empty unfinished output. What an earlier run has left is removed first, never written to: if that run was
     * killed at its very end, it is the finished output under a second name. Nobody may do more with the new file than
     * with the one that it will replace.
     */
    FileChannel create() throws IOException {
        Files.deleteIfExists(partial());
        return FileChannel.open(partial(), Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                permissions());
    }

    private FileAttribute<?>[] permissions() throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(output, PosixFileAttributeView.class);
        return view == null || !Files.exists(output) ? new FileAttribute<?>[0]
                : new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(view.readAttributes().permissions())};
    }

    /** Puts the unfinished output under its final name, whole or not at all, and removes the directory. */
    void publish() throws IOException {
        try {
            if (overwrite) {
                Files.move(partial(), output, StandardCopyOption.ATOMIC_MOVE);
            } else {
                publishNew();
            }
        } catch (FileAlreadyExistsException e) {
            throw new IOException(output + ": somebody else has created it during the run; " + whereItIs(), e);
        } catch (IOException e) {
            throw new IOException(output + ": cannot be put in place (" + e + "); " + whereItIs(), e);
        }
        remove();
    }

    /** Lets another run take the output. */
    @Override
    public void close() {
        lock.release();
    }

    private String whereItIs() {
        return exists(partial()) ? "what was written is complete in " + partial() + ": move it where you want it"
                : partial() + " has been removed, and what was written with it; run again when nobody does that";
    }

    private void publishNew() throws IOException {
        try {
            Files.createLink(output, partial());
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            moveToNewName();
        }
    }

    /** For file systems without hard links: nothing better than to look first. A move that copies is never made. */
    private void moveToNewName() throws IOException {
        if (exists(output)) {
            throw new FileAlreadyExistsException(output.toString());
        }
        Files.move(partial(), output, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The output is in place: whatever is in the way of tidying up does it no harm, and may be the next run's lock. */
    private void remove() {
        partial().toFile().delete();
        lock.release();
        directory.toFile().delete();
    }

    private static boolean exists(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }
}
