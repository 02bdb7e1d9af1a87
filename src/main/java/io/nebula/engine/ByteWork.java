package io.nebula.engine;

import io.nebula.connector.Buffers;
import io.nebula.format.Format;
import io.nebula.format.Morsel;
import io.nebula.options.InvalidOptionsException;
import io.nebula.record.Schema;
import io.nebula.record.ValueType;
import io.nebula.transform.TransformSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What workers do to morsels of bytes that somebody else reads and writes: decode, transform, encode. Immutable and
 * thread-safe.
 */
public final class ByteWork {
    private final Format input;
    private final Schema read;
    private final Map<String, ValueType> declared;
    private final TransformChain chain;
    private final Format output;

    private ByteWork(Format input, Schema read, Map<String, ValueType> declared, TransformChain chain, Format output) {
        this.input = input;
        this.read = read;
        this.declared = declared;
        this.chain = chain;
        this.output = output;
    }

    /**
     * @param read the fields of the input; without any there is nothing for the transforms to do
     * @param declared the types that are checked in every record
     * @throws InvalidOptionsException if a transform does not fit the fields; paths are {@code transforms.0…}
     */
    public static ByteWork of(Format input, Schema read, Map<String, ValueType> declared, List<TransformSpec> transforms,
            Format output) throws InvalidOptionsException {
        TransformChain chain = TransformChain.bind(read.size() == 0 ? List.of() : transforms, read);
        return new ByteWork(input, read, Map.copyOf(declared), chain, output);
    }

    /** The bytes that the output begins with. */
    public byte[] prologue() {
        return output.prologue(chain.output());
    }

    /**
     * What one worker does; closed at the end.
     *
     * @param keepsRejects whether work goes on after a reject; otherwise the first one halts, behind the records before it
     */
    public Kernel kernel(int worker, int vectorRows, boolean keepsRejects) {
        Buffers scratch = new Buffers(1);
        List<NamedTransform> transforms = chain.instances();
        return new Kernel(new MorselKernel(worker, rows -> input.decoder(read, declared, rows), vectorRows,
                transforms, output.encoder(chain.output()), null, null, scratch, keepsRejects,
                StageTimes.unheeded(transforms.size())), scratch);
    }

    /** One worker's. */
    public static final class Kernel implements Function<Morsel, ByteResult>, AutoCloseable {
        private final MorselKernel kernel;
        private final Buffers scratch;

        private Kernel(MorselKernel kernel, Buffers scratch) {
            this.kernel = kernel;
            this.scratch = scratch;
        }

        @Override
        public ByteResult apply(Morsel morsel) {
            MorselResult result = kernel.apply(morsel);
            byte[] bytes = Arrays.copyOf(result.bytes(), result.length());
            scratch.give(result.bytes());
            return new ByteResult(bytes, result.read(), result.lines(), result.rejects(), result.halts(), result.cause());
        }

        @Override
        public void close() {
            kernel.close();
        }
    }
}
