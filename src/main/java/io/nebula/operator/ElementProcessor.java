package io.nebula.operator;

import io.nebula.balance.BalanceStage;
import io.nebula.balance.Intake;
import io.nebula.balance.WorkerGroups;
import io.nebula.binding.RecordType;
import io.nebula.engine.Sizing;
import io.nebula.engine.TransformChain;
import io.nebula.operator.OnFailure.Diverted;
import io.nebula.options.InvalidOptionsException;
import io.nebula.pipeline.Ordering;
import io.nebula.pipeline.ParallelSettings;
import io.nebula.transform.TransformSpec;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.apache.pekko.NotUsed;
import org.apache.pekko.japi.function.Creator;
import org.apache.pekko.japi.function.Function;
import org.apache.pekko.japi.function.Predicate;
import org.apache.pekko.stream.Graph;
import org.apache.pekko.stream.SinkShape;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;

/**
 * Describes an operator that runs a function for elements of any type on every core, and makes the {@code Flow}. Immutable:
 * each method gives another one.
 *
 * <p>Elements are put into morsels, and workers work on morsels. A morsel leaves when it is full, when a worker has nothing to
 * do and nothing more is about to arrive, or after {@link #maxDelay}.
 *
 * <p>The flows that it makes:
 *
 * <p><b>Emit</b> when a result is there and, with input order, all those of earlier elements have been emitted.<br>
 * <b>Backpressure</b> when workers and budget are full: {@code queue-size} elements ({@code auto}: so many that a slow one
 * does not stop the others), or {@code in-flight-bytes} where elements are weighed.<br>
 * <b>Complete</b> when upstream has completed and all results have been emitted, or drained.<br>
 * <b>Cancel</b> upstream when downstream cancels; workers end after the morsel they are working on.<br>
 * <b>Fail</b> when the function throws, after the results of all earlier elements, unless failures are skipped or diverted;
 * when upstream fails, after the results of all elements taken in; when a morsel takes longer than {@code morsel-timeout};
 * when workers keep ending. An {@link Error} of the virtual machine other than a stack overflow always fails the stream, without
 * the results of its morsel. A key or a weight that cannot be computed fails it after the results of all earlier elements.
 *
 * <p>A function is called on a worker's thread. One that is shared by all workers must be thread-safe, and is never closed; of one that comes from
 * a {@link Creator} each worker has its own, made on its thread at its first element and closed there at the end if it is
 * {@link AutoCloseable}. When a worker is lost its morsel runs again on another, so a function that does something to the
 * world outside may do it twice.
 *
 * @param <I> the elements that come in
 */
public final class ElementProcessor<I> {
    private static final Duration USUAL_DELAY = Duration.ofMillis(1);
    private static final Duration MOST_DELAY = Duration.ofDays(1);

    private final ParallelSettings settings;
    private final WorkerGroups groups;
    private final Duration maxDelay;
    private final ToLongFunction<? super I> weigher;
    private final java.util.function.Function<? super I, ?> key;
    private final OnFailure onFailure;
    private final Graph<SinkShape<FailedElement<I>>, ?> failures;

    private ElementProcessor(ParallelSettings settings, WorkerGroups groups, Duration maxDelay,
            ToLongFunction<? super I> weigher, java.util.function.Function<? super I, ?> key, OnFailure onFailure,
            Graph<SinkShape<FailedElement<I>>, ?> failures) {
        this.settings = settings;
        this.groups = groups;
        this.maxDelay = maxDelay;
        this.weigher = weigher;
        this.key = key;
        this.onFailure = onFailure;
        this.failures = failures;
    }

    /** One that keeps the order its settings say, and fails with the first element that does. */
    public static <I> ElementProcessor<I> of(ParallelSettings settings) {
        return new ElementProcessor<>(Objects.requireNonNull(settings, "settings"), null, USUAL_DELAY, null, null,
                OnFailure.FAIL, null);
    }

    /** Puts the workers into these groups, which other operators may use too; without, they have groups of their own. */
    public ElementProcessor<I> on(WorkerGroups shared) {
        return new ElementProcessor<>(settings, Objects.requireNonNull(shared, "groups"), maxDelay, weigher, key, onFailure,
                failures);
    }

