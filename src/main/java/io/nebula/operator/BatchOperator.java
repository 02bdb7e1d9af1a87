package io.nebula.operator;

import io.nebula.balance.Apart;
import io.nebula.balance.BalanceControl;
import io.nebula.balance.BalanceLimits;
import io.nebula.balance.BalanceStage;
import io.nebula.balance.Workload;
import io.nebula.engine.Sizing;
import io.nebula.engine.TransformChain;
import io.nebula.options.InvalidOptionsException;
import io.nebula.pipeline.Ordering;
import io.nebula.pipeline.ParallelSettings;
import io.nebula.record.RecordBatch;
import io.nebula.record.Schema;
import io.nebula.transform.TransformSpec;
import java.util.List;
import org.apache.pekko.Done;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;

/** The operator over batches that somebody else makes. */
public final class BatchOperator {
    /** Lets workers run ahead of a slow batch far enough that it costs them next to nothing. */
    private static final int BATCHES_PER_WORKER = 32;

    /** Results that leave together count until downstream has taken them: not so many that nothing comes in meanwhile. */
    private static final int TRAINS = 4;

    private BatchOperator() {}

    /** See {@code ParallelProcessor.flow}, whose contract this is. */
    public static Flow<RecordBatch, RecordBatch, ProcessorControl> flow(Schema schema, ParallelSettings settings,
            List<TransformSpec> transforms) throws InvalidOptionsException {
        if (settings.inFlightBytes() != ParallelSettings.AUTO) {
            throw new IllegalArgumentException("in-flight-bytes does not bound batches, whose memory is the caller's; bound "
                    + "their records with queue-size");
        }
        TransformChain chain = TransformChain.bind(transforms, schema);
        Sizing sizing = Sizing.of(settings, Sizing.Machine.current(), -1, -1);
        boolean auto = settings.queueSize() == ParallelSettings.AUTO;
        long rows = auto ? Long.MAX_VALUE : settings.queueSize();
        long batches = auto ? (long) BATCHES_PER_WORKER * sizing.workers() : Long.MAX_VALUE;
        BalanceLimits limits = new BalanceLimits(sizing.workers(), sizing.credits(), sizing.mostCredits(), rows, batches,
                Math.max(1, rows / TRAINS), (int) Math.max(1, Math.min(batches / TRAINS, BalanceLimits.LONGEST_TRAIN)),
                settings.ordering() == Ordering.INPUT);
        BalanceStage<List<RecordBatch>, RecordBatch, RecordBatch> stage = new BalanceStage<>(limits,
                sizing.crew(settings, OperatorNames.next()).upTo(ProcessorControl.MOST_WORKERS),
                settings.morselTimeout(), Workload.ofTrains(batch -> Math.max(1, batch.selected()), result -> false,
                        worker -> new BatchKernel(schema, chain.instances(), sizing.vectorRows())));
        return Flow.<RecordBatch>create().map(List::of)
                .viaMat(stage, Keep.right())
                .via(new Apart<>())
                .watchTermination(ProcessorControl::new);
    }
}
