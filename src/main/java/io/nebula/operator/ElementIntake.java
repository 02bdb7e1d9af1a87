package io.nebula.operator;

import io.nebula.balance.Intake;
import java.util.function.ToLongFunction;

/** Puts elements into morsels in the order in which they come. */
final class ElementIntake<I> implements Intake<I, Elements, Results> {
    private final ToLongFunction<I> weigher;
    private final MorselBound bound;
    private Object[] items;
    private int count;
    private long weight;

    ElementIntake(ToLongFunction<I> weigher, MorselBound bound) {
        this.weigher = weigher;
        this.bound = bound;
        this.items = new Object[bound.count()];
    }

    @Override
    public void add(I element) {
        items[count++] = element;
        weight += weigher.applyAsLong(element);
    }

    @Override
    public boolean hasRoom(boolean wanted, long room) {
        return weight < room && !hasMorsel();
    }

    @Override
    public boolean hasMorsel() {
        return count == items.length || weight >= bound.weight();
    }

    @Override
    public boolean hasAny() {
        return count > 0;
    }

    @Override
    public boolean isEmpty() {
        return count == 0;
    }

    @Override
    public Elements next(boolean any) {
        if (count == 0 || !any && !hasMorsel()) {
            return null;
        }
        Elements morsel = new Elements(items, count, weight, null);
        items = new Object[bound.count()];
        count = 0;
        weight = 0;
        return morsel;
    }

    @Override
    public void done(Elements morsel, long nanos) {
        bound.took(morsel.count(), nanos);
    }
}
