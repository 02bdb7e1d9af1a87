package io.nebula.engine;

import io.nebula.connector.Compressor;
import io.nebula.connector.DiscardSinkSpec;
import io.nebula.connector.RecordOutput;
import io.nebula.connector.RecordSink;
import io.nebula.connector.SinkSpec;
import io.nebula.format.Encoder;
import io.nebula.format.Format;
import io.nebula.format.OutputBuffer;
import io.nebula.options.InvalidOptionsException;
import io.nebula.record.Schema;
import java.io.IOException;
import java.util.concurrent.Phaser;

/** A sink that keeps nothing and whose compressors are parties of the phaser as long as they are open. */
record CompressingSink(Format format, Phaser open) implements SinkSpec {
    @Override
    public String type() {
        return "compressing";
    }

    @Override
    public RecordSink plan(Schema schema) throws InvalidOptionsException {
        RecordSink nothing = new DiscardSinkSpec(format).plan(schema);
        return new RecordSink() {
            @Override
            public Encoder encoder() {
                return nothing.encoder();
            }

            @Override
            public Compressor compressor() {
                open.register();
                return new Compressor() {
                    @Override
                    public void compress(byte[] bytes, int start, int length, OutputBuffer out) {
                        out.append(bytes, start, length);
                    }

                    @Override
                    public void close() {
                        open.arriveAndDeregister();
                    }
                };
            }

            @Override
            public RecordOutput open(boolean durable) throws IOException {
                return nothing.open(durable);
            }
        };
    }
}
