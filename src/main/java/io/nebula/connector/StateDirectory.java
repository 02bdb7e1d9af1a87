package io.nebula.connector;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The directory {@code <output>.nebula}, where an output is made. It holds unfinished files; a lock against a second
 * run; once all is complete, a mark that says so; and what others keep there to resume, see {@link RecordSink#KEPT}.
 *
 * <p>The names of the lock and of the mark are longer than the output's, whose own name is that of the unfinished file.
 */
final class StateDirectory implements Closeable {
    /** What the names of the directory and of the files in it add to the output's name at most, in bytes. */
    static final int ADDED_NAME_BYTES = 7;

    private final Path output;
    private final Path directory;
    private final Path existing;
    private final OutputLock lock;

    private StateDirectory(Path output, Path directory, Path existing, OutputLock lock) {
        this.output = output;
        this.directory = directory;
        this.existing = existing;
        this.lock = lock;
    }

    /** The directory of an output, there or not. */
    static Path of(Path output) {
        return output.resolveSibling(output.getFileName() + ".nebula");
    }

    /** Whether an output is complete that nobody has tidied up after. */
    static boolean isMarked(Path output) {
        return Files.isRegularFile(mark(output));
    }

    /** Whether a run holds the lock; takes nothing and changes nothing. */
    static boolean isLocked(Path output) {
        return OutputLock.isHeld(of(output).resolve(lockName(output)));
    }

    private static String lockName(Path output) {
        return output.getFileName() + ".lock";
    }

    /**
     * Creates what is missing and takes the lock.
     *
     * @throws IOException if another run holds it
     */
    static StateDirectory lock(Path output) throws IOException {
        Path directory = of(output);
        String lockName = lockName(output);
        Path existing = Directories.existing(directory);
        OutputLock lock;
        try {
            lock = OutputLock.take(directory, lockName);
        } catch (IOException e) {
            throw new IOException(output + ": " + directory + " cannot be made and locked (" + Reason.of(e)
                    + "); check free space, the permissions of its parent, and that no file has that name", e);
        }
        if (lock == null) {
            throw new IOException(output + ": another run is writing it (it holds " + directory.resolve(lockName)
                    + "); wait for its end, or choose another output");
        }
        return new StateDirectory(output, directory, existing, lock);
    }

    Path output() {
        return output;
    }

    Path directory() {
        return directory;
    }

    /** Makes the names in the directory survive the machine, its own too. */
    void force() throws IOException {
        Directories.force(directory, existing);
    }

    /** Says that everything is complete: the text is there whole or not at all, whatever happens to the machine. */
    void mark(String text) throws IOException {
        Path draft = directory.resolve(output.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            CrashPoints.reach("mark-written");
            channel.force(true);
        }
        CrashPoints.reach("mark-forced");
        Files.move(draft, mark(output), StandardCopyOption.ATOMIC_MOVE);
        CrashPoints.reach("mark-named");
        Directories.force(directory);
        CrashPoints.reach("marked");
    }

    /** What the mark says. */
    String marked() throws IOException {
        return Files.readString(mark(output));
    }

    /** What is in the directory is about to be incomplete. */
    void unmark() throws IOException {
        if (Files.deleteIfExists(mark(output))) {
            CrashPoints.reach("unmarked");
            Directories.force(directory);
        }
    }

    /**
     * The output is in place: whatever is in the way of tidying up does it no harm, and may be the next run's lock. The
     * mark goes last, so that a run that finds less than all knows why.
     */
    void remove() {
        for (Path each : kept()) {
            Directories.tidyAway(each);
            CrashPoints.reach("kept-removed");
        }
        Directories.tidyAway(directory.resolve(output.getFileName() + ".new"));
        Directories.tidyAway(mark(output));
        CrashPoints.reach("mark-removed");
        close();
        CrashPoints.reach("removed");
    }

    private List<Path> kept() {
        try {
            return Directories.named(directory, RecordSink.KEPT);
        } catch (IOException e) { // what cannot be listed stays, like what cannot be removed
            return List.of();
        }
    }

    /** Lets another run take the output. Idempotent. */
    @Override
    public void close() {
        lock.release();
        Directories.tidyAway(directory); // which only succeeds if nothing is in it
    }

    private static Path mark(Path output) {
        return of(output).resolve(output.getFileName() + ".done");
    }
}
