package io.nebula.operator;

import io.nebula.balance.Intake;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Puts elements into morsels so that those of one key stay in order, and nothing else does. A key belongs to one of many
 * lanes. A morsel takes elements from as many lanes as fill it; until it is done, none of them gives elements to another.
 * So any worker may do any morsel, and a key with a lot to do holds up its own lane alone.
 */
final class KeyedIntake<I> implements Intake<I, Elements, Results> {
    private static final int LANES = 1024;
    /** The fractional part of the golden ratio: spreads neighbouring hash codes over all bits. */
    private static final int SPREAD = 0x9E3779B9;

    private final Function<? super I, ?> key;
    private final ToLongFunction<I> weigher;
    private final MorselBound bound;
    private final Lane[] lanes = new Lane[LANES];
    /** Lanes with elements that a morsel may take now. */
    private final ArrayDeque<Lane> open = new ArrayDeque<>();
    private int openCount;
    private int count;
    private long weight;
    /** Whether morsels of what waits in open lanes need not wait for more. */
    private boolean leaving;

    KeyedIntake(Function<? super I, ?> key, ToLongFunction<I> weigher, MorselBound bound) {
        this.key = key;
        this.weigher = weigher;
        this.bound = bound;
    }

    @Override
    public void add(I element) {
        Lane lane = lane(key.apply(element));
        weight += weigher.applyAsLong(element);
        if (lane.waiting.isEmpty() && !lane.busy) {
            open.add(lane);
        }
        lane.waiting.add(element);
        openCount += lane.busy ? 0 : 1;
        count++;
        leaving |= openCount >= bound.worth();
    }

    private Lane lane(Object ofKey) {
        int hash = ofKey == null ? 0 : ofKey.hashCode() * SPREAD;
        int index = hash >>> Integer.SIZE - Integer.numberOfTrailingZeros(LANES);
        if (lanes[index] == null) {
            lanes[index] = new Lane();
        }
        return lanes[index];
    }

    @Override
    public boolean hasRoom(boolean wanted, long room) {
        return weight < room && !hasMorsel();
    }

    @Override
    public boolean hasMorsel() {
        return leaving;
    }

    @Override
    public boolean hasAny() {
        return openCount > 0;
    }

    @Override
    public boolean isEmpty() {
        return count == 0;
    }

    @Override
    @SuppressWarnings("unchecked")
    public Elements next(boolean any) {
        if (openCount == 0 || !any && !leaving) {
            return null;
        }
        Object[] items = new Object[Math.min(openCount, bound.count())];
        List<Lane> taken = new ArrayList<>();
        int size = 0;
        long sum = 0;
        while (size < items.length && sum < bound.weight()) {
            Lane lane = open.poll();
            openCount -= lane.waiting.size();
            lane.busy = true;
            taken.add(lane);
            while (size < items.length && sum < bound.weight() && !lane.waiting.isEmpty()) {
                items[size] = lane.waiting.poll();
                sum += weigher.applyAsLong((I) items[size++]);
            }
        }
        count -= size;
        weight -= sum;
        leaving = openCount >= bound.count();
        return new Elements(items, size, sum, taken.toArray(new Lane[0]));
    }

    @Override
    public void done(Elements morsel, long nanos) {
        bound.took(morsel.count(), nanos);
        for (Lane lane : morsel.lanes()) {
            lane.busy = false;
            if (!lane.waiting.isEmpty()) {
                open.add(lane);
                openCount += lane.waiting.size();
            }
        }
        leaving |= openCount >= bound.worth();
    }
}
