package io.nebula.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.nebula.dispatch.WorkMessage.Cause;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.dispatch.MessageDispatcher;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkerDispatchersTest {
    private static final LinuxThreadMask MASK = new LinuxThreadMask();

    private static ActorTestKit kit;
    private static WorkerDispatchers dispatchers;

    private final LinkedBlockingQueue<Job.Return> returns = new LinkedBlockingQueue<>();

    @BeforeAll
    static void start() {
        kit = ActorTestKit.create("dispatch", ConfigFactory.load());
        dispatchers = WorkerDispatchers.of(kit.system());
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    @Test
    void shouldGiveTypedActorsTheBoundedMailboxWithoutSelectingOne() throws Exception {
        try (GroupDispatcher group = dispatchers.register("bounded", 1, CpuSet.NONE, 2)) {
            Gate gate = new Gate();
            ActorRef<Object> worker = spawn(gate.behavior(), group);
            worker.tell("stop here");
            gate.entered.await();

            IntStream.range(0, 3).forEach(i -> worker.tell(new Job(i, returns)));

            assertThat(returns).containsExactly(new Job.Return(2, Cause.OVERFLOW));
            gate.open.countDown();
            assertThat(gate.received.take()).isEqualTo("stop here");
            assertThat(List.of(gate.received.take(), gate.received.take()))
                    .containsExactly(new Job(0, returns), new Job(1, returns));
            kit.stop(worker);
        }
    }

    @Test
    void shouldTellAWorkerOfATerminationWhenItsWorkLaneIsFull() throws Exception {
        try (GroupDispatcher group = dispatchers.register("watch", 2, CpuSet.NONE, 1)) {
            ActorRef<Object> watched = spawn(Behaviors.receiveMessage(m -> Behaviors.stopped()), group);
            Gate gate = new Gate();
            ActorRef<Object> watcher = spawn(Behaviors.setup(context -> {
                context.watch(watched);
                return gate.behavior();
            }), group);
            watcher.tell("stop here");
            gate.entered.await();
            watcher.tell(new Job(0, returns));
            watched.tell("end");
            kit.createTestProbe().expectTerminated(watched);

            gate.open.countDown();

            Set<Object> received = new HashSet<>(
                    List.of(gate.received.take(), gate.received.take(), gate.received.take()));
            assertThat(received).containsExactlyInAnyOrder("stop here", new Job(0, returns), "terminated");
            kit.stop(watcher);
        }
    }

    @Test
    void shouldReturnTheWorkOfAWorkerThatEnds() throws Exception {
        try (GroupDispatcher group = dispatchers.register("ends", 1, CpuSet.NONE, 4)) {
            Gate gate = new Gate();
            ActorRef<Object> worker = spawn(gate.behavior(), group);
            worker.tell("fail");
            gate.entered.await();
            worker.tell(new Job(1, returns));
            worker.tell(new Job(2, returns));

            gate.open.countDown();

            assertThat(returns.take()).isEqualTo(new Job.Return(1, Cause.WORKER_ENDED));
            assertThat(returns.take()).isEqualTo(new Job.Return(2, Cause.WORKER_ENDED));
        }
    }

    @Test
    void shouldLoseNothingFromManySendersToOneSlotAtATime() throws Exception {
        try (GroupDispatcher group = dispatchers.register("many", 1, CpuSet.NONE, 1)) {
            Queue<Integer> seen = new ConcurrentLinkedQueue<>();
            int jobs = 20_000;
            ActorRef<Object> worker = spawn(Behaviors.receiveMessage(message -> {
                seen.add(((Job) message).number());
                return Behaviors.same();
            }), group);

            IntStream.range(0, jobs).parallel().forEach(i -> worker.tell(new Job(i, returns)));

            List<Job.Return> back = List.copyOf(returns);
            assertThat(back).allMatch(job -> job.cause() == Cause.OVERFLOW);
            while (seen.size() + back.size() < jobs) {
                Thread.onSpinWait();
            }
            back.forEach(job -> seen.add(job.number()));
            assertThat(seen).doesNotHaveDuplicates().hasSize(jobs);
            kit.stop(worker);
        }
    }

    @Test
    void shouldRunWorkersOnTheGroupsThreads() throws Exception {
        CpuPlacement placement = dispatchers.place(Pinning.ALWAYS, 1, 1);
        try (GroupDispatcher group = dispatchers.register("named", 1, placement.groups().get(0), 1)) {
            CompletableFuture<String> name = new CompletableFuture<>();
            CompletableFuture<CpuSet> mask = new CompletableFuture<>();
            CompletableFuture<Integer> cpu = new CompletableFuture<>();
            ActorRef<Object> worker = spawn(Behaviors.setup(context -> {
                name.complete(Thread.currentThread().getName());
                mask.complete(MASK.current());
                cpu.complete(BoundCpu.current());
                return Behaviors.empty();
            }), group);

            assertThat(name.get()).startsWith("nebula-named-0-");
            boolean bound = cpu.get() != BoundCpu.UNPINNED;
            assertThat(mask.get()).isEqualTo(bound ? placement.groups().get(0) : MASK.base());
            assertThat(name.get()).endsWith(bound ? "-cpu" + mask.get() : "-unpinned");
            kit.stop(worker);
        }
    }

    @Test
    void shouldEndAGroupsThreadsSoonAfterItsLastWorker() throws Exception {
        try (GroupDispatcher group = dispatchers.register("leak", 2, CpuSet.NONE, 1)) {
            CompletableFuture<Thread> thread = new CompletableFuture<>();
            ActorRef<Object> worker = spawn(Behaviors.setup(context -> {
                thread.complete(Thread.currentThread());
                return Behaviors.empty();
            }), group);

            kit.stop(worker);

            thread.get().join(10_000);
            assertThat(thread.get().isAlive()).isFalse();
            ended("nebula-leak-");
        }
    }

    @Test
    void shouldRunAgainAfterItsExecutorWasShutDown() throws Exception {
        try (GroupDispatcher group = dispatchers.register("again", 1, CpuSet.NONE, 1)) {
            for (int round = 0; round < 3; round++) {
                assertThat(replyOfOneWorker(group)).isEqualTo("nebula-again-0-unpinned");
                ended("nebula-again-");
            }
        }
    }

    @Test
    void shouldUseTheSameFewIdsForManyRuns() throws Exception {
        Set<String> ids = new HashSet<>();
        for (int run = 0; run < 50; run++) {
            try (GroupDispatcher first = dispatchers.register("run" + run, 1, CpuSet.NONE, 1);
                    GroupDispatcher second = dispatchers.register("other", 1, CpuSet.NONE, 1)) {
                assertThat(first.id()).isNotEqualTo(second.id());
                assertThat(replyOfOneWorker(first)).isEqualTo("nebula-run" + run + "-0-unpinned");
                ids.add(first.id());
                ids.add(second.id());
            }
        }
        assertThat(ids).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void shouldLetLivingWorkersGoOnWhenTheirDispatcherIsClosed() throws Exception {
        GroupDispatcher group = dispatchers.register("closing", 1, CpuSet.NONE, 1);
        LinkedBlockingQueue<Object> received = new LinkedBlockingQueue<>();
        ActorRef<Object> worker = spawn(Behaviors.receiveMessage(message -> {
            received.add(message);
            return Behaviors.same();
        }), group);

        group.close();
        group.close();

        try (GroupDispatcher next = dispatchers.register("next", 1, CpuSet.NONE, 1)) {
            assertThat(replyOfOneWorker(next)).isEqualTo("nebula-next-0-unpinned");
        }
        worker.tell("still there");
        assertThat(received.take()).isEqualTo("still there");
        kit.stop(worker);
        ended("nebula-closing-");
    }

    @Test
    void shouldServeConcurrentRuns() throws Exception {
        List<CompletableFuture<Void>> runs = IntStream.range(0, 8).mapToObj(run -> CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 10; i++) {
                try (GroupDispatcher group = dispatchers.register("c" + run, 1, CpuSet.NONE, 1)) {
                    assertThat(replyOfOneWorker(group)).isEqualTo("nebula-c" + run + "-0-unpinned");
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        })).toList();

        for (CompletableFuture<Void> run : runs) {
            run.get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void shouldRefuseAGroupWithoutThreadsOrSlotsAndGoOn() throws Exception {
        assertThatThrownBy(() -> dispatchers.register("none", 0, CpuSet.NONE, 1))
                .hasStackTraceContaining("threads': 0 is too small");
        assertThatThrownBy(() -> dispatchers.register("none", 1, CpuSet.NONE, 0))
                .hasStackTraceContaining("mailbox-capacity': 0 is too small");
        try (GroupDispatcher group = dispatchers.register("fine", 1, CpuSet.NONE, 1)) {
            assertThat(replyOfOneWorker(group)).isEqualTo("nebula-fine-0-unpinned");
        }
    }

    @Test
    void shouldRunHubAndIoUnboundOnTheirOwnThreads() throws Exception {
        for (String name : List.of("hub", "io")) {
            MessageDispatcher dispatcher = kit.system().classicSystem().dispatchers()
                    .lookup("nebula.dispatchers." + name);
            CompletableFuture<CpuSet> mask = CompletableFuture.supplyAsync(MASK::current, dispatcher);
            CompletableFuture<String> thread =
                    CompletableFuture.supplyAsync(() -> Thread.currentThread().getName(), dispatcher);

            assertThat(mask.get()).isEqualTo(MASK.base());
            assertThat(thread.get()).matches("nebula-" + name + "-\\d+-unpinned");
        }
    }

    private static ActorRef<Object> spawn(Behavior<Object> behavior, GroupDispatcher group) {
        return kit.spawn(behavior, DispatcherSelector.fromConfig(group.id()));
    }

    /** Spawns a worker and stops it. */
    private static String replyOfOneWorker(GroupDispatcher group) throws Exception {
        CompletableFuture<String> name = new CompletableFuture<>();
        spawn(Behaviors.setup(context -> {
            name.complete(Thread.currentThread().getName());
            return Behaviors.stopped();
        }), group);
        return name.get(20, TimeUnit.SECONDS);
    }

    private static void ended(String prefix) throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith(prefix)) {
                thread.join(10_000);
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
    }

    /** A behavior that waits in its first message until it is let go, so that a test can fill its mailbox. */
    private static final class Gate {
        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch open = new CountDownLatch(1);
        private final LinkedBlockingQueue<Object> received = new LinkedBlockingQueue<>();

        Behavior<Object> behavior() {
            return Behaviors.receive(Object.class).onAnyMessage(message -> {
                entered.countDown();
                open.await();
                received.add(message);
                return message.equals("fail") ? Behaviors.stopped() : Behaviors.same();
            }).onSignal(Terminated.class, signal -> {
                received.add("terminated");
                return Behaviors.same();
            }).build();
        }
    }
}
