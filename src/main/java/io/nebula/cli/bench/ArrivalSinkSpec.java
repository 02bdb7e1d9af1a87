package io.nebula.cli.bench;

import io.nebula.connector.Compressor;
import io.nebula.connector.RecordOutput;
import io.nebula.connector.RecordSink;
import io.nebula.connector.SinkSpec;
import io.nebula.format.Encoder;
import io.nebula.format.OutputBuffer;
import io.nebula.options.InvalidOptionsException;
import io.nebula.record.Schema;

/**
 * Lets the workers encode, and compress, as another sink would, and keeps nothing but the {@link Arrival}. The workers take
 * it down, where the time that takes is divided like all other work; the sink adds up. For one run.
 */
final class ArrivalSinkSpec implements SinkSpec {
    private final SinkSpec asked;
    private final Arrival arrival = new Arrival();

    /** @param asked whose encoder and compressor are used */
    ArrivalSinkSpec(SinkSpec asked) {
        this.asked = asked;
    }

    @Override
    public String type() {
        return asked.type();
    }

    /** What arrived; to be looked at when the run has ended. */
    Arrival arrival() {
        return arrival;
    }

    @Override
    public RecordSink plan(Schema schema) throws InvalidOptionsException {
        RecordSink sink = asked.plan(schema);
        return new RecordSink() {
            @Override
            public Encoder encoder() {
                return sink.encoder();
            }

            @Override
            public Compressor compressor() {
                return new Taking(sink.compressor());
            }

            @Override
            public RecordOutput open(boolean durable) {
                return new Adding();
            }
        };
    }

    /** Stands where the compressor would: the only place that sees a morsel's bytes once, and as they will be written. */
    private static final class Taking implements Compressor {
        private final Compressor compressor;
        private final OutputBuffer compressed = new OutputBuffer(1 << 16);

        Taking(Compressor compressor) {
            this.compressor = compressor;
        }

        @Override
        public void compress(byte[] bytes, int start, int length, OutputBuffer out) {
            if (compressor != null) {
                compressed.clear();
                compressor.compress(bytes, start, length, compressed);
            }
            Arrival arrival = new Arrival();
            arrival.add(bytes, start, start + length);
            arrival.appendTo(out);
        }

        @Override
        public void close() {
            if (compressor != null) {
                compressor.close();
            }
        }
    }

    private final class Adding implements RecordOutput {
        private long appended;

        @Override
        public void append(byte[] bytes, int start, int length) {
            for (int at = start; at < start + length; at += Arrival.BYTES) {
                arrival.addWritten(bytes, at);
            }
            appended += length;
        }

        @Override
        public void commit() {}

        @Override
        public void abandon() {}

        @Override
        public long storedBytes() {
            return appended;
        }

        @Override
        public String partial() {
            return null;
        }
    }
}
