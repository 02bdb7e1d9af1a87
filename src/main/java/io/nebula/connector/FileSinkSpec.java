package io.nebula.connector;

import io.nebula.format.Format;
import io.nebula.options.InvalidOptionsException;
import io.nebula.options.Problem;
import io.nebula.record.Schema;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Writes one file, which appears under its name when it is complete.
 *
 * @param overwrite whether a file that is there may be replaced
 * @param gzipLevel how hard gzip tries, from 1 to 9, where the output is compressed
 */
public record FileSinkSpec(String path, Format format, boolean overwrite, Compression compression, int gzipLevel)
        implements SinkSpec {
    public FileSinkSpec {
        checkLevel(gzipLevel);
    }

    /** A new file, compressed if its name says so. */
    public FileSinkSpec(String path, Format format) {
        this(path, format, false, Compression.AUTO, GzipCompressor.DEFAULT_LEVEL);
    }

    @Override
    public String type() {
        return "file";
    }

    @Override
    public FileRecordSink plan(Schema schema) throws InvalidOptionsException {
        Problem problem = problem();
        if (problem != null) {
            throw new InvalidOptionsException(problem);
        }
        int level = compression.isGzip(path) ? gzipLevel : 0;
        return new FileRecordSink(Path.of(path), overwrite, new OutputParts(format, schema, level));
    }

    static void checkLevel(int gzipLevel) {
        if (gzipLevel < 1 || gzipLevel > 9) {
            throw new IllegalArgumentException("gzip has levels from 1 to 9");
        }
    }

    private Problem problem() {
        Problem unsupported = compression.unsupported("path", path);
        if (unsupported != null) {
            return unsupported;
        }
        Path file;
        try {
            file = Path.of(path);
        } catch (InvalidPathException e) {
            return Problem.at("path", "bad-path", "'" + path + "' is no path: " + e.getMessage(), null);
        }
        if (path.isEmpty() || file.getFileName() == null) {
            return Problem.at("path", "bad-path", "'" + path + "' names no file", "give a name such as \"out/data.csv\"");
        }
        if (Files.isDirectory(file) || path.endsWith("/")) {
            return Problem.at("path", "is-directory", "'" + path + "' is a directory", "add the name of a file");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            return Problem.at("path", "not-a-file", "'" + path + "' is not a regular file",
                    "use \"-\" for standard output, or type = discard to write nothing");
        }
        if (Files.exists(file) && !overwrite) {
            return Problem.at("path", "output-exists", "'" + path + "' exists",
                    "set overwrite = true to replace it, or remove it");
        }
        return parentProblem(file.toAbsolutePath().getParent());
    }

    private Problem parentProblem(Path parent) {
        Path there = parent;
        while (!Files.exists(there)) {
            there = there.getParent();
        }
        if (!Files.isDirectory(there)) {
            return Problem.at("path", "not-a-directory", "'" + path + "' cannot be created: " + there
                    + " is not a directory", "choose another directory");
        }
        if (!Files.isWritable(there)) {
            return Problem.at("path", "not-writable", "'" + path + "' cannot be created: " + there
                    + " may not be written by this user", "change its permissions or choose another directory");
        }
        return null;
    }
}
