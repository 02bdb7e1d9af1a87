package io.nebula.balance;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.nebula.dispatch.Pinning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.PoisonPill;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.ActorAttributes;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class BalanceStageTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private static ActorSystem system;

    @BeforeAll
    static void start() {
        system = ActorSystem.create("BalanceStageTest", ConfigFactory.parseString(
                "pekko.stream.materializer.debug.fuzzing-mode = on, pekko.log-dead-letters = off")
                .withFallback(ConfigFactory.load()));
    }

    @AfterAll
    static void stop() {
        TestKit.shutdownActorSystem(system);
    }

    private static <O> Flow<Integer, O, CompletionStage<BalanceReport>> flow(int workers, int credits, boolean ordered,
            Duration timeout, IntFunction<Function<Integer, O>> functions) {
        return flow(workers, credits, ordered, timeout, element -> 1, functions);
    }

    private static <O> Flow<Integer, O, CompletionStage<BalanceReport>> flow(int workers, int credits, boolean ordered,
            Duration timeout, ToLongFunction<Integer> weigher, IntFunction<Function<Integer, O>> functions) {
        return onHub(new BalanceStage<>(new BalanceLimits(workers, credits, 64, Long.MAX_VALUE, ordered),
                new CrewSettings("test", workers, Math.min(2, workers), credits, Pinning.NEVER), timeout,
                Workload.ofTrains(weigher, result -> false, functions)));
    }

    /** Element by element, on the hub dispatcher. */
    private static <O> Flow<Integer, O, CompletionStage<BalanceReport>> onHub(BalanceStage<List<Integer>, Integer, O> stage) {
        return Flow.<Integer>create().map(List::of).viaMat(stage, Keep.right()).via(new Apart<>())
                .mapMaterializedValue(BalanceControl::report)
                .withAttributes(ActorAttributes.dispatcher(BalanceStage.HUB).and(Attributes.inputBuffer(1, 1))).async();
    }

    private static Source<Integer, ?> numbers(int count) {
        return Source.range(0, count - 1);
    }

    private static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, SECONDS);
    }

    @ParameterizedTest
    @CsvSource({"1,1,true", "1,2,true", "4,1,true", "4,2,true", "4,2,false", "3,8,false", "7,3,true"})
    void shouldDeliverEveryElementOnceAndInOrderWhenAsked(int workers, int credits, boolean ordered) throws Exception {
        int count = 3_000;
        AtomicIntegerArray runs = new AtomicIntegerArray(count);

        List<Integer> results = await(numbers(count).via(flow(workers, credits, ordered, LONG, worker -> n -> {
            runs.incrementAndGet(n);
            spin(ThreadLocalRandom.current().nextInt(20_000));
            return n;
        })).runWith(Sink.seq(), system));

        assertThat(IntStream.range(0, count).map(runs::get)).containsOnly(1);
        assertThat(results).hasSize(count).doesNotHaveDuplicates();
        if (ordered) {
            assertThat(results).isSorted();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldDeliverEveryElementOnceWhenThereAreManyCreditsForShortElements(boolean ordered) throws Exception {
        int count = 50_000;
        AtomicIntegerArray runs = new AtomicIntegerArray(count);

        List<Integer> results = await(numbers(count).via(withManyCredits(LONG, ordered, n -> {
            runs.incrementAndGet(n);
            return n;
        })).runWith(Sink.seq(), system));

        assertThat(IntStream.range(0, count).map(runs::get)).containsOnly(1);
        assertThat(results).hasSize(count).doesNotHaveDuplicates();
        if (ordered) {
            assertThat(results).isSorted();
        }
    }

    @Test
    void shouldEmitWhatIsDoneThoughAllWorkersAreAtLongElementsWithoutAnEndInSight() throws Exception {
        int slow = 5_000; // by then many short ones have been told to each worker at once
        CountDownLatch arrived = new CountDownLatch(slow);

        CompletionStage<List<Integer>> results = numbers(slow + 4).via(withManyCredits(Duration.ofSeconds(20), true, n -> {
            if (n >= slow) {
                awaitLatch(arrived);
            }
            return n;
        })).map(n -> {
            arrived.countDown();
            return n;
        }).runWith(Sink.seq(), system);

        assertThat(await(results)).hasSize(slow + 4).isSorted();
    }

    private static Flow<Integer, Integer, CompletionStage<BalanceReport>> withManyCredits(Duration timeout,
            boolean ordered, Function<Integer, Integer> function) {
        return onHub(new BalanceStage<>(new BalanceLimits(2, 2, 64, 1_000, Long.MAX_VALUE, 1_000, 256, ordered),
                new CrewSettings("test", 2, 2, 64, Pinning.NEVER), timeout,
                Workload.ofTrains(element -> 1, result -> false, worker -> function)));
    }

    @Test
    void shouldCompleteWithoutElements() throws Exception {
        assertThat(await(numbers(0).via(flow(2, 2, true, LONG, worker -> n -> n)).runWith(Sink.seq(), system))).isEmpty();
    }

    @Test
    void shouldStealTheJobThatWaitsBehindABlockedOne() throws Exception {
        CountDownLatch stolenRan = new CountDownLatch(1);
        CountDownLatch allDispatched = new CountDownLatch(1);
        ConcurrentLinkedQueue<Integer> ran = new ConcurrentLinkedQueue<>();

        Pair<CompletionStage<BalanceReport>, CompletionStage<List<Integer>>> run = numbers(4)
                .viaMat(flow(2, 2, true, LONG, n -> {
                    if (n == 3) { // the last one is taken in, so 2 waits behind 0
                        allDispatched.countDown();
                    }
                    return 1;
                }, worker -> n -> {
                    if (n == 0) {
                        awaitLatch(stolenRan);
                    }
                    if (n == 1) {
                        awaitLatch(allDispatched);
                    }
                    ran.add(n);
                    if (n == 2) {
                        stolenRan.countDown();
                    }
                    return n;
                }), Keep.right())
                .toMat(Sink.seq(), Keep.both()).run(system);

        assertThat(await(run.second())).containsExactly(0, 1, 2, 3);
        assertThat(ran).containsExactlyInAnyOrder(0, 1, 2, 3);
        BalanceReport report = await(run.first());
        assertThat(report.workers()).extracting(BalanceReport.WorkerReport::stolen).containsExactly(0L, 1L);
        assertThat(report.workers()).extracting(BalanceReport.WorkerReport::morsels).containsExactly(1L, 3L);
    }

    @RepeatedTest(20)
    void shouldLoseAndRepeatNothingWhenWorkersAreKilledMidRun() throws Exception {
        int count = 400;
        AtomicIntegerArray runs = new AtomicIntegerArray(count);
        Random random = new Random(ThreadLocalRandom.current().nextLong());

        List<Integer> results = await(numbers(count).via(flow(3, 2, true, LONG, worker -> n -> {
            if (n % 97 == 50) {
                system.actorSelection("/system/nebula-worker-" + random.nextInt(3) + "-*")
                        .tell(PoisonPill.getInstance(), ActorRef.noSender());
            }
            spin(20_000);
            runs.incrementAndGet(n);
            return n;
        })).runWith(Sink.seq(), system));

        assertThat(results).containsExactlyElementsOf(IntStream.range(0, count).boxed().toList());
        assertThat(IntStream.range(0, count).map(runs::get)).containsOnly(1);
    }

    @Test
    void shouldFailInsteadOfHangingWhenWorkersKeepEnding() {
        AtomicBoolean over = new AtomicBoolean();

        CompletionStage<List<Integer>> results = numbers(1_000_000).via(flow(1, 1, true, LONG, worker -> n -> {
            if (!over.get()) {
                system.actorSelection("/system/nebula-worker-*").tell(PoisonPill.getInstance(), ActorRef.noSender());
            }
            return n;
        })).runWith(Sink.seq(), system);

        assertThatThrownBy(() -> await(results)).hasRootCauseInstanceOf(WorkerLostException.class)
                .hasMessageContaining("workers keep ending");
        over.set(true);
    }

    @ParameterizedTest
    @ValueSource(classes = {StackOverflowError.class, NoClassDefFoundError.class, AssertionError.class,
        OutOfMemoryError.class, IllegalStateException.class})
    void shouldFailWithWhateverTheFunctionThrowsAfterAllEarlierResults(Class<? extends Throwable> thrown) {
        List<Integer> arrived = new ArrayList<>();

        CompletionStage<?> end = numbers(100).via(flow(3, 2, true, LONG, worker -> n -> {
            if (n == 60) {
                throwUnchecked(newInstance(thrown));
            }
            return n;
        })).runWith(Sink.foreach(arrived::add), system);

        assertThatThrownBy(() -> await(end)).hasRootCauseInstanceOf(thrown);
        assertThat(arrived).containsExactlyElementsOf(IntStream.range(0, 60).boxed().toList());
    }

    @Test
    void shouldFailWhenTheFunctionReturnsNull() {
        CompletionStage<List<Integer>> end = numbers(3).via(BalanceStageTest.<Integer>flow(2, 2, true, LONG,
                worker -> n -> null)).runWith(Sink.seq(), system);

        assertThatThrownBy(() -> await(end)).hasMessageContaining("the function returned null");
    }

    @Test
    void shouldEmitTheResultsOfWhatItHasTakenInBeforeItFailsWithItsUpstream() {
        List<Integer> arrived = new ArrayList<>();
        Source<Integer, ?> failing = numbers(60).map(n -> {
            if (n == 50) {
                throw new IllegalStateException("source broke");
            }
            return n;
        });

        CompletionStage<?> end = failing.via(flow(3, 2, true, LONG, worker -> n -> {
            spin(50_000);
            return n;
        })).runWith(Sink.foreach(arrived::add), system);

        assertThatThrownBy(() -> await(end)).hasMessageContaining("source broke");
        // one element may have waited before the stage, where Pekko drops it when a failure arrives
        assertThat(arrived).hasSizeBetween(49, 50).startsWith(IntStream.range(0, 49).boxed().toArray(Integer[]::new));
    }

    @Test
    void shouldFailWithTheStackOfAStuckFunction() {
        CountDownLatch release = new CountDownLatch(1);

        CompletionStage<List<Integer>> end = numbers(10).via(flow(2, 2, true, Duration.ofMillis(200), worker -> n -> {
            if (n == 3) {
                awaitLatch(release);
            }
            return n;
        })).runWith(Sink.seq(), system);

        assertThatThrownBy(() -> await(end)).hasMessageContaining("morsel 3 ").hasMessageContaining("morsel-timeout")
                .hasMessageContaining("awaitLatch");
        release.countDown();
    }

    @Test
    void shouldMakeOneFunctionPerWorkerOnItsOwnThread() throws Exception {
        AtomicInteger made = new AtomicInteger();

        List<String> threads = await(numbers(200).via(flow(2, 2, true, LONG, worker -> {
            made.incrementAndGet();
            Thread home = Thread.currentThread();
            return n -> {
                assertThat(Thread.currentThread()).isSameAs(home);
                spin(10_000);
                return home.getName();
            };
        })).runWith(Sink.seq(), system));

        assertThat(made.get()).isBetween(1, 2);
        assertThat(threads).allMatch(name -> name.contains("nebula") && name.contains("test"));
    }

    @RepeatedTest(5)
    void shouldEndItsWorkersAndThreadsWhenDownstreamCancels() throws Exception {
        Pair<CompletionStage<BalanceReport>, CompletionStage<List<Integer>>> run = numbers(100_000)
                .viaMat(flow(3, 2, true, LONG, worker -> n -> n), Keep.right())
                .take(10)
                .toMat(Sink.seq(), Keep.both()).run(system);

        assertThat(await(run.second())).hasSize(10);
        await(run.first());
        awaitNoWorkerThreads();
    }

    @Test
    void shouldReportWhenTheActorSystemGoesAway() throws Exception {
        ActorSystem mortal = ActorSystem.create("mortal");
        CountDownLatch working = new CountDownLatch(1);
        Pair<CompletionStage<BalanceReport>, CompletionStage<List<Integer>>> run = numbers(1_000_000)
                .viaMat(flow(2, 2, true, LONG, worker -> n -> {
                    working.countDown();
                    return n;
                }), Keep.right())
                .toMat(Sink.seq(), Keep.both()).run(mortal);
        awaitLatch(working);

        TestKit.shutdownActorSystem(mortal);

        await(run.first());
        assertThatThrownBy(() -> run.second().toCompletableFuture().join()).isInstanceOf(CompletionException.class);
    }

    @Test
    void shouldFailInsteadOfHangingWhenIdleWorkersKeepEnding() {
        CompletionStage<?> end = Source.<Integer>never().via(flow(2, 1, true, LONG, worker -> n -> n))
                .runWith(Sink.ignore(), system);

        assertThatThrownBy(() -> {
            while (!end.toCompletableFuture().isDone()) {
                system.actorSelection("/system/nebula-worker-*").tell(PoisonPill.getInstance(), ActorRef.noSender());
                Thread.onSpinWait();
            }
            await(end);
        }).hasRootCauseInstanceOf(WorkerLostException.class);
    }

    @RepeatedTest(10)
    void shouldHandOverEveryResultBeforeItFailsWithItsUpstream() throws Exception {
        AtomicInteger arrived = new AtomicInteger();
        AtomicInteger taken = new AtomicInteger();
        Source<Integer, ?> failing = numbers(5).concat(Source.failed(new IllegalStateException("source broke")));

        CompletionStage<?> end = failing.via(flow(2, 2, true, LONG, worker -> n -> {
            taken.incrementAndGet();
            return n;
        })).async().map(n -> {
            spin(200_000);
            arrived.incrementAndGet();
            return n;
        }).runWith(Sink.ignore(), system);

        assertThatThrownBy(() -> await(end)).hasMessageContaining("source broke");
        assertThat(arrived).hasValue(taken.get());
    }

    @Test
    void shouldRunTheHubOffTheWorkersAndWorkersOnTheirGroupsThreads() throws Exception {
        AtomicReference<String> hub = new AtomicReference<>();
        Flow<Integer, Integer, ?> stage = onHub(new BalanceStage<>(
                new BalanceLimits(2, 1, 64, Long.MAX_VALUE, true), new CrewSettings("test", 2, 2, 1, Pinning.NEVER), LONG,
                Workload.ofTrains(element -> {
                    hub.set(Thread.currentThread().getName());
                    return 1;
                }, result -> false, worker -> n -> {
                    assertThat(Thread.currentThread().getName()).startsWith("nebula-test-").endsWith("-unpinned");
                    return n;
                })));

        assertThat(await(numbers(500).via(stage).runWith(Sink.seq(), system))).hasSize(500);

        assertThat(hub.get()).contains("hub").doesNotContain("nebula-test-");
    }

    @Test
    void shouldFailAndLeaveNothingBehindWhenTheDispatcherTemplateIsBad() {
        ActorSystem broken = ActorSystem.create("broken", ConfigFactory.parseString(
                "nebula.dispatchers.worker.throughput = many").withFallback(ConfigFactory.load()));
        try {
            Pair<CompletionStage<BalanceReport>, CompletionStage<List<Integer>>> run = numbers(10)
                    .viaMat(flow(2, 2, true, LONG, worker -> n -> n), Keep.right())
                    .toMat(Sink.seq(), Keep.both()).run(broken);

            assertThatThrownBy(() -> await(run.second())).hasMessageContaining("throughput");
            assertThatCode(() -> await(run.first())).doesNotThrowAnyException();
        } finally {
            TestKit.shutdownActorSystem(broken);
        }
    }

    @Test
    void shouldIgnoreAnswersThatComeAfterItsEnd() throws Exception {
        CountDownLatch working = new CountDownLatch(3);
        CountDownLatch cancelled = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(3);

        Pair<CompletionStage<BalanceReport>, CompletionStage<List<Integer>>> run = numbers(1_000)
                .viaMat(flow(4, 1, false, LONG, worker -> n -> {
                    if (n == 0) {
                        awaitLatch(working);
                    } else {
                        working.countDown();
                        awaitLatch(cancelled);
                        answered.countDown();
                    }
                    return n;
                }), Keep.right())
                .take(1)
                .toMat(Sink.seq(), Keep.both()).run(system);

        assertThat(await(run.second())).containsExactly(0);
        await(run.first());
        cancelled.countDown();
        awaitLatch(answered);
        awaitNoWorkerThreads();
    }

    private static void awaitNoWorkerThreads() {
        long deadline = System.nanoTime() + SECONDS.toNanos(20);
        while (Thread.getAllStackTraces().keySet().stream().anyMatch(t -> t.getName().contains("nebula-test"))) {
            assertThat(System.nanoTime()).as("worker threads end").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void spin(int nanos) {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    private static Throwable newInstance(Class<? extends Throwable> type) {
        try {
            return type.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void throwUnchecked(Throwable throwable) throws T {
        throw (T) throwable;
    }
}
