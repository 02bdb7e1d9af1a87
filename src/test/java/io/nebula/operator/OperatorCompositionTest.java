package io.nebula.operator;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.nebula.ParallelProcessor;
import io.nebula.balance.WorkerGroups;
import io.nebula.pipeline.Ordering;
import io.nebula.pipeline.ParallelSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.AbruptStageTerminationException;
import org.apache.pekko.stream.FanInShape2;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.Graph;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.RestartSettings;
import org.apache.pekko.stream.UniformFanInShape;
import org.apache.pekko.stream.UniformFanOutShape;
import org.apache.pekko.stream.UniqueKillSwitch;
import org.apache.pekko.stream.javadsl.Broadcast;
import org.apache.pekko.stream.javadsl.BroadcastHub;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.GraphDSL;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Merge;
import org.apache.pekko.stream.javadsl.RestartFlow;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.stream.javadsl.Zip;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator among others' stages, in others' actor systems. */
@Timeout(60)
class OperatorCompositionTest extends FuzzedStreams {
    private static final ParallelSettings SETTINGS = ParallelSettings.DEFAULT.withWorkerCount(3).withParallelGroups(2);
    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private static Source<Integer, NotUsed> endless() {
        return Source.fromIterator(() -> Stream.iterate(0, n -> n + 1).iterator());
    }

