package io.nebula.connector;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

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

    /** What is in the directory whose name begins like that, sorted by name; nothing if the directory is not there. */
    static List<Path> named(Path directory, String prefix) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> names = Files.newDirectoryStream(directory,
                path -> path.getFileName().toString().startsWith(prefix))) {
            names.forEach(found::add);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        Collections.sort(found);
        return found;
    }

    /** Removes a file or an empty directory that does no harm where it is; false if it is still there. */
    static boolean tidyAway(Path path) {
        try {
            Files.deleteIfExists(path);
            return true;
        } catch (IOException e) { // which is what the answer says
            return false;
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
