package io.nebula.cli.records;

import io.nebula.connector.Compressor;
import io.nebula.connector.RecordOutput;
import io.nebula.connector.RecordSink;
import io.nebula.connector.SinkSpec;
import io.nebula.format.Encoder;
import io.nebula.format.Format;
import io.nebula.format.jsonl.JsonLinesFormat;
import io.nebula.record.Schema;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Keeps records in memory, as lines of JSON. For one run, and one thread. */
final class CollectedRecords implements SinkSpec {
    private final Format format = JsonLinesFormat.jsonLines();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private Schema schema;

    /** The schema of the records. */
    Schema schema() {
        return schema;
    }

    /** The records, in order. */
    List<String> lines() {
        return bytes.size() == 0 ? List.of() : List.of(bytes.toString(StandardCharsets.UTF_8).split("\n"));
    }

    @Override
    public String type() {
        return "memory";
    }

    @Override
    public RecordSink plan(Schema records) {
        schema = records;
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
            public long count(byte[] encoded, int length) {
                return format.boundaries().count(encoded, 0, length);
            }

            @Override
            public RecordOutput open(boolean durable) {
                return new Memory();
            }
        };
    }

    private final class Memory implements RecordOutput {
        @Override
        public void append(byte[] encoded, int start, int length) {
            bytes.write(encoded, start, length);
        }

        @Override
        public void commit() {}

        @Override
        public void abandon() {}

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
