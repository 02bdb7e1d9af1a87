package io.nebula.bench;

import java.util.function.Function;
import java.util.function.IntFunction;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Reactor's {@code ParallelFlux}: each rail takes its own results, nothing is merged per element. */
final class ReactorRails implements Engine {
    private final Scheduler scheduler;
    private final int threads;

    ReactorRails(int threads) {
        this.threads = threads;
        scheduler = Schedulers.newParallel("rails", threads);
    }

    @Override
    public <I, O> Timed run(int count, IntFunction<I> elements, Function<I, O> work) {
        long start = System.nanoTime();
        Tally all = Flux.range(0, count).parallel(threads).runOn(scheduler)
                .map(index -> work.apply(elements.apply(index)))
                .collect(Tally::new, Tally::take)
                .sequential()
                .reduce(new Tally(), (sum, part) -> {
                    sum.add(part);
                    return sum;
                }).block();
        return Timed.since(start, all);
    }

    @Override
    public void close() {
        scheduler.dispose();
    }
}
