package io.nebula.connector;

import io.nebula.format.Encoder;
import io.nebula.format.Format;
import io.nebula.record.Schema;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;

/**
 * Writes to standard output. Every run of bytes is written as it comes, nothing is held back.
 *
 * @param compression {@link Compression#AUTO} means none: there is no name to tell
 * @param gzipLevel how hard gzip tries, from 1 to 9, where the output is compressed
 */
public record StdoutSinkSpec(Format format, Compression compression, int gzipLevel) implements SinkSpec {
    public StdoutSinkSpec {
        FileSinkSpec.checkLevel(gzipLevel);
    }

    @Override
    public String type() {
        return "stdout";
    }

    @Override
    public RecordSink plan(Schema schema) {
        return plan(schema, new FileOutputStream(FileDescriptor.out));
    }

    RecordSink plan(Schema schema, FileOutputStream stream) {
        OutputParts parts = new OutputParts(format, schema, compression == Compression.GZIP ? gzipLevel : 0);
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
            public RecordOutput open() throws IOException {
                return new StdoutOutput(stream, parts);
            }
        };
    }
}
