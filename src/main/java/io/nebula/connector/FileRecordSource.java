package io.nebula.connector;

import io.nebula.format.Decoder;
import io.nebula.format.Morsel;
import io.nebula.format.Origin;
import io.nebula.format.RecordBoundaries;
import io.nebula.record.Schema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files whose heads have been read. Holds no open file. */
public final class FileRecordSource implements RecordSource {
    private final FileSourceSpec spec;
    private final Schema schema;
    private final List<Input> inputs;
    private final List<FileIdentity> files;

    FileRecordSource(FileSourceSpec spec, Schema schema, List<Input> inputs, List<FileIdentity> files) {
        this.spec = spec;
        this.schema = schema;
        this.inputs = List.copyOf(inputs);
        this.files = List.copyOf(files);
    }

    @Override
    public List<Path> files() {
        return files.stream().map(FileIdentity::path).toList();
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public Decoder decoder(int vectorRows) {
        return spec.format().decoder(schema, spec.declared(), vectorRows);
    }

    /** Where records say themselves which fields they have, an input that is gone is as good as one that is there. */
    @Override
    public Origin origin(String name) {
        for (Input input : inputs) {
            if (input.origin().name().equals(name)) {
                return input.origin();
            }
        }
        return Columns.named(spec.format()) ? null : new Origin(name, 0, null, 0, 0);
    }

    @Override
    public List<String> identities() throws IOException {
        List<String> texts = new ArrayList<>();
        for (FileIdentity file : files) {
            texts.add(file.text());
        }
        return texts;
    }

    /** May be called again, for another pass over the files. */
    @Override
    public MorselReader read(MorselSize size, Buffers buffers, Consumed consumed) {
        return new MorselCutter(inputs, spec.format().boundaries(), spec.maxRecordBytes(), size, buffers,
                consumed);
    }

    @Override
    public long storedBytes() {
        return files.stream().mapToLong(FileIdentity::size).sum();
    }

    @Override
    public long records() {
        return -1;
    }

    @Override
    public String describe(String origin, long line, long position) {
        return place(origin, line, position);
    }

    static String place(String origin, long line, long position) {
        return origin + (line > 0 ? ":" + line : "") + " (byte " + position + ")";
    }

    @Override
    public long count(Morsel morsel) {
        return count(spec.format().boundaries(), morsel);
    }

    static long count(RecordBoundaries boundaries, Morsel morsel) {
        return morsel.oversized() ? 1
                : boundaries.count(morsel.bytes(), morsel.offset(), morsel.offset() + morsel.length());
    }

    @Override
    public void close() {}
}