    private static void awaitWork(ProcessorControl control) {
        long deadline = System.nanoTime() + SECONDS.toNanos(20);
        while (control.status().processed() < 500) {
            assertThat(System.nanoTime()).as("500 elements processed").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    @Test
    void shouldZipTheResultsOfTwoOperatorsWithTheSameInput() throws Exception {
        Graph<FlowShape<Integer, Pair<Integer, String>>, NotUsed> both = GraphDSL.create(builder -> {
            UniformFanOutShape<Integer, Integer> copies = builder.add(Broadcast.create(2));
            FanInShape2<Integer, String, Pair<Integer, String>> pairs = builder.add(Zip.create());
            builder.from(copies).via(builder.add(ParallelProcessor.<Integer, Integer>of(SETTINGS, n -> n * 2)))
                    .toInlet(pairs.in0());
            builder.from(copies).via(builder.add(ParallelProcessor.<Integer, String>of(
                    SETTINGS.withBatchSize(7).withQueueSize(20), n -> "n" + n))).toInlet(pairs.in1());
            return FlowShape.of(copies.in(), pairs.out());
        });

        List<Pair<Integer, String>> results = await(Source.range(0, 2_999).via(both).runWith(Sink.seq(), system));

        assertThat(results).isEqualTo(numbers(3_000).stream().map(n -> Pair.create(n * 2, "n" + n)).toList());
    }

    @Test
    void shouldMergeTheResultsOfTwoOperatorsThatEachTakePartOfTheInput() throws Exception {
        Graph<FlowShape<Integer, Integer>, NotUsed> both = GraphDSL.create(builder -> {
            UniformFanOutShape<Integer, Integer> copies = builder.add(Broadcast.create(2));
            UniformFanInShape<Integer, Integer> merged = builder.add(Merge.create(2));
            builder.from(copies).via(builder.add(ParallelProcessor.<Integer>elements(SETTINGS).filter(n -> n % 2 == 0)))
                    .toInlet(merged.in(0));
            builder.from(copies).via(builder.add(ParallelProcessor.<Integer>elements(SETTINGS.withOrdering(Ordering.NONE))
                    .filter(n -> n % 2 == 1))).toInlet(merged.in(1));
            return FlowShape.of(copies.in(), merged.out());
        });

        List<Integer> results = await(Source.range(0, 2_999).via(both).runWith(Sink.seq(), system));

        assertThat(results).containsExactlyInAnyOrderElementsOf(numbers(3_000));
        assertThat(results.stream().filter(n -> n % 2 == 0)).isSorted();
    }

    @Test
    void shouldShareTheThreadsOfOneSetOfGroupsAmongOperatorsThatOutliveIt() throws Exception {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        CountDownLatch closed = new CountDownLatch(1);
        Flow<Integer, Integer, ProcessorControl> flow;
        CompletionStage<List<Integer>> results;
        try (WorkerGroups groups = ParallelProcessor.groups(system, SETTINGS)) {
            CountDownLatch begun = new CountDownLatch(1);
            flow = ParallelProcessor.<Integer>elements(SETTINGS).on(groups).map(n -> {
                threads.add(Thread.currentThread());
                begun.countDown();
                assertThat(closed.await(20, SECONDS)).isTrue();
                return n + 1;
            });
            results = Source.range(0, 2_999).via(flow).via(flow).via(flow).runWith(Sink.seq(), system);
            assertThat(begun.await(20, SECONDS)).isTrue();
        }
        closed.countDown();

        assertThat(await(results)).isEqualTo(numbers(3_000).stream().map(n -> n + 3).toList());
        assertThat(threads).hasSizeBetween(1, 3);
        CompletionStage<List<Integer>> late = Source.range(0, 9).via(flow).runWith(Sink.seq(), system);
        assertThatThrownBy(() -> await(late)).hasMessageContaining("worker groups have been closed");
    }

    @Test
    void shouldLetARunningOperatorGrowThoughItsGroupsHaveBeenClosedAndOthersHaveComeSince() throws Exception {
        Set<String> threads = ConcurrentHashMap.newKeySet();
        WorkerGroups groups = ParallelProcessor.groups(system, SETTINGS);
        Pair<ProcessorControl, CompletionStage<List<Integer>>> run = endless()
                .viaMat(ParallelProcessor.<Integer>elements(SETTINGS).on(groups).map(n -> {
                    threads.add(Thread.currentThread().getName().replaceAll("nebula-([a-z]+)-.*", "$1"));
                    return n;
                }), Keep.right()).toMat(Sink.seq(), Keep.both()).run(system);
        awaitWork(run.first());

        groups.close();
        Pair<ProcessorControl, CompletionStage<List<Integer>>> other = endless()
                .viaMat(ParallelProcessor.<Integer, Integer>of(SETTINGS, n -> n), Keep.right())
                .toMat(Sink.seq(), Keep.both()).run(system);
        awaitWork(other.first());
        assertThat(await(run.first().resize(6))).isEqualTo(6);
        await(other.first().drain());
        await(run.first().drain());

        assertThat(await(run.second())).isEqualTo(numbers((int) run.first().status().arrived()));
        assertThat(threads).containsExactly("shared");
    }

    @Test
    void shouldGoOnAfterFailuresInASegmentThatRestartsWithoutWhatWasInsideItThen() throws Exception {
        int inside = 50;
        Queue<ProcessorControl> controls = new ConcurrentLinkedQueue<>();
        Flow<Integer, Integer, NotUsed> segment = RestartFlow.onFailuresWithBackoff(
                RestartSettings.create(Duration.ofMillis(1), Duration.ofMillis(5), 0), () -> ParallelProcessor
                        .<Integer, Integer>of(SETTINGS.withBatchSize(5).withQueueSize(inside), n -> {
                            if (n % 1_000 == 500) {
                                throw new IllegalStateException("no " + n);
                            }
                            return n;
                        }).mapMaterializedValue(control -> {
                            controls.add(control);
                            return control;
                        }));

        List<Integer> results = await(Source.range(0, 9_999).via(segment).runWith(Sink.seq(), system));

        assertThat(controls).hasSizeBetween(2, 11);
        assertThat(controls.stream().filter(control -> control.completion().toCompletableFuture().isCompletedExceptionally()))
                .hasSize(controls.size() - 1);
        assertThat(results).startsWith(numbers(500).toArray(Integer[]::new)).endsWith(9_999).isSorted().doesNotHaveDuplicates();
        // besides what was inside, a morsel may have been on its way out, and elements between the stages
        assertThat(results.size()).isGreaterThan(10_000 - 10 * (inside + 5 + 16));
    }

    @Test
    void shouldEmitAllThatWasTakenInWhenAKillSwitchEndsItsInput() throws Exception {
        AtomicInteger takenIn = new AtomicInteger();
        Pair<Pair<UniqueKillSwitch, ProcessorControl>, CompletionStage<List<Integer>>> run = endless()
                .viaMat(KillSwitches.single(), Keep.right())
                .map(n -> {
                    takenIn.incrementAndGet();
                    return n;
                }).viaMat(ParallelProcessor.<Integer, Integer>of(SETTINGS, n -> n), Keep.both())
                .toMat(Sink.seq(), Keep.both()).run(system);
        awaitWork(run.first().second());

        run.first().first().shutdown();

        assertThat(await(run.second())).isEqualTo(numbers(takenIn.get()));
        await(run.first().second().completion());
    }

    @Test
    void shouldFeedAHubWithTwoConsumers() throws Exception {
        Source<Integer, NotUsed> hub = Source.range(0, 4_999)
                .via(ParallelProcessor.<Integer, Integer>of(SETTINGS, n -> n * 2))
                .runWith(BroadcastHub.of(Integer.class, 2, 16), system);

        CompletionStage<List<Integer>> all = hub.runWith(Sink.seq(), system);
        CompletionStage<Integer> sum = hub.runWith(Sink.fold(0, Integer::sum), system);

        assertThat(await(all)).isEqualTo(numbers(5_000).stream().map(n -> n * 2).toList());
        assertThat(await(sum)).isEqualTo(4_999 * 5_000);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldLeaveNothingBehindWhereManyShortStreamsRunOneAfterTheOther(boolean shared) throws Exception {
        Queue<ProcessorControl> controls = new ConcurrentLinkedQueue<>();
        try (WorkerGroups groups = ParallelProcessor.groups(system, SETTINGS)) {
            ElementProcessor<Integer> elements = ParallelProcessor.elements(SETTINGS);
            Flow<Integer, Integer, ?> flow = (shared ? elements.on(groups) : elements).<Integer>map(n -> n + 1)
                    .mapMaterializedValue(control -> {
                        controls.add(control);
                        return control;
                    });

            List<Integer> results = await(Source.range(0, 199)
                    .flatMapConcat(n -> Source.range(n * 20, n * 20 + 19).via(flow)).runWith(Sink.seq(), system));

            assertThat(results).isEqualTo(numbers(4_000).stream().map(n -> n + 1).toList());
        }
        assertThat(controls).hasSize(200);
        for (ProcessorControl control : controls) {
            await(control.completion());
        }
        awaitNoActorsLeft();
    }

    /** Streams and workers, of all the tests so far. */
    private static void awaitNoActorsLeft() {
        long deadline = System.nanoTime() + SECONDS.toNanos(20);
        String tree = ((ExtendedActorSystem) system).printTree();
        while (tree.contains("nebula-worker-") || tree.contains("flow-")) {
            assertThat(System.nanoTime()).as(tree).isLessThan(deadline);
            Thread.yield();
            tree = ((ExtendedActorSystem) system).printTree();
        }
    }

    @Test
    void shouldTellWhatItHasDoneFromTheVeryBeginning() throws Exception {
        try (WorkerGroups groups = ParallelProcessor.groups(system, SETTINGS)) {
            for (int n = 0; n < 100; n++) {
                ProcessorControl control = Source.range(0, 9)
                        .viaMat(ParallelProcessor.<Integer>elements(SETTINGS).on(groups).map(i -> i), Keep.right())
                        .to(Sink.ignore()).run(system);

                while (!control.completion().toCompletableFuture().isDone()) {
                    assertThat(control.status().processed()).isBetween(0L, 10L);
                }
                await(control.completion());
                assertThat(control.status().processed()).isEqualTo(10);
            }
        }
    }

    @Test
    void shouldRunInAnActorSystemWithAConfigurationOfItsOwner() throws Exception {
        Config theirs = ConfigFactory.parseString("""
                theirs.pekko {
                  actor.default-dispatcher {
                    type = Dispatcher
                    executor = thread-pool-executor
                    thread-pool-executor.fixed-pool-size = 1
                    throughput = 1
                  }
                  loglevel = ERROR
                }
                """).getConfig("theirs").withFallback(ConfigFactory.defaultReference());
        ActorSystem other = ActorSystem.create("theirs", theirs);
        try {
            List<Integer> results = await(Source.range(0, 2_999)
                    .via(ParallelProcessor.<Integer, Integer>of(SETTINGS, n -> n + 1)).runWith(Sink.seq(), other));

            assertThat(results).isEqualTo(numbers(3_000).stream().map(n -> n + 1).toList());
        } finally {
            TestKit.shutdownActorSystem(other);
        }
    }

    @Test
    void shouldRunInATypedActorSystem() throws Exception {
        org.apache.pekko.actor.typed.ActorSystem<Void> typed = org.apache.pekko.actor.typed.ActorSystem.create(
                Behaviors.empty(), "typed");
        try (WorkerGroups groups = ParallelProcessor.groups(typed, SETTINGS)) {
            Flow<Integer, Integer, ?> flow = ParallelProcessor.<Integer>elements(SETTINGS).on(groups).map(n -> n + 1);

            assertThat(await(Source.range(0, 2_999).via(flow).runWith(Sink.seq(), typed)))
                    .isEqualTo(numbers(3_000).stream().map(n -> n + 1).toList());
        } finally {
            typed.terminate();
            await(typed.getWhenTerminated());
        }
    }

    @Test
    void shouldSayThatTheActorSystemOfItsGroupsHasEnded() throws Exception {
        ActorSystem other = ActorSystem.create("other", FUZZING.withFallback(ConfigFactory.load()));
        WorkerGroups groups = ParallelProcessor.groups(other, SETTINGS);
        other.terminate();
        await(other.getWhenTerminated());

        assertThatThrownBy(() -> await(Source.range(0, 9).via(ParallelProcessor.<Integer>elements(SETTINGS).on(groups).map(n -> n))
                .runWith(Sink.seq(), system))).hasMessageContaining("the actor system 'other'")
                .hasMessageContaining("is ending or has ended");
    }

    @Test
    void shouldFailItsCompletionWhenItsMaterializerIsShutDown() throws Exception {
        Materializer materializer = Materializer.createMaterializer(system);
        ProcessorControl control = endless().viaMat(ParallelProcessor.<Integer, Integer>of(SETTINGS, n -> n), Keep.right())
                .to(Sink.ignore()).run(materializer);
        awaitWork(control);

        materializer.shutdown();

        assertThatThrownBy(() -> await(control.completion())).hasCauseInstanceOf(AbruptStageTerminationException.class);
        assertThatThrownBy(() -> await(control.resize(2))).isNotNull();
        ProcessorStatus status = control.status();
        assertThat(status.processed()).isBetween(500L, status.arrived());
    }

    @Test
    void shouldFailItsCompletionWhenItsActorSystemTerminates() throws Exception {
        List<ProcessorControl> controls = new ArrayList<>();
        for (int n = 0; n < 10; n++) {
            ActorSystem other = ActorSystem.create("terminating", FUZZING.withFallback(ConfigFactory.load()));
            ProcessorControl control = endless().viaMat(ParallelProcessor.<Integer, Integer>of(SETTINGS, i -> i), Keep.right())
                    .to(Sink.ignore()).run(other);
            awaitWork(control);
            other.terminate();
            await(other.getWhenTerminated());
            controls.add(control);
        }

        for (ProcessorControl control : controls) {
            assertThatThrownBy(() -> await(control.completion())).hasCauseInstanceOf(AbruptStageTerminationException.class);
        }
    }
}
