package io.nebula.balance;

import java.util.ArrayDeque;
import java.util.List;

/** Morsels that arrive as such, in trains. */
public final class TrainIntake<J, O> implements Intake<List<J>, J, O> {
    private final ArrayDeque<J> waiting = new ArrayDeque<>();

    @Override
    public void add(List<J> train) {
        waiting.addAll(train);
    }

    @Override
    public boolean hasRoom(boolean wanted, long weight) {
        return wanted && waiting.isEmpty();
    }

    @Override
    public boolean hasMorsel() {
        return !waiting.isEmpty();
    }

    @Override
    public boolean hasAny() {
        return !waiting.isEmpty();
    }

    @Override
    public boolean isEmpty() {
        return waiting.isEmpty();
    }

    @Override
    public J next(boolean any) {
        return waiting.poll();
    }

    @Override
    public void done(J morsel, long nanos) {
        // the train has been taken apart already
    }
}
