package io.nebula.dispatch;

import static io.nebula.concurrency.Interleavings.check;
import static io.nebula.concurrency.Interleavings.together;

import io.nebula.concurrency.Interleavings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** That every task runs, whatever threads fall asleep, wake up and end meanwhile. */
public final class GroupExecutorProof {
    private static final ThreadBinding UNBOUND = new ThreadBinding(new NoMask());

    @Test
    void shouldRunATaskThatComesWhileTheThreadEnds() {
        Interleavings.of(() -> {
            Crew crew = new Crew(1, 0);
            CountDownLatch first = new CountDownLatch(1);
            CountDownLatch second = new CountDownLatch(1);

            crew.executor.execute(first::countDown);
            await(first);
            crew.executor.execute(second::countDown);

            await(second);
            crew.end();
        });
    }

    @Test
    void shouldRunATaskBesideOneThatWaitsForIt() {
        Interleavings.of(() -> {
            Crew crew = new Crew(2, TimeUnit.HOURS.toNanos(1));
            CountDownLatch first = new CountDownLatch(1);
            CountDownLatch done = new CountDownLatch(1);
            crew.executor.execute(first::countDown);
            await(first);

            crew.executor.execute(() -> await(done));
            crew.executor.execute(done::countDown);

            await(done);
            crew.end();
        });
    }

    @Test
    void shouldRunTheTasksOfTwoWhoGiveThemAtTheSameTime() {
        Interleavings.of(() -> {
            Crew crew = new Crew(1, 0);
            AtomicInteger ran = new AtomicInteger();

            together(() -> crew.executor.execute(ran::incrementAndGet), () -> crew.executor.execute(ran::incrementAndGet));
            crew.end();

            check(ran.get() == 2, "a task has not run before the executor has ended");
        });
    }

    @Test
    void shouldReplaceAThreadThatAnErrorEndsWhileThereAreTasks() {
        Interleavings.of(() -> {
            Crew crew = new Crew(1, TimeUnit.HOURS.toNanos(1));
            CountDownLatch done = new CountDownLatch(1);

            crew.executor.execute(() -> {
                throw new Broken();
            });
            crew.executor.execute(done::countDown);

            await(done);
            crew.end();
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An executor and its threads. */
    private static final class Crew {
        private final List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
        private final GroupExecutor executor;

        private Crew(int size, long idleNanos) {
            executor = new GroupExecutor(size, new GroupThreads("g", CpuSet.NONE, this::thread, UNBOUND), idleNanos);
        }

        private Thread thread(Runnable tasks) {
            Thread thread = new Thread(() -> {
                try {
                    tasks.run();
                } catch (Broken e) {
                    return; // as it should be
                }
            });
            threads.add(thread);
            return thread;
        }

        /** Waits until all threads have ended, of which more may be started meanwhile. */
        private void end() {
            executor.shutdown();
            try {
                for (int i = 0; i < threads.size(); i++) {
                    threads.get(i).join();
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            check(executor.isTerminated(), "all threads have ended, and the executor is not terminated");
        }
    }

    private static final class Broken extends Error {
    }

    private static final class NoMask implements ThreadMask {
        @Override
        public CpuSet base() {
            return CpuSet.NONE;
        }

        @Override
        public CpuSet current() {
            return CpuSet.NONE;
        }

        @Override
        public void set(CpuSet cpus) {
            throw new UnsupportedOperationException("unbound");
        }
    }
}