    /**
     * How long an element may wait for others to fill its morsel; 1 ms unless said. It waits while all workers are at work, or
     * while others keep arriving. Where nothing else happens meanwhile, it is as exact as the timers of the actor system,
     * whose ticks are 10 ms apart unless configured otherwise.
     *
     * @throws IllegalArgumentException unless it is positive and at most a day
     */
    public ElementProcessor<I> maxDelay(Duration delay) {
        if (delay.isNegative() || delay.isZero() || delay.compareTo(MOST_DELAY) > 0) {
            throw new IllegalArgumentException("max-delay must be positive and at most a day, not " + delay);
        }
        return new ElementProcessor<>(settings, groups, delay, weigher, key, onFailure, failures);
    }

    /**
     * Bounds what is inside, and how large morsels get, by what elements weigh, usually bytes of memory: {@code
     * in-flight-bytes}, and 256 KiB for a morsel unless {@code batch-size} says how many elements it has.
     *
     * @param weight at least 1; called more than once for an element
     */
    public ElementProcessor<I> weighedBy(ToLongFunction<? super I> weight) {
        return new ElementProcessor<>(settings, groups, maxDelay, Objects.requireNonNull(weight, "weight"), key, onFailure,
                failures);
    }

    /**
     * Keeps the order of elements with equal keys, and no other. No two elements of a key are worked on at the same time, and
     * a key with a lot to do holds up one in a thousand others, with which it shares a lane, as long as the budget lasts. Replaces
     * the settings' ordering.
     *
     * @param keyOf gives what has {@code hashCode}, or null; called where the stream runs, so it must be quick
     */
    public ElementProcessor<I> orderedBy(java.util.function.Function<? super I, ?> keyOf) {
        return new ElementProcessor<>(settings, groups, maxDelay, weigher, Objects.requireNonNull(keyOf, "key"), onFailure,
                failures);
    }

    /** Goes on without the elements for which the function fails; they are counted in the status. */
    public ElementProcessor<I> skippingFailures() {
        return new ElementProcessor<>(settings, groups, maxDelay, weigher, key, OnFailure.SKIP, null);
    }

    /**
     * Goes on without the elements for which the function fails; they go to that sink, each once, in the same order as
     * results. The stream waits for the sink, fails when it fails, and also fails when it cancels: no element is lost
     * unseen.
     */
    public ElementProcessor<I> divertingFailuresTo(Graph<SinkShape<FailedElement<I>>, ?> sink) {
        return new ElementProcessor<>(settings, groups, maxDelay, weigher, key, OnFailure.DIVERT,
                Objects.requireNonNull(sink, "sink"));
    }

    /** One result for each element. */
    public <O> Flow<I, O, ProcessorControl> map(Function<? super I, ? extends O> function) {
        return shared(function, ElementFunction::map);
    }

    /** One result for each element, by a function that each worker has for itself. */
    public <O> Flow<I, O, ProcessorControl> map(Creator<? extends Function<? super I, ? extends O>> functions) {
        return flow(functions, ElementFunction::map);
    }

    /** The elements for which the predicate holds. */
    public Flow<I, I, ProcessorControl> filter(Predicate<? super I> predicate) {
        return shared(predicate, ElementFunction::filter);
    }

    /** One result or none for each element. */
    public <O> Flow<I, O, ProcessorControl> mapOptional(Function<? super I, Optional<O>> function) {
        return shared(function, ElementFunction::mapOptional);
    }

    /** Any number of results for each element, in the order of the iterable. */
    public <O> Flow<I, O, ProcessorControl> mapConcat(Function<? super I, ? extends Iterable<? extends O>> function) {
        return shared(function, ElementFunction::mapConcat);
    }

    /**
     * Any number of results for each element, without a collection for each: the function gives them to the consumer, on the
     * thread on which it is called, before it returns.
     */
    public <O> Flow<I, O, ProcessorControl> mapMulti(BiConsumer<? super I, ? super Consumer<O>> function) {
        return shared(function, ElementFunction::mapMulti);
    }

