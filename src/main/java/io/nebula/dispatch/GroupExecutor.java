package io.nebula.dispatch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Threads over one unbounded queue: rejects nothing while open, runs what is queued after a shutdown, replaces a thread
 * that an error has ended. A thread is started only for a task that no idle one can take, so there are about
 * as many as tasks run at the same time, at most {@code size}; the JDK's pools start one for each of the first tasks, and
 * all of them then take turns. Idle ones park at once and end after a while, shutdown or not: Pekko forgets to shut an
 * executor down when its last actor ends just as an earlier shutdown is being finished. Thread-safe.
 */
final class GroupExecutor extends AbstractExecutorService {
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final int size;
    private final GroupThreads threads;
    private final long idleNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition allEnded = lock.newCondition();
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    /** Threads that sleep: the last to fall asleep, whose caches are warmest, is woken first. */
    private final ArrayDeque<Condition> sleepers = new ArrayDeque<>();
    /** Threads without a task: sleepers, and those that have been woken for a task in the queue. */
    private int idle;
    private int alive;
    private boolean shutdown;

    GroupExecutor(int size, GroupThreads threads) {
        this(size, threads, IDLE_NANOS);
    }

    GroupExecutor(int size, GroupThreads threads, long idleNanos) {
        this.size = size;
        this.threads = threads;
        this.idleNanos = idleNanos;
    }

    @Override
    public void execute(Runnable task) {
        lock.lock();
        try {
            if (shutdown) {
                throw new RejectedExecutionException("the executor has been shut down");
            }
            tasks.addLast(task);
            if (tasks.size() <= idle) {
                wakeOne();
                return;
            }
            if (alive == size) {
                return;
            }
            alive++;
        } finally {
            lock.unlock();
        }
        start(task);
    }

    private void wakeOne() {
        Condition last = sleepers.pollLast();
        if (last != null) {
            last.signal();
        }
    }

    /** Starts a thread, already on the books, for that task or, if null, for what is queued. */
    private void start(Runnable task) {
        try {
            threads.newThread(this::work).start();
        } catch (Throwable e) { // no memory for a thread, most likely
            lock.lock();
            try {
                ended();
                if (task == null || tasks.removeLastOccurrence(task)) {
                    throw e;
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** What a thread does from its start to its end. */
    private void work() {
        Condition wakeUp = lock.newCondition();
        try {
            Runnable task;
            while ((task = next(wakeUp)) != null) {
                Thread.interrupted(); // a flag that the task before has left behind
                BoundCpu.restore();
                task.run();
            }
        } finally {
            threads.freeOwnIndex();
            if (isNeeded()) {
                start(null);
            }
        }
    }

    /** The next task; null if the thread is to end. */
    private Runnable next(Condition wakeUp) {
        lock.lock();
        try {
            long left = idleNanos;
            idle++;
            while (tasks.isEmpty() && !shutdown && left > 0) {
                left = sleep(wakeUp, left);
            }
            idle--;
            return tasks.pollFirst();
        } finally {
            lock.unlock();
        }
    }

    private long sleep(Condition wakeUp, long nanos) {
        sleepers.addLast(wakeUp);
        try {
            return wakeUp.awaitNanos(nanos);
        } catch (InterruptedException e) { // whoever it was meant for, it is not the thread's end
            return nanos;
        } finally {
            sleepers.remove(wakeUp);
        }
    }

    /** Takes the calling thread off the books; true if another must start for what is queued. */
    private boolean isNeeded() {
        lock.lock();
        try {
            ended();
            if (tasks.size() <= idle || alive == size) {
                return false;
            }
            alive++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void ended() {
        alive--;
        if (alive == 0) {
            allEnded.signalAll();
        }
    }

    @Override
    public void shutdown() {
        lock.lock();
        try {
            shutdown = true;
            sleepers.forEach(Condition::signal);
        } finally {
            lock.unlock();
        }
    }

    /** Like {@link #shutdown}, without what is queued; what is running goes on undisturbed. */
    @Override
    public List<Runnable> shutdownNow() {
        lock.lock();
        try {
            shutdown();
            List<Runnable> left = new ArrayList<>(tasks);
            tasks.clear();
            return left;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isShutdown() {
        lock.lock();
        try {
            return shutdown;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isTerminated() {
        lock.lock();
        try {
            return shutdown && alive == 0;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        long left = unit.toNanos(timeout);
        lock.lock();
        try {
            while (!shutdown || alive > 0) {
                if (left <= 0) {
                    return false;
                }
                left = allEnded.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
