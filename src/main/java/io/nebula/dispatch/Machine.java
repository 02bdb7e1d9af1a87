package io.nebula.dispatch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a placement is decided from.
 *
 * @param allowed the CPUs that this process may use, ascending; empty where the platform does not tell
 * @param quota CPUs' worth of time that the control group grants; infinite if there is no limit
 * @param processors what the JVM believes it may use
 */
record Machine(List<Cpu> allowed, double quota, int processors) {
    /** The machine that this process runs on, seen once: what is learnt later would not fit threads placed before. */
    static Machine current() {
        return Current.MACHINE;
    }

    /** @param root the root of the file system, with {@code proc} and {@code sys} below it */
    static Machine read(Path root, int processors) {
        CpuSet allowed = KernelFiles.allowedCpus(root.resolve("proc/self/status"));
        List<Cpu> cpus = allowed.stream().mapToObj(id -> cpu(root, id)).toList();
        return new Machine(cpus, CpuQuota.read(root), processors);
    }

    /** CPUs' worth of time to count on if it is less than what the mask allows, else infinite. */
    double limit() {
        double limit = Math.min(quota, processors);
        return limit < allowed.size() ? limit : Double.POSITIVE_INFINITY;
    }

    /** Looks a CPU up among the allowed ones; one outside them counts as a core of its own. */
    Cpu cpu(int id) {
        return allowed.stream().filter(cpu -> cpu.id() == id).findFirst().orElseGet(() -> alone(id));
    }

    private static Cpu cpu(Path root, int id) {
        Path topology = root.resolve("sys/devices/system/cpu/cpu" + id + "/topology");
        try {
            int packageId = number(topology.resolve("physical_package_id"));
            int coreId = number(topology.resolve("core_id"));
            return coreId < 0 ? alone(id) : new Cpu(id, packageId, coreId);
        } catch (IOException | NumberFormatException e) {
            return alone(id);
        }
    }

    /** Some virtual machines and ARM boards tell no topology: then every CPU is taken for a core. */
    private static Cpu alone(int id) {
        return new Cpu(id, -1, id);
    }

    private static int number(Path file) throws IOException {
        return Integer.parseInt(Files.readString(file).trim());
    }

    private static final class Current {
        static final Machine MACHINE = read(Path.of("/"), Runtime.getRuntime().availableProcessors());
    }
}
