package io.nebula.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Plain loops, one per thread, over every n-th element: nothing is handed over. */
final class Loops implements Engine {
    private final ExecutorService pool;
    private final int threads;

    Loops(int threads) {
        this.threads = threads;
        pool = Executors.newFixedThreadPool(threads);
    }

    @Override
    public <I, O> Timed run(int count, IntFunction<I> elements, Function<I, O> work) throws Exception {
        long start = System.nanoTime();
        List<Future<Tally>> parts = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            int first = thread;
            parts.add(pool.submit(() -> {
                Tally tally = new Tally();
                for (int i = first; i < count; i += threads) {
                    tally.take(work.apply(elements.apply(i)));
                }
                return tally;
            }));
        }
        Tally all = new Tally();
        for (Future<Tally> part : parts) {
            all.add(part.get());
        }
        return Timed.since(start, all);
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
