package io.nebula.engine;

import io.nebula.balance.Apart;
import io.nebula.balance.BalanceLimits;
import io.nebula.balance.BalanceStage;
import io.nebula.balance.Workload;
import io.nebula.options.InvalidOptionsException;
import io.nebula.options.Problem;
import io.nebula.pipeline.Ordering;
import io.nebula.pipeline.ParallelSettings;
import io.nebula.record.RecordBatch;
import io.nebula.record.Schema;
import io.nebula.transform.TransformSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Flow;

/** The balance stage over batches that somebody else makes. */
public final class BatchOperator {
    /** Lets workers run ahead of a slow batch far enough that it costs them next to nothing. */
    private static final int BATCHES_PER_WORKER = 32;

    /** Results that leave together count until downstream has taken them: not so many that nothing comes in meanwhile. */
    private static final int TRAINS = 4;

    private static final AtomicLong NAMES = new AtomicLong();

    private BatchOperator() {}

    /** See {@code ParallelProcessor.flow}, whose contract this is. */
    public static Flow<RecordBatch, RecordBatch, NotUsed> flow(Schema schema, ParallelSettings settings,
            List<TransformSpec> transforms) throws InvalidOptionsException {
        List<Problem> problems = new ArrayList<>();
        List<Plan.Step> steps = new ArrayList<>();
        Plan.bind(transforms, schema, steps, problems);
        if (!problems.isEmpty()) {
            throw new InvalidOptionsException(problems);
        }
        Sizing sizing = Sizing.of(settings, Sizing.Machine.current(), -1, -1);
        boolean auto = settings.queueSize() == ParallelSettings.AUTO;
        long rows = settings.queueSize() == ParallelSettings.AUTO ? Long.MAX_VALUE : settings.queueSize();
        long batches = settings.queueSize() == ParallelSettings.AUTO ? (long) BATCHES_PER_WORKER * sizing.workers()
                : Long.MAX_VALUE;
        BalanceLimits limits = new BalanceLimits(sizing.workers(), sizing.credits(), sizing.mostCredits(), rows, batches,
                Math.max(1, rows / TRAINS), (int) Math.max(1, Math.min(batches / TRAINS, BalanceLimits.LONGEST_TRAIN)),
                settings.ordering() == Ordering.INPUT);
        BalanceStage<List<RecordBatch>, RecordBatch, RecordBatch> stage = new BalanceStage<>(limits,
                sizing.crew(settings, "operator-" + NAMES.incrementAndGet()), settings.morselTimeout(),
                Workload.ofTrains(batch -> Math.max(1, batch.selected()), result -> false,
                        worker -> new BatchKernel(Plan.instances(steps), sizing.vectorRows())));
        return Flow.<RecordBatch>create().map(List::of).via(stage).via(new Apart<>());
    }
}
