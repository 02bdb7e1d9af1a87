package io.nebula.connector;

import io.nebula.format.Encoder;
import io.nebula.format.Format;
import io.nebula.record.Schema;

/**
 * Writes nothing.
 *
 * @param format encodes the records first, to measure that; null counts them only
 */
public record DiscardSinkSpec(Format format) implements SinkSpec {
    /** Records are only counted. */
    public DiscardSinkSpec() {
        this(null);
    }

    @Override
    public String type() {
        return "discard";
    }

    @Override
    public RecordSink plan(Schema schema) {
        return new RecordSink() {
            @Override
            public Encoder encoder() {
                return format == null ? null : format.encoder(schema);
            }

            @Override
            public Compressor compressor() {
                return null;
            }

            @Override
            public long count(byte[] bytes, int length) {
                return format == null ? -1 : format.boundaries().count(bytes, 0, length);
            }

            @Override
            public RecordOutput open(boolean durable) {
                return new DiscardedOutput();
            }
        };
    }
}
