package io.nebula.balance;

import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * What a balance stage balances: how what arrives becomes morsels, what a worker does with one, what the result means.
 * Immutable; shared by all materialisations.
 *
 * @param <I> what arrives
 * @param <J> the morsels that workers work on
 * @param <O> their results
 */
public interface Workload<I, J, O> {
    /** Begins a materialisation. */
    Intake<I, J, O> intake();

    /** What a morsel weighs against {@link BalanceLimits#maxWeight}. */
    long weight(J morsel);

    /** The function of the worker with that number; called on its thread. One that is {@link AutoCloseable} is closed there. */
    Function<J, O> function(int worker);

    /** Whether a result ends the stream. */
    boolean halts(O result);

    /** How many elements a morsel has; 1 where it is one itself. */
    default long elements(J morsel) {
        return 1;
    }

    /** The same, where only the result tells. */
    default long elements(J morsel, O result) {
        return elements(morsel);
    }

    /** For how many elements of a morsel the function failed, where that does not end the stream. */
    default long failures(O result) {
        return 0;
    }

    /** A morsel could be taken in, and no worker has a credit left for it. Often called; must be quick. */
    default void starved() {}

    /**
     * The workload of morsels that arrive as such, in trains.
     *
     * @param functions makes the function of the worker with that number, on its thread
     */
    static <J, O> Workload<List<J>, J, O> ofTrains(ToLongFunction<J> weigher, Predicate<O> halts,
            IntFunction<? extends Function<J, O>> functions) {
        return new Workload<>() {
            @Override
            public Intake<List<J>, J, O> intake() {
                return new TrainIntake<>();
            }

            @Override
            public long weight(J morsel) {
                return weigher.applyAsLong(morsel);
            }

            @Override
            public Function<J, O> function(int worker) {
                return functions.apply(worker);
            }

            @Override
            public boolean halts(O result) {
                return halts.test(result);
            }
        };
    }
}
