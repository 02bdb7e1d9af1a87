package io.nebula.connector;

import io.nebula.format.Encoder;
import io.nebula.format.Format;
import io.nebula.options.InvalidOptionsException;
import io.nebula.record.Schema;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A sink that is checked and encoded for, and then not written: nothing on any medium changes. What the sink refuses is
 * refused here too.
 *
 * @param original the sink that would be written
 */
public record DryRunSpec(SinkSpec original) implements SinkSpec {
    @Override
    public String type() {
        return original.type();
    }

    @Override
    public String path() {
        return original.path();
    }

    @Override
    public Format format() {
        return original.format();
    }

    @Override
    public Compression compression() {
        return original.compression();
    }

    @Override
    public RecordSink plan(Schema schema) throws InvalidOptionsException {
        return new Unwritten(original.plan(schema));
    }

    private record Unwritten(RecordSink original) implements RecordSink {
        @Override
        public Encoder encoder() {
            return original.encoder();
        }

        @Override
        public Compressor compressor() {
            return original.compressor();
        }

        @Override
        public Path path() {
            return original.path();
        }

        @Override
        public long count(byte[] bytes, int length) throws IOException {
            return original.count(bytes, length);
        }

        @Override
        public RecordOutput open(boolean durable) {
            return new DiscardedOutput();
        }
    }
}
