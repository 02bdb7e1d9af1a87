package io.nebula.connector;

import io.nebula.format.Format;
import io.nebula.options.InvalidOptionsException;

/**
 * Reads the first records of another source, in input order, and no more. A run over it cannot be resumed.
 *
 * @param original whose records they are; its schema is inferred as ever
 * @param limit how many of them, at least 1
 */
public record LimitedSpec(SourceSpec original, long limit) implements ForwardingSpec {
    public LimitedSpec {
        if (limit < 1) {
            throw new IllegalArgumentException("the limit is at least one record, not " + limit);
        }
    }

    @Override
    public RecordSource open() throws InvalidOptionsException {
        return new Limited(original.open(), original.format(), limit);
    }

    private static final class Limited extends ForwardingSource {
        private final Format format;
        private final long limit;

        Limited(RecordSource original, Format format, long limit) {
            super(original);
            this.format = format;
            this.limit = limit;
        }

        /** The inputs are left in the middle of a morsel, so what they hold of memory is no concern of the engine's. */
        @Override
        public MorselReader read(MorselSize size, Buffers buffers, Consumed consumed) {
            Buffers own = new Buffers(1);
            return new LimitedReader(original().read(size, own, consumed), own, buffers,
                    format == null ? null : format.boundaries(), limit);
        }

        /** Nobody knows how many bytes the first records have. */
        @Override
        public long storedBytes() {
            return -1;
        }

        @Override
        public long records() {
            return Math.min(original().records(), limit);
        }
    }
}
