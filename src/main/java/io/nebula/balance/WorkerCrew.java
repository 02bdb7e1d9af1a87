package io.nebula.balance;

import io.nebula.dispatch.BoundCpu;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.apache.pekko.actor.ActorRef;

/** All workers of one balance stage, dealt over groups. Used by the stage's island, except for {@link #cpu}. */
final class WorkerCrew<I, O> {
    private final WorkerGroups groups;
    private final IntFunction<Function<I, O>> functions;
    private final RunTime time;
    private final List<ActorRef> workers = new ArrayList<>();
    private final List<AtomicInteger> cpus = new CopyOnWriteArrayList<>();

    /** @param functions makes the function of the worker with that number, on its thread */
    WorkerCrew(WorkerGroups groups, IntFunction<Function<I, O>> functions, RunTime time) {
        this.groups = groups;
        this.functions = functions;
        this.time = time;
    }

    /** Starts the worker of that number, or its replacement. */
    ActorRef hire(int worker) {
        while (workers.size() <= worker) {
            workers.add(null);
            cpus.add(new AtomicInteger(BoundCpu.UNPINNED));
        }
        AtomicInteger cpu = cpus.get(worker);
        workers.set(worker, groups.get(group(worker)).hire(worker, Worker.create(() -> {
            cpu.set(BoundCpu.current());
            return functions.apply(worker);
        }, time)));
        return workers.get(worker);
    }

    void tell(int worker, Worker.Message message) {
        workers.get(worker).tell(message, ActorRef.noSender());
    }

    /** Ends the worker after what it has been told. */
    void dismiss(int worker) {
        if (workers.get(worker) != null) {
            tell(worker, Worker.Stop.STOP);
            workers.set(worker, null);
        }
    }

    int group(int worker) {
        return worker % groups.size();
    }

    /** The CPU that the thread of the worker, or of the one that it replaces, is bound to; -1 if none or before it works. Thread-safe. */
    int cpu(int worker) {
        return worker < cpus.size() ? cpus.get(worker).get() : BoundCpu.UNPINNED;
    }

    /** Ends all workers, each after what it is doing. */
    void dismissAll() {
        for (int worker = 0; worker < workers.size(); worker++) {
            dismiss(worker);
        }
    }
}
