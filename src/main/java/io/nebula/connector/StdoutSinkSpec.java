package io.nebula.connector;

import io.nebula.format.Encoder;
import io.nebula.format.Format;
import io.nebula.options.InvalidOptionsException;
import io.nebula.options.Problem;
import io.nebula.record.Schema;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;

/**
 * Writes to standard output. Every run of bytes is written as it comes, nothing is held back.
 *
 * @param compression {@link Compression#AUTO} means none: there is no name to tell
 * @param level how hard the compression tries, if there is one; {@link Compression#USUAL_LEVEL} stands for
 *     the one that is usual
 */
public record StdoutSinkSpec(Format format, Compression compression, int level) implements SinkSpec {
    private static final String NO_NAME = "-";

    public StdoutSinkSpec {
        level = compression.of(NO_NAME).level(level);
    }

    @Override
    public String type() {
        return "stdout";
    }

    @Override
    public RecordSink plan(Schema schema) throws InvalidOptionsException {
        Problem missing = compression.missing("compression");
        if (missing != null) {
            throw new InvalidOptionsException(missing);
        }
        return plan(schema, new FileOutputStream(FileDescriptor.out));
    }

    RecordSink plan(Schema schema, FileOutputStream stream) {
        OutputParts parts = new OutputParts(format, schema, compression.of(NO_NAME), level);
        return new RecordSink() {
            @Override
            public Encoder encoder() {
                return parts.encoder();
            }

            @Override
            public Compressor compressor() {
                return parts.compressor();
            }

            @Override
            public long count(byte[] bytes, int length) throws IOException {
                return parts.count(bytes, length);
            }

            @Override
            public RecordOutput open(boolean durable) throws IOException {
                return new StdoutOutput(stream, parts);
            }
        };
    }
}
