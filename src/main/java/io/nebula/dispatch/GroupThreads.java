package io.nebula.dispatch;

import java.util.BitSet;
import java.util.concurrent.ThreadFactory;

/**
 * Makes the threads of one executor: each sets its own CPU mask before its first task and is named {@code
 * nebula-<group>-<index>-cpu<n>}, or {@code …-unpinned}. An index is free again when its thread ends, so a replacement
 * takes the name and the CPUs of the thread it replaces.
 *
 * <p>The thread itself comes from Pekko's factory, which sets the handler for uncaught errors, the context class loader
 * and the daemon flag. Thread-safe.
 */
final class GroupThreads implements ThreadFactory {
    private final String prefix;
    private final CpuSet cpus;
    private final ThreadFactory threads;
    private final ThreadBinding binding;
    private final BitSet taken = new BitSet();
    private final ThreadLocal<Integer> ownIndex = new ThreadLocal<>();

    GroupThreads(String group, CpuSet cpus, ThreadFactory threads, ThreadBinding binding) {
        this.prefix = "nebula-" + group + "-";
        this.cpus = cpus;
        this.threads = threads;
        this.binding = binding;
    }

    @Override
    public Thread newThread(Runnable tasks) {
        int index = takeIndex();
        Thread thread = threads.newThread(() -> run(index, tasks));
        thread.setName(prefix + index);
        return thread;
    }

    /** Frees the index of the calling thread, which is about to end; nothing happens the second time. */
    void freeOwnIndex() {
        Integer index = ownIndex.get();
        if (index != null) {
            ownIndex.remove();
            freeIndex(index);
        }
    }

    private void run(int index, Runnable tasks) {
        ownIndex.set(index);
        try {
            CpuSet bound = binding.bind(cpus);
            BoundCpu.set(bound);
            Thread.currentThread().setName(prefix + index + (bound.isEmpty() ? "-unpinned" : "-cpu" + bound));
            tasks.run();
        } finally {
            BoundCpu.clear();
            freeOwnIndex();
        }
    }

    private synchronized int takeIndex() {
        int index = taken.nextClearBit(0);
        taken.set(index);
        return index;
    }

    private synchronized void freeIndex(int index) {
        taken.clear(index);
    }
}
