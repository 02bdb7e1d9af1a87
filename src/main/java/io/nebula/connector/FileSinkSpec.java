package io.nebula.connector;

import io.nebula.format.Format;
import io.nebula.options.InvalidOptionsException;
import io.nebula.options.Problem;
import io.nebula.record.Schema;
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
        Problem unsupported = compression.unsupported("path", path);
        if (unsupported != null) {
            throw new InvalidOptionsException(unsupported);
        }
        Path target = OutputTarget.of(path, overwrite);
        int level = compression.isGzip(path) ? gzipLevel : 0;
        return new FileRecordSink(target, overwrite, new OutputParts(format, schema, level));
    }

    static void checkLevel(int gzipLevel) {
        if (gzipLevel < 1 || gzipLevel > 9) {
            throw new IllegalArgumentException("gzip has levels from 1 to 9");
        }
    }
}
