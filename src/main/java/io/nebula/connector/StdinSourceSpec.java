package io.nebula.connector;

import io.nebula.format.Format;
import io.nebula.format.Head;
import io.nebula.format.Origin;
import io.nebula.options.InvalidOptionsException;
import io.nebula.options.Problem;
import io.nebula.record.Schema;
import io.nebula.record.ValueType;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Reads standard input. It can be read once in a process, and opening the source begins to read it: up to 1 MiB, so
 * that the types do not depend on how fast bytes arrive, or only up to the first records where all fields are declared.
 *
 * @param declared the types of fields, by name; the others are inferred
 * @param maxRecordBytes the longest record that is read, without its line feed; a longer one is rejected
 * @param compression {@link Compression#AUTO} means none: there is no name to tell
 * @param limits of what compressed input may become
 */
public record StdinSourceSpec(Format format, Map<String, ValueType> declared, int maxRecordBytes,
        Compression compression, DecompressionLimits limits) implements SourceSpec {
    public StdinSourceSpec {
        declared = Map.copyOf(declared);
        FileSourceSpec.checkMaxRecordBytes(maxRecordBytes);
    }

    /** With the usual limits. */
    public StdinSourceSpec(Format format, Map<String, ValueType> declared, int maxRecordBytes,
            Compression compression) {
        this(format, declared, maxRecordBytes, compression, DecompressionLimits.USUAL);
    }

    @Override
    public String type() {
        return "stdin";
    }

    @Override
    public RecordSource open() throws InvalidOptionsException {
        return open(new FileInputStream(FileDescriptor.in));
    }

    @Override
    public RecordSource reopen() throws InvalidOptionsException {
        Schema fields = Columns.declared(format, declared);
        if (fields == null) {
            throw new InvalidOptionsException(Problem.at("", "not-declared", "standard input cannot be read again, and its"
                    + " fields are not declared", "set source to a file with the same fields"));
        }
        return new FileRecordSource(new FileSourceSpec(List.of(), format, declared, maxRecordBytes, compression), fields,
                List.of(), List.of());
    }

    RecordSource open(FileInputStream stream) throws InvalidOptionsException {
        try {
            InputBytes bytes = compression.of("-").content(StdinBytes.NAME, new StdinBytes(stream), limits);
            boolean opened = false;
            try {
                RecordSource source = open(StdinBytes.NAME, bytes);
                opened = true;
                return source;
            } finally {
                if (!opened) {
                    bytes.close();
                }
            }
        } catch (IOException e) {
            throw new InvalidOptionsException(
                    Problem.at("", "not-readable", FileSourceSpec.named(StdinBytes.NAME, e), null));
        }
    }

    /** Reads any bytes in the same way. @param name what messages call them */
    RecordSource open(String name, InputBytes bytes) throws IOException, InvalidOptionsException {
        HeadReader reader = new HeadReader(bytes, maxRecordBytes);
        Head head = reader.head(format);
        boolean known = !head.names().isEmpty() && declared.keySet().containsAll(head.names());
        boolean inferred = known || reader.samples(head);
        Schema schema = inferred ? format.infer(reader.bytes(), reader.length(), reader.whole(), head, declared)
                : Columns.declaredOnly(declared);
        List<Problem> problems = inferred ? Columns.unknown(declared, schema) : List.of();
        if (!problems.isEmpty()) {
            throw new InvalidOptionsException(problems);
        }
        Input input = new Input(new Origin(name, 0, null, head.bytes(), head.lines()),
                () -> new ReplayedBytes(reader.bytes(), reader.length(), bytes));
        return new StdinRecordSource(this, schema, input, bytes);
    }
}
