package io.nebula.dispatch;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.apache.pekko.actor.AbstractExtensionId;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Extension;
import org.apache.pekko.dispatch.Dispatchers;

/**
 * The dispatchers of worker groups in one actor system, made at run time from the template {@code
 * nebula.dispatchers.worker}. Any number of runs may use it at the same time. Thread-safe.
 */
public final class WorkerDispatchers implements Extension {
    private static final String TEMPLATE = "nebula.dispatchers.worker";
    private static final Id ID = new Id();

    private final ExtendedActorSystem system;
    private final Deque<DispatcherSlot> free = new ArrayDeque<>();
    private int slots;

    private WorkerDispatchers(ExtendedActorSystem system) {
        this.system = system;
    }

    /** The dispatchers of this actor system, typed or classic. */
    public static WorkerDispatchers of(ClassicActorSystemProvider system) {
        return ID.get(system);
    }

    /** Decides which CPUs {@code groups} groups get, by the placement in the actor system's configuration. */
    public CpuPlacement place(Pinning pinning, int groups, int threadsPerGroup) {
        return place(PlacementSettings.of(system.settings().config()), pinning, groups, threadsPerGroup);
    }

    /**
     * Decides which CPUs {@code groups} groups get.
     *
     * @param settings what a placement file says
     * @param pinning what the pipeline's {@code enable-affinity} says: {@code ALWAYS} and {@code NEVER} win over the
     *     file, {@code AUTO} follows it
     * @param groups at least 1
     * @param threadsPerGroup at least 1; a group gets no more CPUs than that
     */
    public static CpuPlacement place(PlacementSettings settings, Pinning pinning, int groups, int threadsPerGroup) {
        return CpuPlacement.decide(Machine.current(), settings, pinning, groups, threadsPerGroup);
    }

    /**
     * Makes the dispatcher of one group.
     *
     * @param group the group's name, part of its threads' names
     * @param threads at least 1; as many as the group has workers
     * @param cpus where the threads run; {@link CpuSet#NONE}: unbound
     * @param mailboxCapacity the slots of each worker's mailbox, at least 1
     * @return close it when the run has ended
     */
    public GroupDispatcher register(String group, int threads, CpuSet cpus, int mailboxCapacity) {
        DispatcherSlot slot = takeSlot();
        try {
            Config section = section(slot.id(), Map.of("name", group, "threads", threads,
                    "bound-cpus", cpus.stream().boxed().toList(), "mailbox-capacity", mailboxCapacity));
            slot.assign(new WorkerDispatcherConfigurator(section, system.dispatchers().prerequisites()).dispatcher());
        } catch (RuntimeException e) {
            release(slot);
            throw e;
        }
        return new GroupDispatcher(slot, this);
    }

    synchronized void release(DispatcherSlot slot) {
        slot.vacate();
        free.push(slot);
    }

    private synchronized DispatcherSlot takeSlot() {
        return free.isEmpty() ? newSlot() : free.pop();
    }

    private DispatcherSlot newSlot() {
        Dispatchers dispatchers = system.dispatchers();
        String id = TEMPLATE + "-" + slots++;
        DispatcherSlot slot = new DispatcherSlot(id, section(id, Map.of()), dispatchers.prerequisites());
        dispatchers.registerConfigurator(id, slot);
        return slot;
    }

    private Config section(String id, Map<String, Object> group) {
        return ConfigFactory.parseMap(group, "worker group")
                .withFallback(ConfigFactory.parseMap(Map.of("id", id)))
                .withFallback(system.settings().config().getConfig(TEMPLATE))
                .withFallback(system.dispatchers().defaultDispatcherConfig());
    }

    private static final class Id extends AbstractExtensionId<WorkerDispatchers> {
        @Override
        public WorkerDispatchers createExtension(ExtendedActorSystem system) {
            return new WorkerDispatchers(system);
        }
    }
}
