package io.nebula.bench;

import io.nebula.ParallelProcessor;
import io.nebula.pipeline.ParallelSettings;
import io.nebula.record.RecordBatch;
import io.nebula.record.Schema;
import io.nebula.transform.TransformSpec;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/** Nebula's operator over batches, results in input order. The transform is the work. */
final class NebulaFlow implements Engine {
    private final ActorSystem system = ActorSystem.create("nebula");
    private final Schema schema;
    private final int workers;
    private final TransformSpec transform;

    NebulaFlow(Schema schema, int workers, TransformSpec transform) {
        this.schema = schema;
        this.workers = workers;
        this.transform = transform;
    }

    @Override
    public <I, O> Timed run(int count, IntFunction<I> elements, Function<I, O> work) throws Exception {
        long start = System.nanoTime();
        Tally tally = new Tally();
        ParallelSettings settings = ParallelSettings.DEFAULT.withWorkerCount(workers);
        Source.fromIterator(() -> IntStream.range(0, count).mapToObj(i -> (RecordBatch) elements.apply(i)).iterator())
                .via(ParallelProcessor.flow(schema, settings, List.of(transform)))
                .runWith(Sink.foreach(tally::take), system).toCompletableFuture().get(10, TimeUnit.MINUTES);
        return Timed.since(start, tally);
    }

    @Override
    public void close() {
        system.terminate();
    }
}
