package io.nebula;

import io.nebula.balance.WorkerGroups;
import io.nebula.engine.Sizing;
import io.nebula.format.Format;
import io.nebula.operator.BatchOperator;
import io.nebula.operator.ByteProcessor;
import io.nebula.operator.ElementProcessor;
import io.nebula.operator.ProcessorControl;
import io.nebula.options.InvalidOptionsException;
import io.nebula.pipeline.ParallelSettings;
import io.nebula.record.RecordBatch;
import io.nebula.record.Schema;
import io.nebula.transform.TransformSpec;
import java.util.List;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.japi.function.Creator;
import org.apache.pekko.japi.function.Function;
import org.apache.pekko.stream.javadsl.Flow;

/** The fan-out operator: transforms on every core, as an ordinary Pekko {@code Flow}. */
public final class ParallelProcessor {
    private ParallelProcessor() {}

    /**
     * A flow that calls a function for each element, on worker groups of its own that live as long as the stream. Order, and
     * how many workers, groups and elements inside there are, is in the settings; {@link ElementProcessor}, whose {@code map}
     * this is, has more, and says when the flow emits, backpressures, completes, cancels and fails.
     *
     * @param function thread-safe; called by all workers at the same time
     */
    public static <I, O> Flow<I, O, ProcessorControl> of(ParallelSettings settings,
            Function<? super I, ? extends O> function) {
        return ElementProcessor.<I>of(settings).map(function);
    }

    /**
     * The same with a function that needs not be thread-safe.
     *
     * @param functions makes the function of a worker, on its thread; it is closed there at the end if it is {@link
     *     AutoCloseable}
     */
    public static <I, O> Flow<I, O, ProcessorControl> of(ParallelSettings settings,
            Creator<? extends Function<? super I, ? extends O>> functions) {
        return ElementProcessor.<I>of(settings).map(functions);
    }

    /** Begins to describe an operator for elements of any type. */
    public static <I> ElementProcessor<I> elements(ParallelSettings settings) {
        return ElementProcessor.of(settings);
    }

    /**
     * Begins to describe an operator for records that arrive as bytes and leave as bytes: decoded, transformed and encoded on the
     * workers, as a pipeline does. {@link ByteProcessor#inferring} makes one for fields that are not known beforehand.
     */
    public static ByteProcessor bytes(ParallelSettings settings, Format format, Schema schema) {
        return ByteProcessor.of(settings, format, schema);
    }

    /**
     * Worker groups for any number of operators, which then share threads and CPUs instead of each having its own.
     *
     * @param settings how many workers in how many groups: there are that many threads; and whether they are bound to CPUs
     * @return close them when no more operators are to start there
     */
    public static WorkerGroups groups(ClassicActorSystemProvider system, ParallelSettings settings) {
        return new WorkerGroups(system.classicSystem(),
                Sizing.of(settings, Sizing.Machine.current(), -1, -1).crew(settings, "shared"));
    }

    /**
     * A flow that runs transforms on batches, on worker groups of its own that live as long as the stream. The flow itself
     * does next to nothing: it is fused with the stages around it and runs on their thread.
     *
     * <p>Each batch in gives one batch out, in input order unless the settings say {@code Ordering.NONE}; a batch whose records
     * are all filtered out comes out empty. A batch that goes in belongs to the flow: leave it alone, for what comes out
     * may hold columns and bytes of it, though never memory that a later batch uses.
     *
     * <p><b>Emits</b> when a worker has finished a batch and, with input order, all earlier ones have been emitted.<br>
     * <b>Backpressures</b> when every worker holds as many batches as it has credits, or when {@code queue-size} records
     * ({@code auto}: 32 batches per worker) are inside.<br>
     * <b>Completes</b> when upstream has completed and all results have been emitted.<br>
     * <b>Cancels</b> upstream when downstream cancels; workers end after the batch they are working on.<br>
     * <b>Fails</b> when a transform throws or rejects a record, after the results of all earlier batches; when upstream fails,
     * after the results of the batches taken in; when a batch takes longer than {@code morsel-timeout}; when workers keep ending.
     *
     * <p>{@code batch-size} and {@code use-parallel} do not apply: the batches are the caller's, and a flow is always
     * parallel.
     *
     * @param schema of every batch that will arrive
     * @throws InvalidOptionsException if a transform does not fit the schema; paths are {@code transforms.0…}
     */
    public static Flow<RecordBatch, RecordBatch, ProcessorControl> flow(Schema schema, ParallelSettings settings,
            List<TransformSpec> transforms) throws InvalidOptionsException {
        return BatchOperator.flow(schema, settings, transforms);
    }
}
