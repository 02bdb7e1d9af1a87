package io.nebula.bench;

import java.util.function.Function;
import org.apache.pekko.stream.javadsl.Flow;

/** A way to run a function for each element of a Pekko stream on several threads: elements in, results out. */
interface FanOut {
    /** @param work thread-safe */
    <I, O> Flow<I, O, ?> of(Function<I, O> work);
}
