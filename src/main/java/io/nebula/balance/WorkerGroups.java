package io.nebula.balance;

import io.nebula.dispatch.CpuPlacement;
import io.nebula.dispatch.WorkerDispatchers;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Worker groups in an actor system: threads, and the CPUs that they are bound to. Threads start when there is work for them
 * and end some seconds after. Any number of operators may put their workers here, and then share the threads.
 *
 * <p>Thread-safe. Close them when no more operators are to start here: those that run go on, and the last threads end with
 * them.
 */
public final class WorkerGroups implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerGroups.class);

    private final List<WorkerGroup> groups = new ArrayList<>();
    private final int mailboxSlots;
    /** Operators that have entered and not left. */
    private int users;
    private boolean closed;

    /** Makes the groups of {@code settings}, each with as many threads as workers it may ever have. */
    public WorkerGroups(ActorSystem system, CrewSettings settings) {
        WorkerDispatchers dispatchers = WorkerDispatchers.of(system);
        CpuPlacement placement = dispatchers.place(settings.pinning(), settings.groups(), settings.size(0));
        LOG.info("{}: {} workers in {} groups; {}", settings.name(), settings.workers(), settings.groups(),
                placement.reason());
        mailboxSlots = settings.mailboxSlots();
        for (int group = 0; group < settings.groups(); group++) {
            groups.add(new WorkerGroup(system, dispatchers.register(settings.name() + "-" + group,
                    settings.mostSize(group), placement.groups().get(group), mailboxSlots)));
        }
    }

    /** How many there are. */
    public int size() {
        return groups.size();
    }

    /** Slots of each worker's mailbox. */
    public int mailboxSlots() {
        return mailboxSlots;
    }

    WorkerGroup get(int group) {
        return groups.get(group);
    }

    /** An operator starts here. Until it has left, it may have workers here, whether or not the groups are closed. */
    synchronized void enter() {
        if (closed) {
            throw new IllegalStateException("the worker groups have been closed, and no operator can start there; close "
                    + "them later, or make others");
        }
        users++;
    }

    /** An operator that has entered hires no more workers. */
    synchronized void leave() {
        users--;
        closeUnused();
    }

    @Override
    public synchronized void close() {
        closed = true;
        closeUnused();
    }

    /** A closed group's dispatcher is given to others: none of its users may start a worker there any more. */
    private void closeUnused() {
        if (closed && users == 0) {
            groups.forEach(WorkerGroup::close);
        }
    }
}
