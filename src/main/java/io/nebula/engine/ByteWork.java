package io.nebula.engine;

import io.nebula.connector.Buffers;
import io.nebula.format.Format;
import io.nebula.format.Morsel;
import io.nebula.options.InvalidOptionsException;
import io.nebula.options.Problem;
import io.nebula.record.Schema;
import io.nebula.record.ValueType;
import io.nebula.transform.TransformSpec;
import java.util.ArrayList;
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
    private final List<Plan.Step> steps;
    private final Format output;
    private final Schema written;

    private ByteWork(Format input, Schema read, Map<String, ValueType> declared, List<Plan.Step> steps, Format output,
            Schema written) {
        this.input = input;
        this.read = read;
        this.declared = declared;
        this.steps = steps;
        this.output = output;
        this.written = written;
    }

    /**
     * @param read the fields of the input; without any there is nothing for the transforms to do
     * @param declared the types that are checked in every record
     * @throws InvalidOptionsException if a transform does not fit the fields; paths are {@code transforms.0…}
     */
    public static ByteWork of(Format input, Schema read, Map<String, ValueType> declared, List<TransformSpec> transforms,
            Format output) throws InvalidOptionsException {
        List<Problem> problems = new ArrayList<>();
        List<Plan.Step> steps = new ArrayList<>();
        Schema written = read.size() == 0 ? read : Plan.bind(transforms, read, steps, problems);
        if (!problems.isEmpty()) {
            throw new InvalidOptionsException(problems);
        }
        return new ByteWork(input, read, Map.copyOf(declared), List.copyOf(steps), output, written);
    }

    /** The bytes that the output begins with. */
    public byte[] prologue() {
        return output.prologue(written);
    }

    /**
     * What one worker does; closed at the end.
     *
     * @param keepsRejects whether work goes on after a reject; otherwise the first one halts, behind the records before it
     */
    public Kernel kernel(int worker, int vectorRows, boolean keepsRejects) {
        Buffers scratch = new Buffers(1);
        return new Kernel(new MorselKernel(worker, rows -> input.decoder(read, declared, rows), vectorRows,
                Plan.instances(steps), output.encoder(written), null, null, scratch, keepsRejects,
                StageTimes.unheeded(steps.size())), scratch);
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
