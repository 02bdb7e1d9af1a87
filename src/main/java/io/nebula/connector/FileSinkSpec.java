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
 * @param level how hard the compression tries, if there is one; {@link Compression#USUAL_LEVEL} stands for
 *     the one that is usual
 */
public record FileSinkSpec(String path, Format format, boolean overwrite, Compression compression, int level)
        implements SinkSpec {
    public FileSinkSpec {
        level = compression.of(path).level(level);
    }

    /** A new file, compressed if its name says so. */
    public FileSinkSpec(String path, Format format) {
        this(path, format, false, Compression.AUTO, Compression.USUAL_LEVEL);
    }

    @Override
    public String type() {
        return "file";
    }

    @Override
    public FileRecordSink plan(Schema schema) throws InvalidOptionsException {
        Compression stored = compression.of(path);
        Problem missing = stored.missing("path");
        if (missing != null) {
            throw new InvalidOptionsException(missing);
        }
        Path target = OutputTarget.of(path, overwrite);
        return new FileRecordSink(target, overwrite, new OutputParts(format, schema, stored, level));
    }
}
