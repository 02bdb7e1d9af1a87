package io.nebula.operator;

import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.japi.function.Creator;
import org.apache.pekko.japi.function.Function;
import org.apache.pekko.japi.function.Predicate;
import org.apache.pekko.stream.javadsl.FlowWithContext;

/**
 * Makes operators for elements that carry a context with them, such as the offset of a message: the function sees the element
 * only, and each of its results gets the context of its element. Immutable. Otherwise the flows are those of {@link
 * ElementProcessor}.
 *
 * <p>A context leaves when a result of its element does. The context of an element that is filtered out or skipped goes with
 * it. Who commits contexts, and takes one to stand for all before it, needs the order of the input.
 *
 * @param <I> the elements that come in
 * @param <C> their contexts
 */
public final class ContextProcessor<I, C> {
    private final ElementProcessor<Pair<I, C>> pairs;

    private ContextProcessor(ElementProcessor<Pair<I, C>> pairs) {
        this.pairs = pairs;
    }

    /** One that does with pairs of element and context what {@code pairs} says. */
    public static <I, C> ContextProcessor<I, C> of(ElementProcessor<Pair<I, C>> pairs) {
        return new ContextProcessor<>(Objects.requireNonNull(pairs, "pairs"));
    }

    /** One result for each element. */
    public <O> FlowWithContext<I, C, O, C, ProcessorControl> map(Function<? super I, ? extends O> function) {
        return shared(function, ElementFunction::map);
    }

    /** One result for each element, by a function that each worker has for itself. */
    public <O> FlowWithContext<I, C, O, C, ProcessorControl> map(
            Creator<? extends Function<? super I, ? extends O>> functions) {
        return flow(functions, ElementFunction::map);
    }

    /** The elements for which the predicate holds. */
    public FlowWithContext<I, C, I, C, ProcessorControl> filter(Predicate<? super I> predicate) {
        return shared(predicate, ElementFunction::filter);
    }

    /** One result or none for each element. */
    public <O> FlowWithContext<I, C, O, C, ProcessorControl> mapOptional(Function<? super I, Optional<O>> function) {
        return shared(function, ElementFunction::mapOptional);
    }

    /** Any number of results for each element, in the order of the iterable. */
    public <O> FlowWithContext<I, C, O, C, ProcessorControl> mapConcat(
            Function<? super I, ? extends Iterable<? extends O>> function) {
        return shared(function, ElementFunction::mapConcat);
    }

    /** Any number of results for each element: what the function gives to the consumer before it returns. */
    public <O> FlowWithContext<I, C, O, C, ProcessorControl> mapMulti(BiConsumer<? super I, ? super Consumer<O>> function) {
        return shared(function, ElementFunction::mapMulti);
    }

    private <F, O> FlowWithContext<I, C, O, C, ProcessorControl> shared(F function,
            java.util.function.Function<F, ElementFunction<I>> bind) {
        return FlowWithContext.fromPairs(pairs.shared(function, f -> bind.apply(f).withContext()));
    }

    private <F, O> FlowWithContext<I, C, O, C, ProcessorControl> flow(Creator<? extends F> functions,
            java.util.function.Function<F, ElementFunction<I>> bind) {
        return FlowWithContext.fromPairs(pairs.flow(functions, f -> bind.apply(f).withContext()));
    }
}
