package io.nebula.bench;

import io.nebula.ParallelProcessor;
import io.nebula.pipeline.Ordering;
import io.nebula.pipeline.ParallelSettings;
import java.util.function.Function;
import org.apache.pekko.stream.javadsl.Flow;

/** Nebula's operator for elements; {@code batch-size} is as said, everything else as it comes. */
record NebulaFanOut(int workers, int morsel, Ordering ordering) implements FanOut {
    /** A {@code morsel} that lets the operator choose. */
    static final int AUTO = ParallelSettings.AUTO;

    @Override
    public <I, O> Flow<I, O, ?> of(Function<I, O> work) {
        ParallelSettings settings = ParallelSettings.DEFAULT.withWorkerCount(workers).withBatchSize(morsel)
                .withOrdering(ordering);
        org.apache.pekko.japi.function.Function<I, O> each = work::apply;
        return ParallelProcessor.of(settings, each);
    }
}
