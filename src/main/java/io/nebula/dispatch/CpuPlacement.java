package io.nebula.dispatch;

import java.util.Collections;
import java.util.List;

/**
 * Which CPUs each worker group gets. A decision, not a binding: threads bind themselves when they start.
 *
 * @param groups one set per group; {@link CpuSet#NONE} for a group whose threads are not bound
 * @param reason why it is so, in a few words for a log line
 */
public record CpuPlacement(List<CpuSet> groups, String reason) {
    /** Below this many CPUs, binding takes them all and leaves none to the rest of the process. */
    static final int SMALL_MACHINE = 4;

    /** Whether any group is bound. */
    public boolean isPinned() {
        return groups.stream().anyMatch(cpus -> !cpus.isEmpty());
    }

    /** @param pinning what the pipeline asks for; {@code AUTO} leaves the choice to the settings */
    static CpuPlacement decide(Machine machine, PlacementSettings settings, Pinning pinning, int groups,
            int threadsPerGroup) {
        Pinning choice = pinning.orElse(settings.mode());
        if (choice == Pinning.NEVER) {
            return unpinned(groups, "binding is switched off");
        }
        if (machine.allowed().isEmpty()) {
            return unpinned(groups, "this platform does not tell which CPUs the process may use");
        }
        String obstacle = choice == Pinning.AUTO ? obstacle(machine, settings) : null;
        if (obstacle != null) {
            return unpinned(groups, obstacle);
        }
        List<Cpu> cpus = usable(machine, settings);
        if (cpus.isEmpty()) {
            return unpinned(groups, "all " + machine.allowed().size() + " CPUs are spare; lower spare-cpus");
        }
        List<CpuSet> shares = CoreShares.deal(cpus, groups, threadsPerGroup);
        return new CpuPlacement(shares, groups + " groups bound to CPUs out of " + cpus.size());
    }

    private static String obstacle(Machine machine, PlacementSettings settings) {
        int allowed = machine.allowed().size();
        if (machine.limit() < allowed) {
            return "CPU time is limited to " + machine.limit() + " of " + allowed
                    + " CPUs (quota or -XX:ActiveProcessorCount), where binding would only add waiting";
        }
        if (settings.cpus().isEmpty() && allowed < SMALL_MACHINE) {
            return "with " + allowed + " CPUs, binding would leave none to the rest of the process";
        }
        return null;
    }

    private static List<Cpu> usable(Machine machine, PlacementSettings settings) {
        if (settings.cpus().isEmpty()) {
            return machine.allowed().stream().skip(settings.spareCpus()).toList();
        }
        // not cut down to the process mask: cores isolated at boot lie outside it and can be bound to all the same
        return settings.cpus().stream().mapToObj(machine::cpu).toList();
    }

    private static CpuPlacement unpinned(int groups, String reason) {
        return new CpuPlacement(Collections.nCopies(groups, CpuSet.NONE), reason);
    }
}
