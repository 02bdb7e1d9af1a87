package io.nebula.engine;

import io.nebula.balance.Job;
import io.nebula.balance.MorselFailedException;
import io.nebula.balance.Watchdog;
import io.nebula.format.Morsel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/** Looks at a loop from beside it, again and again, until it has come to an end, or has been given up. */
final class LoopWatch<T> {
    private final SequentialLoop loop;
    private final Watchdog watchdog;
    private final CompletableFuture<T> result;
    private final Function<MorselFailedException, T> givenUp;

    /**
     * @param result done when the loop has come to an end
     * @param givenUp makes the result of a loop that does not come back
     */
    LoopWatch(SequentialLoop loop, Duration morselTimeout, CompletableFuture<T> result,
            Function<MorselFailedException, T> givenUp) {
        this.loop = loop;
        this.watchdog = new Watchdog(morselTimeout, RunWork::warn);
        this.result = result;
        this.givenUp = givenUp;
    }

    void begin() {
        watchdog.arrived(System.nanoTime());
        lookLater(0);
    }

    private void lookLater(long seen) {
        CompletableFuture.delayedExecutor(watchdog.interval().toMillis(), TimeUnit.MILLISECONDS).execute(() -> look(seen));
    }

    private void look(long seen) {
        if (result.isDone()) {
            return;
        }
        long taken = loop.taken();
        if (taken != seen) {
            watchdog.arrived(System.nanoTime());
        }
        watchdog.inspectSource(loop.reading(), System.nanoTime());
        List<Job<Morsel>> running = loop.running();
        MorselFailedException failure = watchdog.inspect(running, System.nanoTime());
        if (failure != null && loop.abandon(running.get(0))) {
            complete(result, () -> givenUp.apply(failure));
        } else {
            lookLater(taken);
        }
    }

    /**
     * Whoever waits must not wait for ever, whatever happens at the end of a run.
     *
     * @param ending may give null where somebody else completes the result
     */
    static <T> void complete(CompletableFuture<T> result, Supplier<T> ending) {
        try {
            T end = ending.get();
            if (end != null) {
                result.complete(end);
            }
        } catch (Throwable e) {
            result.completeExceptionally(e);
        }
    }
}
