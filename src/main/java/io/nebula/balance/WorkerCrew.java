package io.nebula.balance;

import io.nebula.dispatch.BoundCpu;
import io.nebula.dispatch.CpuPlacement;
import io.nebula.dispatch.WorkerDispatchers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All worker groups of one balance stage. Used by the stage's island only. */
final class WorkerCrew<I, O> {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerCrew.class);

    private final CrewSettings settings;
    private final IntFunction<Function<I, O>> functions;
    private final List<WorkerGroup> groups = new ArrayList<>();
    private final ActorRef[] workers;
    private final AtomicIntegerArray cpus;

    /** @param functions makes the function of the worker with that number, on its thread */
    WorkerCrew(ActorSystem system, CrewSettings settings, IntFunction<Function<I, O>> functions) {
        this.settings = settings;
        this.functions = functions;
        this.workers = new ActorRef[settings.workers()];
        this.cpus = new AtomicIntegerArray(settings.workers());
        WorkerDispatchers dispatchers = WorkerDispatchers.of(system);
        CpuPlacement placement = dispatchers.place(settings.pinning(), settings.groups(), settings.size(0));
        LOG.info("{}: {} workers in {} groups; {}", settings.name(), settings.workers(), settings.groups(),
                placement.reason());
        for (int group = 0; group < settings.groups(); group++) {
            groups.add(new WorkerGroup(system, dispatchers.register(settings.name() + "-" + group, settings.size(group),
                    placement.groups().get(group), settings.mailboxSlots())));
        }
    }

    /** Starts the worker of that number, or its replacement. */
    ActorRef hire(int worker) {
        cpus.set(worker, BoundCpu.UNPINNED);
        workers[worker] = groups.get(settings.group(worker)).hire(worker, Worker.create(() -> {
            cpus.set(worker, BoundCpu.current());
            return functions.apply(worker);
        }));
        return workers[worker];
    }

    void tell(int worker, Worker.Message message) {
        workers[worker].tell(message, ActorRef.noSender());
    }

    int group(int worker) {
        return settings.group(worker);
    }

    /** The CPU that the worker's thread is bound to, once it has worked; -1 if none. */
    int cpu(int worker) {
        return cpus.get(worker);
    }

    /** Ends all workers, each after what it is doing. */
    void dismiss() {
        for (ActorRef worker : workers) {
            if (worker != null) {
                worker.tell(Worker.Stop.STOP, ActorRef.noSender());
            }
        }
        groups.forEach(WorkerGroup::close);
    }
}
