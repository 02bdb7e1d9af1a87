package io.nebula.balance;

import java.util.concurrent.Executor;

/**
 * Finds out whether an island has run out of things to do: goes once through another thread and back, behind everything that
 * waits in the island's mailbox by then. Used by the island.
 */
final class Turn {
    private final Executor executor;
    private final Runnable back;
    private boolean asked;

    /** @param back thread-safe; puts a message into the island's mailbox that is answered with {@link #over} */
    Turn(Executor executor, Runnable back) {
        this.executor = executor;
        this.back = back;
    }

    /** Begins a turn, unless one is under way; true if it has been begun. */
    boolean ask() {
        if (asked) {
            return false;
        }
        asked = true;
        executor.execute(back);
        return true;
    }

    void over() {
        asked = false;
    }
}
