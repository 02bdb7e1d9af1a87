package io.nebula.bench;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.apache.pekko.stream.javadsl.Flow;

/**
 * What Pekko brings: one of its operators, behind {@code grouped} and before {@code mapConcat} where morsels have more than one
 * element.
 *
 * @param executor runs the function, but for the lanes, which have a dispatcher
 */
record StockFanOut(Kind kind, int threads, int morsel, Executor executor) implements FanOut {
    /** Futures under way per thread: enough to keep it busy. */
    private static final int FUTURES_PER_THREAD = 4;

    enum Kind {
        MAP_ASYNC,
        MAP_ASYNC_UNORDERED,
        BALANCE
    }

    @Override
    public <I, O> Flow<I, O, ?> of(Function<I, O> work) {
        if (morsel == 1) {
            return spread(work);
        }
        return Flow.<I>create().grouped(morsel).via(spread(group -> MapElements.each(group, work))).mapConcat(results -> results);
    }

    private <I, O> Flow<I, O, ?> spread(Function<I, O> work) {
        int futures = FUTURES_PER_THREAD * threads;
        return switch (kind) {
            case MAP_ASYNC -> Flow.<I>create()
                    .mapAsync(futures, each -> CompletableFuture.supplyAsync(() -> work.apply(each), executor));
            case MAP_ASYNC_UNORDERED -> Flow.<I>create()
                    .mapAsyncUnordered(futures, each -> CompletableFuture.supplyAsync(() -> work.apply(each), executor));
            case BALANCE -> PekkoBalance.flow(threads, work);
        };
    }
}
