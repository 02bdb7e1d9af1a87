package io.nebula.engine;

import io.nebula.connector.Compressor;
import io.nebula.connector.RecordOutput;
import io.nebula.connector.RecordSink;
import io.nebula.connector.SinkSpec;
import io.nebula.format.Encoder;
import io.nebula.format.Format;
import io.nebula.record.Schema;
import java.io.IOException;

/** A sink whose output breaks at the third append. */
record BreakingSink(Format format, IOException failure) implements SinkSpec {
    @Override
    public String type() {
        return "breaking";
    }

    @Override
    public RecordSink plan(Schema schema) {
        return new RecordSink() {
            @Override
            public Encoder encoder() {
                return format.encoder(schema);
            }

            @Override
            public Compressor compressor() {
                return null;
            }

            @Override
            public RecordOutput open(boolean durable) {
                return new BreakingOutput(failure);
            }
        };
    }

    private static final class BreakingOutput implements RecordOutput {
        private final IOException failure;
        private int appends;

        BreakingOutput(IOException failure) {
            this.failure = failure;
        }

        @Override
        public void append(byte[] bytes, int start, int length) throws IOException {
            if (++appends == 3) {
                throw failure;
            }
        }

        @Override
        public void commit() {
            throw new AssertionError("a broken output must not be committed");
        }

        @Override
        public void abandon() {}

        @Override
        public long storedBytes() {
            return 0;
        }

        @Override
        public String partial() {
            return null;
        }
    }
}
