package io.nebula.bench;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/** Stock Pekko: {@code mapAsyncUnordered} onto a pool, with enough elements in flight to keep it busy. */
final class PekkoMapAsync implements Engine {
    private static final int IN_FLIGHT_PER_THREAD = 4;

    private final ActorSystem system = ActorSystem.create("map-async");
    private final ExecutorService pool;
    private final int threads;

    PekkoMapAsync(int threads) {
        this.threads = threads;
        pool = Executors.newFixedThreadPool(threads);
    }

    @Override
    public <I, O> Timed run(int count, IntFunction<I> elements, Function<I, O> work) throws Exception {
        long start = System.nanoTime();
        Tally tally = new Tally();
        Source.fromIterator(() -> IntStream.range(0, count).mapToObj(elements).iterator())
                .mapAsyncUnordered(IN_FLIGHT_PER_THREAD * threads,
                        element -> CompletableFuture.supplyAsync(() -> work.apply(element), pool))
                .runWith(Sink.foreach(tally::take), system).toCompletableFuture().get(10, TimeUnit.MINUTES);
        return Timed.since(start, tally);
    }

    @Override
    public void close() {
        pool.shutdownNow();
        system.terminate();
    }
}
