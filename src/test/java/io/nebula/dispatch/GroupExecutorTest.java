package io.nebula.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GroupExecutorTest {
    private static final LinuxThreadMask MASK = new LinuxThreadMask();

    private final ConcurrentLinkedQueue<Throwable> uncaught = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Thread> started = new ConcurrentLinkedQueue<>();
    private GroupExecutor executor;

    @AfterEach
    void close() throws InterruptedException {
        executor.shutdown();
        assertThat(executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        for (Thread thread : started) {
            thread.join(10_000);
            assertThat(thread.isAlive()).isFalse();
        }
    }

    @Test
    void shouldNameEachThreadAfterGroupAndIndexAndBinding() throws Exception {
        executor = executor(2, CpuSet.NONE);

        assertThat(namesOfAllThreads(2)).containsExactlyInAnyOrder("nebula-g-0-unpinned", "nebula-g-1-unpinned");
    }

    @Test
    void shouldBindItsThreadsOrHonestlySayThatItCannot() throws Exception {
        int cpu = MASK.base().first();
        executor = executor(1, cpu < 0 ? CpuSet.of(0) : CpuSet.of(cpu));

        int bound = call(BoundCpu::current);

        assertThat(bound).isIn(cpu, BoundCpu.UNPINNED);
        if (bound == BoundCpu.UNPINNED) {
            assertThat(call(MASK::current)).isEqualTo(MASK.base());
            assertThat(call(GroupExecutorTest::threadName)).isEqualTo("nebula-g-0-unpinned");
        } else {
            assertThat(call(MASK::current)).isEqualTo(CpuSet.of(cpu));
            assertThat(call(GroupExecutorTest::threadName)).isEqualTo("nebula-g-0-cpu" + cpu);
        }
    }

    @Test
    void shouldRunUnboundOnACpuThatDoesNotExist() throws Exception {
        executor = executor(1, CpuSet.of(999));

        assertThat(call(BoundCpu::current)).isEqualTo(BoundCpu.UNPINNED);
        assertThat(call(MASK::current)).isEqualTo(MASK.base());
        assertThat(call(GroupExecutorTest::threadName)).isEqualTo("nebula-g-0-unpinned");
    }

    @Test
    void shouldNotInheritTheMaskOfTheThreadThatSubmits() throws Exception {
        executor = executor(2, CpuSet.NONE);
        CompletableFuture<List<CpuSet>> masks = new CompletableFuture<>();
        Thread pinned = new Thread(() -> {
            ThreadBinding.SYSTEM.bind(CpuSet.of(Math.max(0, MASK.base().first())));
            try {
                masks.complete(List.of(call(MASK::current), call(MASK::current)));
            } catch (Exception e) {
                masks.completeExceptionally(e);
            }
        });

        pinned.start();

        assertThat(masks.get()).containsOnly(MASK.base());
    }

    @Test
    void shouldReplaceAThreadThatAnErrorEndsByOneWithTheSameNameAndBinding() throws Exception {
        executor = executor(1, MASK.base().isEmpty() ? CpuSet.NONE : CpuSet.of(MASK.base().first()));
        String name = call(GroupExecutorTest::threadName);
        int cpu = call(BoundCpu::current);
        long thread = call(() -> Thread.currentThread().hashCode());

        executor.execute(() -> {
            throw new StackOverflowError("of a transform");
        });

        assertThat(call(GroupExecutorTest::threadName)).isEqualTo(name);
        assertThat(call(BoundCpu::current)).isEqualTo(cpu);
        assertThat((long) call(() -> Thread.currentThread().hashCode())).isNotEqualTo(thread);
        started.peek().join(10_000);
        assertThat(uncaught).singleElement().isInstanceOf(StackOverflowError.class);
    }

    @Test
    void shouldLoseNoTaskWhileThreadsDie() throws Exception {
        executor = executor(2, CpuSet.NONE);
        int tasks = 2_000;
        AtomicInteger ran = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(tasks);

        for (int i = 0; i < tasks; i++) {
            boolean fatal = i % 50 == 0;
            executor.execute(() -> {
                ran.incrementAndGet();
                all.countDown();
                if (fatal) {
                    throw new LinkageError("expected");
                }
            });
        }

        assertThat(all.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(ran).hasValue(tasks);
        assertThat(namesOfAllThreads(2)).containsExactlyInAnyOrder("nebula-g-0-unpinned", "nebula-g-1-unpinned");
    }

    @Test
    void shouldRunWhatIsQueuedAfterAShutdownAndRejectOnlyThen() throws Exception {
        executor = executor(1, CpuSet.NONE);
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(100);
        executor.execute(() -> await(go));
        IntStream.range(0, 100).forEach(i -> executor.execute(done::countDown));

        executor.shutdown();
        go.countDown();

        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(() -> executor.execute(() -> { })).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void shouldLetIdleThreadsGoAndStartTheirLikeAgain() throws Exception {
        executor = executor(1, CpuSet.NONE, TimeUnit.MILLISECONDS.toNanos(10));

        String name = call(GroupExecutorTest::threadName);
        Thread first = started.peek();
        first.join(10_000);

        assertThat(first.isAlive()).isFalse();
        assertThat(call(GroupExecutorTest::threadName)).isEqualTo(name);
    }

    @Test
    void shouldStartNoThreadBeforeTheFirstTask() {
        executor = executor(4, CpuSet.NONE);

        executor.shutdown();

        assertThat(started).isEmpty();
    }

    @Test
    void shouldStartAThreadOnlyForATaskThatNoIdleOneCanTake() throws Exception {
        executor = executor(16, CpuSet.NONE);
        CountDownLatch blocked = new CountDownLatch(1);
        executor.execute(() -> await(blocked));

        for (int i = 0; i < 1_000; i++) {
            call(() -> 1);
        }

        // not always two: the thread of the task before may still be on its way back when the next task comes
        assertThat(started).hasSizeBetween(2, 8);
        blocked.countDown();
    }

    @Test
    void shouldRunATaskBesideBlockedOnesWhateverTheTimesAtWhichIdleThreadsEnd() throws Exception {
        executor = executor(3, CpuSet.NONE, 1);
        CountDownLatch blocked = new CountDownLatch(1);
        executor.execute(() -> await(blocked));
        executor.execute(() -> await(blocked));

        for (int i = 0; i < 5_000; i++) {
            assertThat(call(() -> 1)).isEqualTo(1);
        }

        blocked.countDown();
    }

    private GroupExecutor executor(int size, CpuSet cpus) {
        return executor(size, cpus, TimeUnit.SECONDS.toNanos(5));
    }

    private GroupExecutor executor(int size, CpuSet cpus, long idleNanos) {
        return new GroupExecutor(size, new GroupThreads("g", cpus, tasks -> {
            Thread thread = new Thread(tasks);
            thread.setUncaughtExceptionHandler((t, e) -> uncaught.add(e));
            started.add(thread);
            return thread;
        }, ThreadBinding.SYSTEM), idleNanos);
    }

    private <T> T call(Callable<T> task) throws Exception {
        return executor.submit(task).get(10, TimeUnit.SECONDS);
    }

    private List<String> namesOfAllThreads(int size) throws Exception {
        CyclicBarrier together = new CyclicBarrier(size);
        ConcurrentLinkedQueue<String> names = new ConcurrentLinkedQueue<>();
        List<? extends Future<?>> tasks = IntStream.range(0, size)
                .mapToObj(i -> executor.submit(() -> {
                    together.await(10, TimeUnit.SECONDS);
                    names.add(threadName());
                    return null;
                })).toList();
        for (Future<?> task : tasks) {
            task.get(10, TimeUnit.SECONDS);
        }
        return List.copyOf(names);
    }

    private static String threadName() {
        return Thread.currentThread().getName();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
