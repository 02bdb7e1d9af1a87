package io.nebula.dispatch;

import java.nio.file.Path;
import net.openhft.affinity.Affinity;

/**
 * Linux: masks are read from {@code /proc}, which needs no native library, and set through OpenHFT Affinity, whose
 * classes and JNA are therefore loaded only when a mask has to change.
 *
 * <p>{@code /proc/self} is the process's first thread, which the {@code java} launcher keeps for itself: it has the
 * mask that the process was started with, whatever the thread that asks has inherited.
 */
final class LinuxThreadMask implements ThreadMask {
    private static final Path PROCESS = Path.of("/proc/self/status");
    private static final Path THREAD = Path.of("/proc/thread-self/status");

    private final CpuSet base = KernelFiles.allowedCpus(PROCESS);

    @Override
    public CpuSet base() {
        return base;
    }

    @Override
    public CpuSet current() {
        return KernelFiles.allowedCpus(THREAD);
    }

    @Override
    public void set(CpuSet cpus) {
        Affinity.setAffinity(cpus.toBitSet());
    }
}
