package io.nebula.connector;

import io.nebula.format.Decoder;
import io.nebula.format.Morsel;
import io.nebula.record.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Standard input after its beginning has been looked at. */
final class StdinRecordSource implements RecordSource {
    private final StdinSourceSpec spec;
    private final Schema schema;
    private final Input input;
    private final InputBytes bytes;
    private boolean reading;

    StdinRecordSource(StdinSourceSpec spec, Schema schema, Input input, InputBytes bytes) {
        this.spec = spec;
        this.schema = schema;
        this.input = input;
        this.bytes = bytes;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public Decoder decoder(int vectorRows) {
        return spec.format().decoder(schema, spec.declared(), vectorRows);
    }

    @Override
    public MorselReader read(MorselSize size, Buffers buffers, Consumed consumed) {
        reading = true;
        return new MorselCutter(List.of(input), spec.format().boundaries(), spec.maxRecordBytes(), size, buffers,
                consumed);
    }

    @Override
    public long storedBytes() {
        return -1;
    }

    @Override
    public long records() {
        return -1;
    }

    @Override
    public String describe(String origin, long line, long position) {
        return FileRecordSource.place(origin, line, position);
    }

    @Override
    public long count(Morsel morsel) {
        return FileRecordSource.count(spec.format().boundaries(), morsel);
    }

    @Override
    public void close() {
        if (reading) {
            return;
        }
        try {
            bytes.close();
        } catch (IOException e) {
            throw new UncheckedIOException(StdinBytes.NAME + ": cannot be closed", e);
        }
    }
}
