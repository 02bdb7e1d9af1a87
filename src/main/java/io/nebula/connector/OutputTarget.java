package io.nebula.connector;

import io.nebula.options.InvalidOptionsException;
import io.nebula.options.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/** The file that an output's path stands for, as far as it can be checked without writing it. */
final class OutputTarget {
    private static final int MOST_LINKS = 40;
    private static final int MOST_DIRECTORY_BYTES = 255;
    private static final int MOST_NAME_BYTES = MOST_DIRECTORY_BYTES - StateDirectory.ADDED_NAME_BYTES;
    private static final List<Path> KERNEL = List.of(Path.of("/proc"), Path.of("/sys"));

    private final String path;

    private OutputTarget(String path) {
        this.path = path;
    }

    /** The file to write: where {@code path} is a symbolic link, the file that it leads to, there or not. */
    static Path of(String path, boolean overwrite) throws InvalidOptionsException {
        Path file;
        try {
            file = Path.of(path);
        } catch (InvalidPathException e) {
            throw problem("bad-path", "'" + path + "' is no path: " + e.getMessage(), null);
        }
        OutputTarget target = new OutputTarget(path);
        Path followed = target.follow(file);
        target.checkFile(followed, overwrite);
        target.checkDirectories(followed);
        return followed;
    }

    /** Checks the files that a pattern stands for, in the same way. */
    static void checkRouted(String path, RoutePattern pattern, boolean overwrite) throws InvalidOptionsException {
        OutputTarget target = new OutputTarget(path);
        Path sibling = pattern.sibling();
        target.checkName(sibling);
        target.checkDirectories(sibling);
        if (overwrite || StateDirectory.isMarked(sibling)) {
            return;
        }
        Path file;
        try {
            file = pattern.existing();
        } catch (IOException e) {
            throw problem("not-readable", e.getMessage(), null);
        }
        if (file != null) {
            throw problem("output-exists", "'" + file + "' exists, which '" + path + "' can stand for",
                    "set overwrite = true to replace such files, or remove them");
        }
    }

    private Path follow(Path file) throws InvalidOptionsException {
        Path followed = file;
        try {
            for (int links = 0; links < MOST_LINKS; links++) {
                if (!Files.isSymbolicLink(followed)) {
                    return followed;
                }
                followed = followed.resolveSibling(Files.readSymbolicLink(followed));
            }
        } catch (IOException e) {
            throw problem("bad-path", "'" + path + "' is a symbolic link that cannot be read (" + Reason.of(e) + ")", null);
        }
        throw problem("bad-path", "'" + path + "' is a symbolic link that leads nowhere, after " + MOST_LINKS
                + " others", "remove it or choose another output");
    }

    private void checkFile(Path file, boolean overwrite) throws InvalidOptionsException {
        if (path.isEmpty() || file.getFileName() == null) {
            throw problem("bad-path", path.isEmpty() ? "the path is empty" : "'" + path + "' names no file",
                    "give a name such as \"out/data.csv\"");
        }
        checkName(file);
        if (Files.isDirectory(file) || path.endsWith("/")) {
            throw problem("is-directory", "'" + path + "' is a directory", "add the name of a file");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw problem("not-a-file", "'" + path + "' is not a regular file",
                    "use \"-\" for standard output, or type = discard to write nothing");
        }
        if (Files.exists(file) && !overwrite && !StateDirectory.isMarked(file)) {
            throw problem("output-exists", "'" + path + "' exists", "set overwrite = true to replace it, or remove it");
        }
    }

    private void checkName(Path file) throws InvalidOptionsException {
        checkLength(file.getFileName(), MOST_NAME_BYTES);
    }

    private void checkLength(Path name, int most) throws InvalidOptionsException {
        if (name.toString().getBytes(StandardCharsets.UTF_8).length > most) {
            throw problem("bad-path", "the name '" + name + "' is too long: " + most + " bytes are the most",
                    "choose a shorter name");
        }
    }

    /** Everything above the file and beside it that a run makes. */
    private void checkDirectories(Path file) throws InvalidOptionsException {
        Path there = file.toAbsolutePath().getParent();
        while (!Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
            checkLength(there.getFileName(), MOST_DIRECTORY_BYTES);
            there = there.getParent();
        }
        checkDirectory(there, "choose another directory");
        Path state = StateDirectory.of(file);
        if (Files.exists(state, LinkOption.NOFOLLOW_LINKS)) {
            checkDirectory(state, "that is where a run keeps its state: move it away, or choose another output");
        }
    }

    private void checkDirectory(Path directory, String remedy) throws InvalidOptionsException {
        if (!Files.isDirectory(directory)) {
            throw problem("not-a-directory", "'" + path + "' cannot be created: " + directory + " is not a directory",
                    remedy);
        }
        Path real = Directories.real(directory);
        if (KERNEL.stream().anyMatch(real::startsWith)) { // whose permissions tell root nothing
            throw problem("not-writable", "'" + path + "' cannot be created: " + directory
                    + " is a view of the kernel, where nobody can make files", "choose another directory");
        }
        if (!Files.isWritable(directory) || !Files.isExecutable(directory)) {
            throw problem("not-writable", "'" + path + "' cannot be created: " + directory
                    + " may not be written by this user", "change its permissions or choose another directory");
        }
    }

    private static InvalidOptionsException problem(String code, String message, String advice) {
        return new InvalidOptionsException(Problem.at("path", code, message, advice));
    }
}
