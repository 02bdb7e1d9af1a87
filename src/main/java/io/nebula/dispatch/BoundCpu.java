package io.nebula.dispatch;

/** The CPU that the calling thread is bound to. */
public final class BoundCpu {
    /** Stands for a thread that is not bound. */
    public static final int UNPINNED = -1;

    private static final ThreadLocal<CpuSet> CURRENT = new ThreadLocal<>();
    private static final ThreadLocal<CpuSet> RELEASED = new ThreadLocal<>();

    private BoundCpu() {
    }

    /**
     * The CPU's number, the lowest one if the thread's group has several; {@link #UNPINNED} if the thread is not bound,
     * or is none of a worker group. Costs a thread-local read.
     */
    public static int current() {
        CpuSet cpus = CURRENT.get();
        return cpus == null ? UNPINNED : cpus.first();
    }

    /**
     * Gives the binding up until the thread's next task. For code that may start threads of others, which would inherit it:
     * a message to an actor whose pool has let its idle threads go does.
     */
    public static void release() {
        CpuSet bound = CURRENT.get();
        if (bound != null) {
            clear();
            RELEASED.set(bound);
            ThreadBinding.SYSTEM.bind(CpuSet.NONE);
        }
    }

    /** Takes up again what {@link #release} gave up. */
    static void restore() {
        CpuSet released = RELEASED.get();
        if (released != null) {
            RELEASED.remove();
            set(ThreadBinding.SYSTEM.bind(released));
        }
    }

    static void set(CpuSet bound) {
        if (!bound.isEmpty()) {
            CURRENT.set(bound);
        }
    }

    static void clear() {
        CURRENT.remove();
    }
}
