package io.nebula.dispatch;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The dispatcher of one worker group, for as long as a run needs it. Its threads start with the first worker and end
 * soon after the last one has stopped ({@code shutdown-timeout}), whether or not it is closed. Thread-safe.
 */
public final class GroupDispatcher implements AutoCloseable {
    private final DispatcherSlot slot;
    private final WorkerDispatchers owner;
    private final AtomicBoolean closed = new AtomicBoolean();

    GroupDispatcher(DispatcherSlot slot, WorkerDispatchers owner) {
        this.slot = slot;
        this.owner = owner;
    }

    /** What {@code DispatcherSelector.fromConfig} takes; the bounded mailbox comes with it. */
    public String id() {
        return slot.id();
    }

    /**
     * Gives the id back for another group. No worker can be spawned here any more; those that live go on undisturbed,
     * and the threads end when the last of them has stopped.
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            owner.release(slot);
        }
    }
}
