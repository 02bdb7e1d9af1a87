package io.nebula.connector;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * A file that is made under one name and gets its final one when it is complete.
 *
 * @param partial where it is made
 * @param output what it will be
 * @param overwrite whether it may replace a file of that name
 */
record UnfinishedFile(Path partial, Path output, boolean overwrite) {
    private static final int BLOCK_BYTES = 1 << 20;

    /** @throws IOException if the final name is taken and must not be replaced */
    void refuseExisting() throws IOException {
        if (!overwrite && exists(output)) {
            throw new IOException(output + ": exists; set overwrite = true to replace it, or remove it");
        }
    }

    /**
     * Begins with an empty file. What an earlier run has left is removed first, never written to: if that run was
     * killed at its very end, it is the finished output under a second name. Nobody may do more with the new file than
     * with the one that it will replace.
     */
    FileChannel create() throws IOException {
        Set<PosixFilePermission> permissions = permissions();
        try {
            Files.deleteIfExists(partial);
            FileChannel channel = FileChannel.open(partial,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes(permissions));
            if (permissions != null) {
                Files.setPosixFilePermissions(partial, permissions);
            }
            return channel;
        } catch (IOException e) {
            throw new IOException(partial + ": cannot be created (" + Reason.of(e)
                    + "); check permissions and free space", e);
        }
    }

    /**
     * Goes on with the file of an earlier run, cut to where it was at a checkpoint.
     *
     * @throws IOException if that is not there any more; nothing has been changed then
     */
    Reopened reopen(OutputMark mark) throws IOException {
        FileChannel channel = open();
        boolean reopened = false;
        try {
            CRC32C crc = check(channel, mark);
            if (exists(output) && Files.isSameFile(output, partial)) {
                throw new IOException(partial + ": is the finished output under a second name; remove " + partial
                        + " and run again");
            }
            Set<PosixFilePermission> permissions = permissions();
            if (permissions != null) {
                Files.setPosixFilePermissions(partial, permissions);
            }
            if (channel.size() > mark.bytes()) {
                channel.truncate(mark.bytes());
                CrashPoints.reach("cut-back");
            }
            channel.position(mark.bytes());
            reopened = true;
            return new Reopened(channel, crc);
        } finally {
            if (!reopened) {
                channel.close();
            }
        }
    }

    /** A file that is written from where it ends, and the checksum of what it has. */
    record Reopened(FileChannel channel, CRC32C crc) {}

    private FileChannel open() throws IOException {
        try {
            return FileChannel.open(partial, StandardOpenOption.READ, StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            throw new IOException(partial + ": is gone, and what earlier runs have written with it; " + startAgain(),
                    e);
        } catch (IOException e) {
            throw new IOException(partial + ": cannot be opened (" + Reason.of(e) + "); check its permissions", e);
        }
    }

    private CRC32C check(FileChannel channel, OutputMark mark) throws IOException {
        if (channel.size() < mark.bytes()) {
            throw new IOException(partial + ": has " + channel.size() + " bytes, but had " + mark.bytes()
                    + " at the last checkpoint; " + startAgain());
        }
        CRC32C crc = checksum(channel, mark.bytes());
        if (crc.getValue() != mark.crc()) {
            throw new IOException(String.format("%s: the first %d bytes have the checksum %08x, but had %08x at the"
                    + " last checkpoint; %s", partial, mark.bytes(), crc.getValue(), mark.crc(), startAgain()));
        }
        return crc;
    }

    private static CRC32C checksum(FileChannel channel, long bytes) throws IOException {
        CRC32C crc = new CRC32C();
        ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
        long checked = 0;
        while (checked < bytes) {
            block.clear().limit((int) Math.min(BLOCK_BYTES, bytes - checked));
            int count = channel.read(block, checked);
            if (count < 0) {
                throw new EOFException("the file has been cut while it was read");
            }
            crc.update(block.array(), 0, count);
            checked += count;
        }
        return crc;
    }

    private static String startAgain() {
        return "it cannot be continued; start again from the beginning with --restart";
    }

    private Set<PosixFilePermission> permissions() throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(output, PosixFileAttributeView.class);
        return view == null || !Files.exists(output) ? null : view.readAttributes().permissions();
    }

    private static FileAttribute<?>[] attributes(Set<PosixFilePermission> permissions) {
        return permissions == null ? new FileAttribute<?>[0]
                : new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)};
    }

    /** Puts the complete file under its final name, whole or not at all. */
    void place() throws IOException {
        CrashPoints.reach("publishing");
        try {
            if (overwrite) {
                Files.move(partial, output, StandardCopyOption.ATOMIC_MOVE);
            } else {
                publishNew();
            }
        } catch (FileAlreadyExistsException e) {
            throw new IOException(output + ": somebody else has created it during the run; " + whereItIs(), e);
        } catch (IOException e) {
            throw new IOException(output + ": cannot be put in place (" + Reason.of(e) + "); " + whereItIs(), e);
        }
        CrashPoints.reach("published");
    }

    /**
     * Does what {@link #place} does after a process has died in it or behind it.
     *
     * @param mark what the complete file is known to be
     */
    void placeAgain(OutputMark mark) throws IOException {
        if (!exists(partial)) {
            checkPublished(mark);
        } else if (!exists(output) || !Files.isSameFile(partial, output)) {
            if (Files.size(partial) != mark.bytes()) {
                throw new IOException(partial + ": has " + Files.size(partial) + " bytes, but had " + mark.bytes()
                        + " when it was complete; " + startAgain());
            }
            place();
        }
    }

    /** Makes the final name survive the machine. */
    void forceName() throws IOException {
        Directories.force(output.toAbsolutePath().getParent());
        CrashPoints.reach("publication-forced");
    }

    /** The final name is there: the other one, if it still is, stands for the same file. */
    void forgetPartial() {
        Directories.tidyAway(partial);
        CrashPoints.reach("second-name-removed");
    }

    private void checkPublished(OutputMark mark) throws IOException {
        if (Files.isRegularFile(output) && Files.size(output) == mark.bytes()) {
            try (FileChannel channel = FileChannel.open(output, StandardOpenOption.READ)) {
                if (checksum(channel, mark.bytes()).getValue() == mark.crc()) {
                    return;
                }
            }
        }
        throw new IOException(output + ": cannot be put in place; " + whereItIs());
    }

    private String whereItIs() {
        return exists(partial) ? "what was written is complete in " + partial + ": move it where you want it"
                : partial + " has been removed, and what was written with it; run again when nobody does that";
    }

    private void publishNew() throws IOException {
        try {
            Files.createLink(output, partial);
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
        Files.move(partial, output, StandardCopyOption.ATOMIC_MOVE);
    }

    private static boolean exists(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }
}
