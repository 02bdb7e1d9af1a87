package io.nebula.bench;

import java.util.function.Function;
import java.util.function.IntFunction;

/** Something that can spread a function over threads. */
interface Engine extends AutoCloseable {
    /**
     * Runs a job.
     *
     * @param elements from 0 to {@code count - 1}, made when they are asked for
     * @param work stateless; for the engine itself null
     * @return what came out, and how long it took
     */
    <I, O> Timed run(int count, IntFunction<I> elements, Function<I, O> work) throws Exception;

    @Override
    default void close() {}

    /** Results and time from the first element to the last result. */
    record Timed(Tally results, double seconds) {
        static Timed since(long startNanos, Tally results) {
            return new Timed(results, (System.nanoTime() - startNanos) / 1e9);
        }
    }
}
