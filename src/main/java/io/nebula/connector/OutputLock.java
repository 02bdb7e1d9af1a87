package io.nebula.connector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A lock file that one run at a time can hold: in this process, and among all processes of this machine. The lock ends
 * with the process that holds it; a lock file that is left behind locks nothing.
 *
 * <p>Whoever holds the lock removes the file in the end, so a file that has been opened may by then be another one than
 * that under its name. The holder therefore writes a text of its own and reads it back by name. Both channels stay open
 * as long as the lock is held: closing any channel of a file gives up the locks that the process has on it.
 */
final class OutputLock {
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();
    private static final Pattern SIGNATURE = Pattern.compile("process (\\d{1,18}), ");
    private static final int ATTEMPTS = 100;
    private static final int MOST_TEXT_BYTES = 200;

    private final Path file;
    private final FileChannel channel;
    private final byte[] text;
    private FileChannel named;

    private OutputLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
        String run = Long.toHexString(ThreadLocalRandom.current().nextLong());
        this.text = ("process " + ProcessHandle.current().pid() + ", run " + run + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Creates the directory and takes the lock in it.
     *
     * @return null if somebody else holds it
     */
    static OutputLock take(Path directory, String name) throws IOException {
        for (int attempt = 1;; attempt++) {
            try {
                Files.createDirectories(directory);
                return take(directory.toRealPath().resolve(name));
            } catch (NoSuchFileException e) { // a run that was ending has removed the directory or the file
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /**
     * Whether a run of this machine holds a lock file. Counts as holding it meanwhile, for this process only: to close the
     * file that has been looked at would give up a lock that the process has taken since.
     */
    static boolean isHeld(Path file) {
        Path real;
        try {
            real = file.toRealPath();
        } catch (IOException e) {
            return false; // there is none
        }
        if (!HELD.add(real)) {
            return true;
        }
        try {
            return isHeldElsewhere(real);
        } finally {
            HELD.remove(real);
        }
    }

    /** Only a process that is there is asked, so as not to get in the way of a run that begins. */
    private static boolean isHeldElsewhere(Path file) {
        Matcher process;
        try {
            process = SIGNATURE.matcher(Files.readString(file, StandardCharsets.US_ASCII));
        } catch (IOException e) {
            return false; // the run has ended in the meantime
        }
        return process.lookingAt() && ProcessHandle.of(Long.parseLong(process.group(1))).isPresent() && isLocked(file);
    }

    /** A process may have the number of one that has gone: only the lock itself tells. Shared, so as to change nothing. */
    private static boolean isLocked(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true;
        } catch (IOException e) {
            return false; // the run has ended in the meantime
        }
    }

    /** @throws NoSuchFileException if what was locked is not, or no longer, the file of that name */
    private static OutputLock take(Path file) throws IOException {
        if (!HELD.add(file)) {
            return null;
        }
        boolean taken = false;
        FileChannel channel = null;
        OutputLock lock = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                return null;
            }
            lock = new OutputLock(file, channel);
            lock.sign();
            taken = true;
            return lock;
        } catch (OverlappingFileLockException e) { // held in this process by a path that leads to the same file
            return null;
        } finally {
            if (!taken) {
                letGo(file, channel, lock == null ? null : lock.named);
            }
        }
    }

    private void sign() throws IOException {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(text), 0);
        named = FileChannel.open(file, StandardOpenOption.READ);
        if (!ours()) {
            throw new NoSuchFileException(file.toString());
        }
    }

    private boolean ours() throws IOException {
        ByteBuffer there = ByteBuffer.allocate(MOST_TEXT_BYTES);
        named.read(there, 0);
        return Arrays.equals(text, Arrays.copyOf(there.array(), there.position()));
    }

    /** Removes the file, if it still can, and lets another run take the lock. Idempotent. */
    void release() {
        if (channel.isOpen()) {
            Directories.tidyAway(file);
            letGo(file, channel, named);
        }
    }

    private static void letGo(Path file, FileChannel channel, FileChannel named) {
        try (channel; named) {
            // nothing left to do but to close both
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be closed", e);
        } finally {
            HELD.remove(file);
        }
    }
}
