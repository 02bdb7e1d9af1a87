package io.nebula.bench;

import java.util.concurrent.ForkJoinPool;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The JDK's parallel streams, in a pool of their own. */
final class ParallelStreams implements Engine {
    private final ForkJoinPool pool;

    ParallelStreams(int threads) {
        pool = new ForkJoinPool(threads);
    }

    @Override
    public <I, O> Timed run(int count, IntFunction<I> elements, Function<I, O> work) throws Exception {
        long start = System.nanoTime();
        Tally tally = pool.submit(() -> IntStream.range(0, count).parallel().mapToObj(elements).map(work)
                .collect(Tally::new, Tally::take, Tally::add)).get();
        return Timed.since(start, tally);
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
