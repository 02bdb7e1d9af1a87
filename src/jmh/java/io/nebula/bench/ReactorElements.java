package io.nebula.bench;

import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Reactor's {@code ParallelFlux} in a stream: elements come one by one, and so do results, at one place. */
final class ReactorElements implements Engine {
    private final Scheduler scheduler;
    private final int threads;
    private final int morsel;

    ReactorElements(int threads, int morsel) {
        this.threads = threads;
        this.morsel = morsel;
        scheduler = Schedulers.newParallel("rails", threads);
    }

    @Override
    public <I, O> Timed run(int count, IntFunction<I> elements, Function<I, O> work) {
        long start = System.nanoTime();
        Tally tally = new Tally();
        Flux<I> source = Flux.fromIterable(() -> new ElementStream.Cursor<>(count, elements));
        Flux<O> results = morsel == 1 ? spread(source, work)
                : spread(source.buffer(morsel), (List<I> group) -> MapElements.each(group, work)).concatMapIterable(each -> each);
        results.doOnNext(tally::take).blockLast();
        return Timed.since(start, tally);
    }

    private <I, O> Flux<O> spread(Flux<I> source, Function<I, O> work) {
        return source.parallel(threads).runOn(scheduler).map(work).sequential();
    }

    @Override
    public void close() {
        scheduler.dispose();
    }
}
