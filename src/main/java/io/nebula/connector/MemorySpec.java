package io.nebula.connector;

import io.nebula.format.Format;
import io.nebula.format.Head;
import io.nebula.format.Origin;
import io.nebula.options.InvalidOptionsException;
import io.nebula.options.Problem;
import io.nebula.record.Schema;
import io.nebula.record.ValueType;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Reads bytes that are in memory as if they were a file.
 *
 * @param name what messages call them
 * @param bytes nobody changes them any more
 * @param declared the types of fields, by name; the others are inferred
 * @param maxRecordBytes the longest record that is read, without its line feed; a longer one is rejected
 */
public record MemorySpec(String name, byte[] bytes, Format format, Map<String, ValueType> declared, int maxRecordBytes)
        implements SourceSpec {
    public MemorySpec {
        declared = Map.copyOf(declared);
        FileSourceSpec.checkMaxRecordBytes(maxRecordBytes);
    }

    @Override
    public String type() {
        return "memory";
    }

    @Override
    public RecordSource open() throws InvalidOptionsException {
        try {
            HeadReader reader = new HeadReader(new MemoryBytes(bytes), maxRecordBytes);
            Head head = reader.head(format);
            boolean inferred = reader.samples(head);
            Schema schema = inferred ? format.infer(reader.bytes(), reader.length(), reader.whole(), head, declared)
                    : Columns.declaredOnly(declared);
            List<Problem> problems = inferred ? Columns.unknown(declared, schema) : List.of();
            if (!problems.isEmpty()) {
                throw new InvalidOptionsException(problems);
            }
            Input input = new Input(new Origin(name, 0, null, head.bytes(), head.lines()),
                    () -> new MemoryBytes(bytes));
            StdinSourceSpec reading = new StdinSourceSpec(format, declared, maxRecordBytes, Compression.NONE);
            return new StdinRecordSource(reading, schema, input, new MemoryBytes(bytes));
        } catch (IOException e) {
            throw new InvalidOptionsException(Problem.at("", "not-readable", FileSourceSpec.named(name, e), null));
        }
    }

    /** The bytes, from front to end. */
    private static final class MemoryBytes implements InputBytes {
        private final byte[] bytes;
        private int position;

        MemoryBytes(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read(byte[] into, int start, int length) {
            int count = Math.min(length, bytes.length - position);
            System.arraycopy(bytes, position, into, start, count);
            position += count;
            return count == 0 ? -1 : count;
        }

        @Override
        public boolean ready() {
            return true;
        }

        @Override
        public long storedAt(long used) {
            return used;
        }

        @Override
        public long stored() {
            return position;
        }

        @Override
        public void close() {}
    }
}
