package io.nebula.engine;

import io.nebula.connector.Compressor;
import io.nebula.connector.RecordOutput;
import io.nebula.connector.RecordSink;
import io.nebula.connector.SinkSpec;
import io.nebula.format.Encoder;
import io.nebula.format.Format;
import io.nebula.record.Schema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Keeps in memory what is written, and knows how it ended. */
final class CollectingSink implements SinkSpec {
    private final Format format;
    private final Consumer<String> onAppend;
    private final IOException onOpen;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private volatile boolean committed;
    private volatile boolean abandoned;
    private volatile String endedOn;

    /** @param onAppend sees each run of bytes before it is kept */
    CollectingSink(Format format, Consumer<String> onAppend) {
        this(format, onAppend, null);
    }

    /** @param onOpen what opening fails with; null if it does not fail */
    CollectingSink(Format format, Consumer<String> onAppend, IOException onOpen) {
        this.format = format;
        this.onAppend = onAppend;
        this.onOpen = onOpen;
    }

    String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    boolean committed() {
        return committed;
    }

    boolean abandoned() {
        return abandoned;
    }

    /** The name of the thread that committed or abandoned. */
    String endedOn() {
        return endedOn;
    }

    @Override
    public String type() {
        return "collecting";
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
            public RecordOutput open(boolean durable) throws IOException {
                if (onOpen != null) {
                    throw onOpen;
                }
                return new Output();
            }
        };
    }

    private final class Output implements RecordOutput {
        @Override
        public void append(byte[] run, int start, int length) {
            onAppend.accept(new String(run, start, length, StandardCharsets.UTF_8));
            bytes.write(run, start, length);
        }

        @Override
        public void commit() {
            committed = true;
            endedOn = Thread.currentThread().getName();
        }

        @Override
        public void abandon() {
            if (!committed) {
                abandoned = true;
                endedOn = Thread.currentThread().getName();
            }
        }

        @Override
        public long storedBytes() {
            return bytes.size();
        }

        @Override
        public String partial() {
            return null;
        }
    }
}
