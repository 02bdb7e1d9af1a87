package io.nebula.operator;

import io.nebula.balance.Intake;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.function.ToLongFunction;

/**
 * Puts elements into morsels in the order in which they come. Short morsels are gathered until they are worth waking a worker
 * for, and then leave one after the other.
 */
final class ElementIntake<I> implements Intake<I, Elements, Results> {
    private static final int USUAL = 1024;

    private final ToLongFunction<I> weigher;
    private final MorselBound bound;
    private final ArrayDeque<Elements> full = new ArrayDeque<>();
    /** Of the morsel that is being filled. */
    private Object[] items;
    private int most;
    private int count;
    private long weight;
    /** Of everything here. */
    private int allCount;
    private long allWeight;
    /** Whether the full ones need not wait for more of them. */
    private boolean leaving;

    ElementIntake(ToLongFunction<I> weigher, MorselBound bound) {
        this.weigher = weigher;
        this.bound = bound;
        begin();
    }

    /** Begins a morsel. Few are larger than is usual, and of those few get full. */
    private void begin() {
        most = bound.count();
        items = new Object[Math.min(most, USUAL)];
        count = 0;
        weight = 0;
    }

    @Override
    public void add(I element) {
        weight += weigher.applyAsLong(element);
        if (count == items.length) {
            items = Arrays.copyOf(items, (int) Math.min(most, 2L * count));
        }
        items[count++] = element;
        if (count == most || weight >= bound.weight()) {
            close();
        }
    }

    private void close() {
        full.add(new Elements(items, count, weight, null));
        allCount += count;
        allWeight += weight;
        leaving |= allCount >= bound.worth() || weight >= bound.weight();
        begin();
    }

    @Override
    public boolean hasRoom(boolean wanted, long room) {
        return allWeight + weight < room && !leaving;
    }

    @Override
    public boolean hasMorsel() {
        return leaving;
    }

    @Override
    public boolean hasAny() {
        return count > 0 || !full.isEmpty();
    }

    @Override
    public boolean isEmpty() {
        return !hasAny();
    }

    @Override
    public Elements next(boolean any) {
        if (any && full.isEmpty() && count > 0) {
            close();
        }
        if (full.isEmpty() || !any && !leaving) {
            return null;
        }
        Elements morsel = full.poll();
        allCount -= morsel.count();
        allWeight -= morsel.weight();
        leaving = !full.isEmpty();
        return morsel;
    }

    @Override
    public void done(Elements morsel, long nanos) {
        bound.took(morsel.count(), nanos);
    }
}
