package io.nebula.dispatch;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the calling thread a mask of its own. A new thread inherits the mask of the thread that started it, so "not
 * bound" is an action too: the process's mask is put back. Every change is checked by reading the mask back. A failure
 * leaves the thread unbound and is logged once.
 */
final class ThreadBinding {
    /** For this process. */
    static final ThreadBinding SYSTEM = new ThreadBinding(new LinuxThreadMask());

    private static final Logger LOG = LoggerFactory.getLogger(ThreadBinding.class);

    private final ThreadMask mask;
    private final AtomicBoolean told = new AtomicBoolean();

    ThreadBinding(ThreadMask mask) {
        this.mask = mask;
    }

    /**
     * Binds the calling thread to {@code wanted}, or to the process's CPUs if that is empty. Never throws.
     *
     * @return the CPUs that the thread is bound to; {@link CpuSet#NONE} if it is not bound
     */
    CpuSet bind(CpuSet wanted) {
        if (wanted.isEmpty()) {
            unbind();
            return CpuSet.NONE;
        }
        String problem = apply(wanted);
        if (problem == null) {
            return wanted;
        }
        tell("Threads cannot be bound to CPUs " + wanted + ", so they run unbound: " + problem
                + ". Work goes on; set enable-affinity = false to do without binding.");
        unbind();
        return CpuSet.NONE;
    }

    private void unbind() {
        String problem = mask.base().isEmpty() ? null : apply(mask.base());
        if (problem != null) {
            tell("A thread keeps the CPU mask " + mask.current() + " that it inherited instead of " + mask.base()
                    + ": " + problem + ". It may be slow; start the process unbound or allow sched_setaffinity.");
        }
    }

    private String apply(CpuSet target) {
        CpuSet before = mask.current();
        if (before.equals(target)) {
            return null;
        }
        if (before.isEmpty()) {
            return "this platform does not tell the mask of a thread";
        }
        try {
            mask.set(target);
        } catch (RuntimeException | LinkageError e) {
            return e.toString();
        }
        CpuSet after = mask.current();
        return after.equals(target) ? null : "the operating system gave CPUs " + after;
    }

    private void tell(String message) {
        if (told.compareAndSet(false, true)) {
            LOG.warn(message);
        }
    }
}
