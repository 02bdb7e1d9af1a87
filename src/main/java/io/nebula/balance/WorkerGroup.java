package io.nebula.balance;

import io.nebula.dispatch.GroupDispatcher;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.Adapter;

/**
 * The worker actors that share one dispatcher, and so one set of CPUs.
 *
 * <p>Morsels in flight to one worker ≤ credits ≤ slots of its mailbox: the mailbox never overflows, and if it does, that is a
 * defect that fails the run.
 */
final class WorkerGroup {
    private static final AtomicLong NAMES = new AtomicLong();

    private final ActorSystem system;
    private final GroupDispatcher dispatcher;

    WorkerGroup(ActorSystem system, GroupDispatcher dispatcher) {
        this.system = system;
        this.dispatcher = dispatcher;
    }

    /** Starts a worker on the group's dispatcher, outside the user's part of the actor system. */
    ActorRef hire(int worker, Behavior<Worker.Message> behavior) {
        String name = "nebula-worker-" + worker + "-" + NAMES.incrementAndGet();
        try {
            return Adapter.toClassic(Adapter.toTyped(system)
                    .systemActorOf(behavior, name, DispatcherSelector.fromConfig(dispatcher.id())));
        } catch (IllegalStateException e) {
            throw new IllegalStateException("no worker can start: the actor system '" + system.name()
                    + "', to which the worker groups belong, is ending or has ended", e);
        }
    }

    /** Takes no more workers; the threads end with the last one that lives. */
    void close() {
        dispatcher.close();
    }
}