    /** The same by a function that each worker has for itself. */
    public <O> Flow<I, O, ProcessorControl> mapMulti(Creator<? extends BiConsumer<? super I, ? super Consumer<O>>> functions) {
        return flow(functions, ElementFunction::mapMulti);
    }

    /**
     * Runs built-in transforms, or own ones on columns: elements are made records on the workers, and results elements again.
     * An element that cannot be made a record, that a transform refuses, or of whose record no element can be made is one for
     * which the function fails, with a {@link RejectedElementException}.
     *
     * @param from how elements are records
     * @param to how records are results
     * @throws InvalidOptionsException if a transform does not fit the fields; paths are {@code transforms.0…}
     * @throws IllegalArgumentException if results cannot be made of the fields that come out
     */
    public <O> Flow<I, O, ProcessorControl> transform(RecordType<I> from, List<TransformSpec> transforms, RecordType<O> to)
            throws InvalidOptionsException {
        TransformChain chain = TransformChain.bind(transforms, from.schema());
        to.reader(chain.output());
        int rows = Sizing.of(settings, Sizing.Machine.current(), -1, -1).vectorRows();
        return flow(() -> new RecordKernel<>(from, chain, to, rows, onFailure));
    }

    /** By a function that all workers share, and that belongs to its owner: they do not close it. */
    <F, O> Flow<I, O, ProcessorControl> shared(F function, java.util.function.Function<F, ElementFunction<I>> bind) {
        Objects.requireNonNull(function, "function");
        return flow(() -> new ElementKernel<>(bind.apply(function), null, onFailure));
    }

    <F, O> Flow<I, O, ProcessorControl> flow(Creator<? extends F> functions,
            java.util.function.Function<F, ElementFunction<I>> bind) {
        Objects.requireNonNull(functions, "functions");
        return flow(() -> {
            F function = create(functions);
            return new ElementKernel<>(bind.apply(function), function, onFailure);
        });
    }

    private static <F> F create(Creator<? extends F> functions) {
        try {
            return Objects.requireNonNull(functions.create(), "the function made for a worker is null");
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the function of a worker cannot be made: " + e.getMessage(), e);
        }
    }

    private <O> Flow<I, O, ProcessorControl> flow(Supplier<java.util.function.Function<Elements, Results>> kernels) {
        Sizing sizing = Sizing.of(settings, Sizing.Machine.current(), -1, -1);
        Budget budget = Budget.of(settings, sizing, weigher != null);
        ToLongFunction<I> weight = budget.weight(weigher);
        Supplier<Intake<I, Elements, Results>> intakes = key == null
                ? () -> new ElementIntake<>(weight, budget.bounds().get())
                : () -> new KeyedIntake<>(key, weight, budget.bounds().get());
        int mostCredits = groups == null ? sizing.mostCredits() : Math.min(sizing.mostCredits(), groups.mailboxSlots());
        BalanceStage<I, Elements, Results> stage = new BalanceStage<>(
                budget.limits(sizing, mostCredits, key == null && settings.ordering() == Ordering.INPUT),
                sizing.crew(settings, OperatorNames.next()).upTo(ProcessorControl.MOST_WORKERS), groups,
                settings.morselTimeout(), maxDelay, new ElementWorkload<>(intakes, kernels));
        return divert(Flow.<I>create().viaMat(stage, Keep.right()).viaMat(new Unpack(), ProcessorControl::new));
    }

    /** Sends what has been diverted to the side output; what is left are results. */
    @SuppressWarnings("unchecked")
    private <O> Flow<I, O, ProcessorControl> divert(Flow<I, Object, ProcessorControl> results) {
        if (onFailure != OnFailure.DIVERT) {
            return (Flow<I, O, ProcessorControl>) (Flow<I, ?, ProcessorControl>) results;
        }
        Graph<SinkShape<Object>, NotUsed> side = Flow.<Object>create()
                .map(result -> (FailedElement<I>) ((Diverted) result).failed())
                .via(new Lossless<>("the sink for failed elements"))
                .to(failures);
        return (Flow<I, O, ProcessorControl>) (Flow<I, ?, ProcessorControl>)
                results.divertTo(side, Diverted.class::isInstance);
    }
}
