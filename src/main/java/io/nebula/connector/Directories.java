package io.nebula.connector;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What makes names in directories survive the machine. */
final class Directories {
    private Directories() {}

    /** The nearest directory above that exists. */
    static Path existing(Path file) {
        Path there = file.toAbsolutePath().getParent();
        while (!Files.exists(there)) {
            there = there.getParent();
        }
        return there;
    }

    /** The file without symbolic links on the way to it, as far as that exists. */
    static Path real(Path file) {
        Path there = file.toAbsolutePath().normalize();
        try {
            return there.toRealPath();
        } catch (IOException e) { // not there, or not readable: then what is above it may be
            return there.getParent() == null ? there : real(there.getParent()).resolve(there.getFileName());
        }
    }

    /** Forces the directory, and those above it up to {@code top}, onto the medium. */
    static void force(Path directory, Path top) throws IOException {
        Path each = directory.toAbsolutePath();
        force(each);
        while (!each.equals(top) && each.getParent() != null) {
            each = each.getParent();
            force(each);
        }
    }

    static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            throw new IOException(directory + ": the directory cannot be made durable (" + Reason.of(e)
                    + "); check the disk and the directory's permissions, which must allow to read it, or set checkpoint.enabled = false", e);
        }
    }
}
