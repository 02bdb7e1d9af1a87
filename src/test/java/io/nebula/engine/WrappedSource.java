package io.nebula.engine;

import io.nebula.connector.Buffers;
import io.nebula.connector.Consumed;
import io.nebula.connector.MorselReader;
import io.nebula.connector.MorselSize;
import io.nebula.connector.RecordSource;
import io.nebula.connector.SourceSpec;
import io.nebula.format.Decoder;
import io.nebula.options.InvalidOptionsException;
import io.nebula.record.Schema;
import java.util.function.UnaryOperator;

/** A source with something around its reader. */
record WrappedSource(SourceSpec whole, UnaryOperator<MorselReader> wrapping) implements SourceSpec {
    @Override
    public String type() {
        return "wrapped";
    }

    @Override
    public RecordSource open() throws InvalidOptionsException {
        RecordSource source = whole.open();
        return new RecordSource() {
            @Override
            public Schema schema() {
                return source.schema();
            }

            @Override
            public Decoder decoder(int vectorRows) {
                return source.decoder(vectorRows);
            }

            @Override
            public MorselReader read(MorselSize size, Buffers buffers, Consumed consumed) {
                return wrapping.apply(source.read(size, buffers, consumed));
            }

            @Override
            public long storedBytes() {
                return source.storedBytes();
            }

            @Override
            public long records() {
                return source.records();
            }

            @Override
            public String describe(String origin, long line, long position) {
                return source.describe(origin, line, position);
            }

            @Override
            public void close() {
                source.close();
            }
        };
    }
}
