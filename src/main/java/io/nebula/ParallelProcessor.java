package io.nebula;

import io.nebula.engine.BatchOperator;
import io.nebula.options.InvalidOptionsException;
import io.nebula.pipeline.ParallelSettings;
import io.nebula.record.RecordBatch;
import io.nebula.record.Schema;
import io.nebula.transform.TransformSpec;
import java.util.List;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Flow;

/** The fan-out operator: transforms on every core, as an ordinary Pekko {@code Flow}. */
public final class ParallelProcessor {
    private ParallelProcessor() {}

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
    public static Flow<RecordBatch, RecordBatch, NotUsed> flow(Schema schema, ParallelSettings settings,
            List<TransformSpec> transforms) throws InvalidOptionsException {
        return BatchOperator.flow(schema, settings, transforms);
    }
}
