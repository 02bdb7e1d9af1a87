package io.nebula.connector;

import io.nebula.format.Decoder;
import io.nebula.format.Morsel;
import io.nebula.format.Origin;
import io.nebula.record.Schema;
import java.util.List;

/** Hands out runs of record numbers, from 1; the workers make the records. */
final class GeneratedSource implements RecordSource {
    private static final int FIELD_BYTES = 11;

    private final GenerateSpec spec;
    private final Schema schema;

    GeneratedSource(GenerateSpec spec, Schema schema) {
        this.spec = spec;
        this.schema = schema;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public Decoder decoder(int vectorRows) {
        return new GeneratedDecoder(spec, schema, vectorRows);
    }

    @Override
    public List<String> identities() {
        return List.of("generated fields=" + schema + " seed=" + spec.seed() + " count=" + spec.count());
    }

    @Override
    public MorselReader read(MorselSize size, Buffers buffers, Consumed consumed) {
        int bytesPerRecord = FIELD_BYTES * schema.size();
        int records = (int) Math.min(size.records(), Math.max(1, size.bytes() / bytesPerRecord));
        return new Runs(spec.count(), records, new SpansAhead(consumed.of(0)));
    }

    @Override
    public long storedBytes() {
        return -1;
    }

    @Override
    public long records() {
        return spec.count();
    }

    @Override
    public String describe(String origin, long line, long position) {
        return "generated record " + position;
    }

    @Override
    public long count(Morsel morsel) {
        return morsel.length();
    }

    @Override
    public void close() {}

    private static final class Runs implements MorselReader {
        private final Origin origin = new Origin("generate", 0, null, 0, 0);
        private final long count;
        private final int records;
        private final SpansAhead ahead;
        private long done;

        Runs(long count, int records, SpansAhead ahead) {
            this.count = count;
            this.records = records;
            this.ahead = ahead;
        }

        @Override
        public Morsel next() {
            while (ahead.from() == done + 1) {
                done = ahead.pass() - 1;
            }
            if (done == count) {
                return null;
            }
            int length = (int) Math.min(Math.min(records, count - done), ahead.from() - done - 1);
            long first = done + 1;
            done += length;
            return new Morsel(null, 0, length, origin, first, 0, false);
        }

        @Override
        public boolean ready() {
            return true;
        }

        @Override
        public void close() {}
    }
}
