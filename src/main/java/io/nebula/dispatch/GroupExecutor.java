package io.nebula.dispatch;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A fixed number of threads over one unbounded queue: rejects nothing while open, runs what is queued after a shutdown,
 * replaces a thread that an error has ended. Threads start with the first tasks, so an executor that Pekko makes only
 * to shut it down costs none; idle ones park at once.
 *
 * <p>The JDK's pool rather than a lock-free queue: one task is one run of a mailbox, a handful per morsel, so the cost
 * of a hand-off is the wake-up of a thread, and the pool's replacement and shutdown rules are proven.
 */
final class GroupExecutor extends ThreadPoolExecutor {
    private static final int IDLE_SECONDS = 5;

    private final GroupThreads threads;

    GroupExecutor(int size, GroupThreads threads) {
        super(size, size, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
        this.threads = threads;
        // Pekko forgets to shut an executor down when its last actor ends just as an earlier shutdown is being finished.
        allowCoreThreadTimeOut(true);
    }

    @Override
    protected void beforeExecute(Thread thread, Runnable task) {
        BoundCpu.restore();
    }

    @Override
    protected void afterExecute(Runnable task, Throwable thrown) {
        if (thrown != null) {
            // the pool now starts a replacement from this dying thread
            threads.freeOwnIndex();
        }
    }
}
