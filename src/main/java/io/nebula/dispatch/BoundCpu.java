package io.nebula.dispatch;

/** The CPU that the calling thread is bound to. */
public final class BoundCpu {
    /** Stands for a thread that is not bound. */
    public static final int UNPINNED = -1;

    private static final ThreadLocal<Integer> CURRENT = new ThreadLocal<>();

    private BoundCpu() {
    }

    /**
     * The CPU's number, the lowest one if the thread's group has several; {@link #UNPINNED} if the thread is not bound,
     * or is none of a worker group. Costs a thread-local read.
     */
    public static int current() {
        Integer cpu = CURRENT.get();
        return cpu == null ? UNPINNED : cpu;
    }

    static void set(CpuSet bound) {
        if (!bound.isEmpty()) {
            CURRENT.set(bound.first());
        }
    }

    static void clear() {
        CURRENT.remove();
    }
}
