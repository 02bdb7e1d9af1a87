package io.nebula.cli.bench;

import io.nebula.connector.Buffers;
import io.nebula.connector.Consumed;
import io.nebula.connector.FileRecordSource;
import io.nebula.connector.ForwardingSource;
import io.nebula.connector.MorselReader;
import io.nebula.connector.MorselSize;
import io.nebula.connector.RecordSource;
import io.nebula.connector.SourceSpec;
import io.nebula.format.Format;
import io.nebula.format.Morsel;
import io.nebula.options.InvalidOptionsException;
import io.nebula.record.ValueType;
import java.io.IOException;
import java.util.Map;

/**
 * As many records of another source as are wanted: fewer than it has, or its files again and again. The first reader
 * counts; those after it end at the same byte without counting, which would cost the thread that reads.
 */
final class BoundedSourceSpec implements SourceSpec {
    private final SourceSpec asked;
    private final long records;
    private volatile End end;

    /** The pass, input and position before which everything is read. */
    private record End(int pass, int input, long position) {}

    BoundedSourceSpec(SourceSpec asked, long records) {
        this.asked = asked;
        this.records = records;
    }

    @Override
    public String type() {
        return asked.type();
    }

    @Override
    public Format format() {
        return asked.format();
    }

    @Override
    public Map<String, ValueType> declared() {
        return asked.declared();
    }

    @Override
    public RecordSource open() throws InvalidOptionsException {
        return new Bounded(asked.open());
    }

    private final class Bounded extends ForwardingSource {
        Bounded(RecordSource source) {
            super(source);
        }

        @Override
        public MorselReader read(MorselSize size, Buffers buffers, Consumed consumed) {
            return new Reader(original(), size, buffers);
        }

        @Override
        public long storedBytes() {
            return -1;
        }

        @Override
        public long records() {
            return original().records() < 0 ? -1 : Math.min(records, original().records());
        }

        /** The same lines come again and again. */
        @Override
        public long line(Morsel morsel) {
            return -1;
        }
    }

    private final class Reader implements MorselReader {
        private final RecordSource source;
        private final MorselSize size;
        private final Buffers buffers;
        private final End known = end;
        private volatile MorselReader pass;
        private int passes = 1;
        private long left = records;
        private long before = records;
        private volatile boolean closed;

        Reader(RecordSource source, MorselSize size, Buffers buffers) {
            this.source = source;
            this.size = size;
            this.buffers = buffers;
            this.pass = source.read(size, buffers, Consumed.nothing());
        }

        @Override
        public Morsel next() throws IOException {
            while (left > 0) {
                Morsel morsel = pass.next();
                if (morsel != null) {
                    return known == null ? counted(morsel) : upTo(known, morsel);
                }
                if (!(source instanceof FileRecordSource) || before == left || closed) {
                    break;
                }
                pass.close();
                before = left;
                passes++;
                pass = source.read(size, buffers, Consumed.nothing());
            }
            return null;
        }

        private Morsel counted(Morsel morsel) {
            long count = source.count(morsel);
            if (count < 0 || count < left) {
                left -= Math.max(0, count);
                return morsel;
            }
            int length = count == left ? morsel.length() : prefix(morsel, left);
            stop();
            end = new End(passes, morsel.origin().index(), morsel.position() + length);
            return cut(morsel, length);
        }

        /** The bytes, or the records where there are none, of the first {@code wanted} records. */
        private int prefix(Morsel morsel, long wanted) {
            if (morsel.bytes() == null) {
                return (int) wanted;
            }
            int to = morsel.offset() + morsel.length();
            return asked.format().boundaries().first(morsel.bytes(), morsel.offset(), to, wanted) - morsel.offset();
        }

        private Morsel upTo(End last, Morsel morsel) {
            before = left + 1; // what is known was reached once, so another pass will get there
            if (passes > last.pass()) {
                stop(); // the files have become shorter, which the count will show
                return cut(morsel, 0);
            }
            if (passes < last.pass() || morsel.origin().index() < last.input()) {
                return morsel;
            }
            if (morsel.position() + morsel.length() < last.position()) {
                return morsel;
            }
            stop();
            return cut(morsel, (int) Math.max(0, last.position() - morsel.position()));
        }

        private static Morsel cut(Morsel morsel, int length) {
            return new Morsel(morsel.bytes(), morsel.offset(), length, morsel.origin(), morsel.position(),
                    morsel.storedBytes(), morsel.oversized() && length == morsel.length());
        }

        @Override
        public void stop() {
            left = 0;
            pass.stop();
        }

        @Override
        public boolean ready() throws IOException {
            return left > 0 && pass.ready();
        }

        @Override
        public void close() {
            closed = true;
            pass.close();
        }
    }
}
