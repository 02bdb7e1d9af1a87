package io.nebula.operator;

import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.japi.function.Function;
import org.apache.pekko.japi.function.Predicate;

/** What is done with an element: any number of results of it. */
@FunctionalInterface
interface ElementFunction<I> {
    /** Gives the results of an element, none of them null; those given before an exception do not count. */
    void apply(I element, Consumer<Object> results) throws Exception;

    static <I> ElementFunction<I> map(Function<? super I, ?> function) {
        return (element, results) -> results.accept(function.apply(element));
    }

    static <I> ElementFunction<I> filter(Predicate<? super I> predicate) {
        return (element, results) -> {
            if (predicate.test(element)) {
                results.accept(element);
            }
        };
    }

    static <I, O> ElementFunction<I> mapOptional(Function<? super I, Optional<O>> function) {
        return (element, results) -> given(function.apply(element)).ifPresent(results);
    }

    static <I> ElementFunction<I> mapConcat(Function<? super I, ? extends Iterable<?>> function) {
        return (element, results) -> given(function.apply(element)).forEach(results);
    }

    private static <T> T given(T results) {
        return Objects.requireNonNull(results, "the function returned null; give an empty result instead");
    }

    /** @param <O> what the function may give; where it is called nobody looks at it */
    @SuppressWarnings("unchecked")
    static <I, O> ElementFunction<I> mapMulti(BiConsumer<? super I, ? super Consumer<O>> function) {
        return (element, results) -> function.accept(element, (Consumer<O>) (Consumer<?>) results);
    }

    /** The same for elements with a context, which each result gets too. */
    default <C> ElementFunction<Pair<I, C>> withContext() {
        return (pair, results) -> apply(pair.first(), result -> results.accept(
                Pair.create(Objects.requireNonNull(result, Results.NULL), pair.second())));
    }
}
