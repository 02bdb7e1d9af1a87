package io.nebula.connector;

import io.nebula.format.Format;
import io.nebula.format.Formats;
import io.nebula.format.Head;
import io.nebula.format.Origin;
import io.nebula.options.InvalidOptionsException;
import io.nebula.options.Problem;
import io.nebula.record.Schema;
import io.nebula.record.ValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads files, one after the other, as one run of records with one schema.
 *
 * <p>The schema comes from the first file that is not empty; the headers of the others must name the same columns, in
 * any order. If all files are empty, the fields are those that {@code declared} names.
 *
 * @param paths files or patterns; a pattern's files are sorted by the bytes of their paths
 * @param format of all files
 * @param declared the types of fields, by name; the others are inferred
 * @param maxRecordBytes the longest record that is read, without its line feed; a longer one is rejected
 * @param limits of what a compressed file may become
 * @param formatByName whether the format was told by the first path's name: then all names must tell the same
 */
public record FileSourceSpec(List<String> paths, Format format, Map<String, ValueType> declared, int maxRecordBytes,
        Compression compression, DecompressionLimits limits, boolean formatByName) implements SourceSpec {
    /** The longest record that is read unless something else is asked for. */
    public static final int DEFAULT_MAX_RECORD_BYTES = 4 << 20;
    static final int MOST_RECORD_BYTES = 1 << 30;

    public FileSourceSpec {
        paths = List.copyOf(paths);
        declared = Map.copyOf(declared);
        checkMaxRecordBytes(maxRecordBytes);
    }

    /** One file, or the files that match a pattern, with types inferred and compression by name. */
    public FileSourceSpec(String path, Format format) {
        this(List.of(path), format, Map.of(), DEFAULT_MAX_RECORD_BYTES, Compression.AUTO);
    }

    /** Files of that format, whatever their names, with the usual limits. */
    public FileSourceSpec(List<String> paths, Format format, Map<String, ValueType> declared, int maxRecordBytes,
            Compression compression) {
        this(paths, format, declared, maxRecordBytes, compression, DecompressionLimits.USUAL, false);
    }

    @Override
    public String type() {
        return "file";
    }

    @Override
    public long storedBytes() {
        long bytes = 0;
        for (InputPaths.Named file : new InputPaths(new ArrayList<>()).find(paths)) {
            bytes += size(file.path());
        }
        return bytes;
    }

    /** 0 where nobody may know: opening it will say so. */
    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public FileRecordSource open() throws InvalidOptionsException {
        List<Problem> problems = new ArrayList<>();
        List<Input> inputs = new ArrayList<>();
        List<FileIdentity> files = new ArrayList<>();
        Schema schema = null;
        for (InputPaths.Named file : new InputPaths(problems).find(paths)) {
            if (formatByName && !format.name().equals(Formats.named(file.name()))) {
                problems.add(Problem.at(file.key(), "mixed-formats", "'" + file.name() + "' is not named like "
                        + format.name() + ", which the first path's name tells",
                        "set format = " + format.name() + " if it is, or read it in a run of its own"));
                continue;
            }
            try {
                FileIdentity identity = FileIdentity.of(file.path());
                try (InputBytes bytes = open(identity)) {
                    HeadReader reader = new HeadReader(bytes, maxRecordBytes);
                    Head head = reader.head(format);
                    if (schema == null && reader.samples(head)) {
                        schema = format.infer(reader.bytes(), reader.length(), reader.whole(), head, declared);
                    }
                    int[] columns = schema == null ? null : Columns.match(file, head, schema, problems);
                    inputs.add(new Input(new Origin(file.name(), inputs.size(), columns, head.bytes(), head.lines()),
                            () -> open(identity)));
                    files.add(identity);
                }
            } catch (IOException e) {
                problems.add(Problem.at(file.key(), "not-readable", named(file.name(), e), null));
            }
        }
        if (schema != null) {
            problems.addAll(Columns.unknown(declared, schema));
        }
        if (!problems.isEmpty()) {
            throw new InvalidOptionsException(problems);
        }
        return new FileRecordSource(this, schema == null ? Columns.declaredOnly(declared) : schema, inputs, files);
    }

    @Override
    public RecordSource reopen() throws InvalidOptionsException {
        try {
            return open();
        } catch (InvalidOptionsException e) {
            Schema fields = Columns.declared(format, declared);
            if (fields == null) {
                throw e;
            }
            return new FileRecordSource(this, fields, List.of(), List.of());
        }
    }

    private InputBytes open(FileIdentity identity) throws IOException {
        String name = identity.path().toString();
        return compression.of(name).content(name, new FileBytes(identity), limits);
    }

    static void checkMaxRecordBytes(int maxRecordBytes) {
        if (maxRecordBytes < 1 || maxRecordBytes > MOST_RECORD_BYTES) {
            throw new IllegalArgumentException("the longest record has from 1 byte to 1 GiB");
        }
    }

    static String named(String name, IOException e) {
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        return message.startsWith(name) ? message : name + ": " + message;
    }
}
