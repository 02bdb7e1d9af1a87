package io.nebula.operator;

import io.nebula.balance.BalanceLimits;
import io.nebula.engine.Sizing;
import io.nebula.pipeline.ParallelSettings;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * How much may be inside an operator for elements, and how large morsels are.
 *
 * @param most weight inside
 * @param least that an element weighs: where both bytes and elements are bounded, a share of the bytes
 * @param bounds begins to bound morsels
 */
record Budget(long most, long least, Supplier<MorselBound> bounds) {
    private static final int MOST_PER_MORSEL = 1024;
    private static final long MOST_MORSEL_BYTES = 256 << 10;
    /** Full morsels for each worker: lets the others run ahead of a slow one. */
    private static final int MORSELS_PER_WORKER = 8;
    /** Results that leave together count until downstream has taken them: not so many that nothing comes in meanwhile. */
    private static final int TRAINS = 4;

    /** @throws IllegalArgumentException if a setting could have no effect */
    static Budget of(ParallelSettings settings, Sizing sizing, boolean weighed) {
        if (!weighed && settings.inFlightBytes() != ParallelSettings.AUTO) {
            throw new IllegalArgumentException("in-flight-bytes bounds elements that are weighed; say how, with weighedBy, or "
                    + "bound their number with queue-size");
        }
        boolean counted = settings.queueSize() != ParallelSettings.AUTO;
        long morselWeight = weighed && settings.batchSize() == ParallelSettings.AUTO
                ? Math.min(MOST_MORSEL_BYTES, sizing.maxWeight()) : Long.MAX_VALUE;
        long most = weighed ? sizing.maxWeight() : counted ? settings.queueSize() : usual(settings, sizing);
        long least = weighed && counted ? Math.max(1, most / settings.queueSize()) : 1;
        return new Budget(most, least, bounds(settings, sizing, counted, morselWeight));
    }

    private static long usual(ParallelSettings settings, Sizing sizing) {
        long morsel = Math.min(Integer.MAX_VALUE, Math.max(MOST_PER_MORSEL, settings.batchSize()));
        return MORSELS_PER_WORKER * morsel * sizing.workers();
    }

    private static Supplier<MorselBound> bounds(ParallelSettings settings, Sizing sizing, boolean counted, long weight) {
        long share = counted ? settings.queueSize() / ((long) sizing.workers() * sizing.credits()) : MOST_PER_MORSEL;
        int most = (int) Math.max(1, Math.min(MOST_PER_MORSEL, share));
        if (settings.batchSize() != ParallelSettings.AUTO) {
            int size = (int) Math.min(settings.batchSize(), counted ? settings.queueSize() : Integer.MAX_VALUE);
            return () -> MorselBound.fixed(size, most, weight);
        }
        return () -> MorselBound.measured(most, weight);
    }

    /** What an element weighs. */
    <I> ToLongFunction<I> weight(ToLongFunction<? super I> weigher) {
        return weigher == null ? element -> 1 : element -> Math.max(least, weigher.applyAsLong(element));
    }

    BalanceLimits limits(Sizing sizing, int mostCredits, boolean ordered) {
        int credits = Math.min(sizing.credits(), mostCredits);
        return new BalanceLimits(sizing.workers(), credits, mostCredits, most, Long.MAX_VALUE, Math.max(1, most / TRAINS),
                BalanceLimits.LONGEST_TRAIN, ordered);
    }
}
