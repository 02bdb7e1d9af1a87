package io.nebula.connector;

import io.nebula.format.Format;
import io.nebula.options.InvalidOptionsException;
import io.nebula.options.Problem;
import io.nebula.record.ValueType;
import java.io.IOException;
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
            return new StdinSourceSpec(format, declared, maxRecordBytes, Compression.NONE).open(name, new MemoryBytes(bytes));
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
