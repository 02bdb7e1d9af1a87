package io.nebula.connector;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The directory {@code <output>.nebula}, where an output is made: it holds the unfinished file, under the output's own
 * name, and a lock against a second run.
 */
final class StateDirectory implements Closeable {
    private final Path output;
    private final boolean overwrite;
    private final Path directory;
    private final Path lockFile;
    private final FileChannel lockChannel;

    private StateDirectory(Path output, boolean overwrite, Path directory, Path lockFile, FileChannel lockChannel) {
        this.output = output;
        this.overwrite = overwrite;
        this.directory = directory;
        this.lockFile = lockFile;
        this.lockChannel = lockChannel;
    }

    /**
     * Creates what is missing and takes the lock.
     *
     * @throws IOException if another run holds it, or the output exists and must not be replaced
     */
    static StateDirectory lock(Path output, boolean overwrite) throws IOException {
        Path directory = output.resolveSibling(output.getFileName() + ".nebula");
        Path lockFile = directory.resolve("lock");
        FileChannel channel;
        try {
            Files.createDirectories(directory);
            channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new IOException(output + ": " + directory + " cannot be made (" + e + "); check the permissions of"
                    + " its parent, and that no file has that name", e);
        }
        StateDirectory state = new StateDirectory(output, overwrite, directory, lockFile, channel);
        try {
            state.claim();
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        return state;
    }

    Path output() {
        return output;
    }

    /** The unfinished output. */
    Path partial() {
        return directory.resolve(output.getFileName());
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
            throw new IOException(output + ": somebody else has created it during the run; what was written is complete"
                    + " in " + partial() + ": move it where you want it", e);
        } catch (IOException e) {
            throw new IOException(output + ": cannot be put in place (" + e + "); what was written is complete in "
                    + partial() + ": move it where you want it", e);
        }
        close();
        Files.deleteIfExists(directory);
    }

    /** Lets another run take the output. */
    @Override
    public void close() throws IOException {
        try (lockChannel) {
            if (lockChannel.isOpen()) {
                Files.deleteIfExists(lockFile);
            }
        }
    }

    private void claim() throws IOException {
        FileLock lock;
        try {
            lock = lockChannel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null || !Files.exists(lockFile)) {
            throw new IOException(output + ": another run is writing it (it holds " + lockFile
                    + "); wait for its end, or choose another output");
        }
        if (Files.exists(output) && !overwrite) {
            close();
            throw new IOException(output + ": exists; set overwrite = true to replace it, or remove it");
        }
    }

    private void publishNew() throws IOException {
        try {
            Files.createLink(output, partial());
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            Files.move(partial(), output);
            return;
        }
        Files.delete(partial());
    }
}
