package io.nebula.balance;

import java.util.function.Predicate;

/** Hears of what a balancer does and does nothing about it. */
record Unheard<I, O>(Predicate<O> halt) implements Balancer.Events<I, O> {
    @Override
    public boolean halts(O output) {
        return halt.test(output);
    }

    @Override
    public void done(int worker, I input, O output, long nanos) {
        // nobody forms morsels here
    }

    @Override
    public void starved() {
        // nobody waits for it
    }
}
