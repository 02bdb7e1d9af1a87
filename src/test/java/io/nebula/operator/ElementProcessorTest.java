package io.nebula.operator;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nebula.ParallelProcessor;
import io.nebula.pipeline.Ordering;
import io.nebula.pipeline.ParallelSettings;
import io.nebula.tck.OneRequest;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pekko.Done;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.japi.function.Predicate;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.QueueOfferResult;
import org.apache.pekko.stream.javadsl.AsPublisher;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.SinkQueueWithCancel;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.stream.javadsl.SourceQueueWithComplete;
import org.apache.pekko.stream.OverflowStrategy;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ElementProcessorTest extends FuzzedStreams {
    private static final ParallelSettings SETTINGS = ParallelSettings.DEFAULT.withWorkerCount(3).withParallelGroups(2);

    private static <O> List<O> run(int count, Flow<Integer, O, ?> flow) throws Exception {
        return await(Source.range(0, count - 1).via(flow).runWith(Sink.seq(), system));
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "1, 1", "16, 0", "1000, 0", "7, 20", "0, 1", "0, 50", "1000, 5"})
    void shouldGiveOneResultForEachElementInOrderWhateverTheSizeOfMorselsAndBudget(int batchSize, int queueSize)
            throws Exception {
        Flow<Integer, String, ProcessorControl> flow = ParallelProcessor.of(
                SETTINGS.withBatchSize(batchSize).withQueueSize(queueSize), n -> {
                    spin(ThreadLocalRandom.current().nextInt(n % 100 == 0 ? 200_000 : 1_000));
                    return "n" + n;
                });

        assertThat(run(3_000, flow)).isEqualTo(numbers(3_000).stream().map(n -> "n" + n).toList());
    }

    @Test
    void shouldGiveEveryResultOnceWithoutOrder() throws Exception {
        List<Integer> results = run(20_000, ParallelProcessor.of(SETTINGS.withOrdering(Ordering.NONE), n -> n));

        assertThat(results).containsExactlyInAnyOrderElementsOf(numbers(20_000));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 64, 1_000})
    void shouldKeepTheOrderOfEachKeyAndWorkOnNoTwoElementsOfAKeyAtATime(int keys) throws Exception {
        Map<Integer, AtomicBoolean> busy = new ConcurrentHashMap<>();
        Flow<Integer, Integer, ProcessorControl> flow = ParallelProcessor.<Integer>elements(SETTINGS.withBatchSize(10))
                .orderedBy(n -> n % keys).map(n -> {
                    AtomicBoolean own = busy.computeIfAbsent(n % keys, key -> new AtomicBoolean());
                    assertThat(own.getAndSet(true)).as("another worker is at key " + n % keys).isFalse();
                    spin(ThreadLocalRandom.current().nextInt(20_000));
                    own.set(false);
                    return n;
                });

        List<Integer> results = run(5_000, flow);

        assertThat(results).containsExactlyInAnyOrderElementsOf(numbers(5_000));
        Map<Integer, Integer> last = new HashMap<>();
        for (int result : results) {
            Integer before = last.put(result % keys, result);
            assertThat(before == null || before < result).as(before + " before " + result).isTrue();
        }
    }

    @Test
    void shouldNotLetAKeyWithALotToDoHoldUpTheOthers() throws Exception {
        CountDownLatch othersDone = new CountDownLatch(900);

        List<Integer> results = run(1_000, ParallelProcessor.<Integer>elements(SETTINGS.withBatchSize(1))
                .orderedBy(n -> n % 10 == 0 ? 0 : n).map(n -> {
                    if (n == 0) {
                        assertThat(othersDone.await(20, SECONDS)).isTrue();
                    } else if (n % 10 != 0) {
                        othersDone.countDown();
                    }
                    return n;
                }));

        assertThat(results).hasSize(1_000);
        assertThat(results.stream().filter(n -> n % 10 == 0)).isSorted();
    }

    @Test
    void shouldSleepWhileAllThatIsHereWaitsForAKeyThatIsBeingWorkedOn() throws Exception {
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        CompletionStage<List<Integer>> results = Source.range(0, 99).via(ParallelProcessor.<Integer>elements(SETTINGS)
                .orderedBy(n -> "the only key").map(n -> {
                    working.countDown();
                    assertThat(release.await(30, SECONDS)).isTrue();
                    return n;
                })).runWith(Sink.seq(), system);
        assertThat(working.await(20, SECONDS)).isTrue();

        long before = streamCpuNanos();
        assertThat(results.toCompletableFuture().copy().completeOnTimeout(List.of(), 1, SECONDS).get()).isEmpty();
        long spent = streamCpuNanos() - before;
        release.countDown();

        assertThat(await(results)).isEqualTo(numbers(100));
        assertThat(Duration.ofNanos(spent)).as("CPU time while there was nothing to do").isLessThan(Duration.ofMillis(300));
    }

    /** CPU time of the threads that run streams. */
    private static long streamCpuNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(thread -> thread != null && thread.getThreadName().startsWith("ElementProcessorTest-"))
                .mapToLong(thread -> threads.getThreadCpuTime(thread.getThreadId())).sum();
    }

    @Test
    void shouldFilterAndGiveAnyNumberOfResults() throws Exception {
        ElementProcessor<Integer> elements = ParallelProcessor.elements(SETTINGS.withBatchSize(7));

        assertThat(run(100, elements.filter(n -> n % 3 == 0))).isEqualTo(numbers(100).stream().filter(n -> n % 3 == 0).toList());
        assertThat(run(100, elements.filter(n -> false))).isEmpty();
        assertThat(run(10, elements.<Integer>mapOptional(n -> n % 2 == 0 ? Optional.of(n * 10) : Optional.empty())))
                .containsExactly(0, 20, 40, 60, 80);
        assertThat(run(50, elements.<Integer>mapConcat(n -> numbers(n)))).isEqualTo(
                IntStream.range(0, 50).boxed().flatMap(n -> numbers(n).stream()).toList());
        assertThat(run(50, elements.<String>mapMulti((n, results) -> {
            for (int i = 0; i < n % 40; i++) {
                results.accept(n + "." + i);
            }
        }))).isEqualTo(IntStream.range(0, 50).boxed().flatMap(n -> IntStream.range(0, n % 40).mapToObj(i -> n + "." + i)).toList());
    }

    @Test
    void shouldFailWithWhatTheFunctionThrewAfterTheResultsOfAllEarlierElements() throws Exception {
        List<Integer> arrived = new ArrayList<>();
        Pair<ProcessorControl, CompletionStage<Done>> run = Source.range(0, 9_999).viaMat(
                ParallelProcessor.<Integer, Integer>of(SETTINGS.withBatchSize(100), n -> {
                    if (n >= 1_234) {
                        throw new IOException("no " + n);
                    }
                    return n;
                }), Keep.right()).toMat(Sink.foreach(arrived::add), Keep.both()).run(system);

        assertThatThrownBy(() -> await(run.second())).isInstanceOf(ExecutionException.class)
                .hasRootCauseInstanceOf(IOException.class).hasRootCauseMessage("no 1234");
        assertThatThrownBy(() -> await(run.first().completion())).hasRootCauseMessage("no 1234");
        assertThat(arrived).isEqualTo(numbers(1_234));
    }

    @ParameterizedTest
    @EnumSource(value = Ordering.class, names = {"INPUT", "NONE"})
    void shouldGoOnWithoutFailingElementsAndLeaveTheirNeighboursAlone(Ordering ordering) throws Exception {
        Pair<ProcessorControl, CompletionStage<List<Integer>>> run = Source.range(0, 9_999).viaMat(
                ParallelProcessor.<Integer>elements(SETTINGS.withBatchSize(10).withOrdering(ordering)).skippingFailures()
                        .<Integer>mapMulti((n, results) -> {
                            results.accept(n);
                            if (n % 7 == 3) {
                                throw new IllegalStateException("after its result");
                            }
                            if (n % 101 == 5) {
                                overflow(n);
                            }
                        }), Keep.right()).toMat(Sink.seq(), Keep.both()).run(system);

        List<Integer> good = numbers(10_000).stream().filter(n -> n % 7 != 3 && n % 101 != 5).toList();
        assertThat(await(run.second())).containsExactlyInAnyOrderElementsOf(good);
        await(run.first().completion());
        ProcessorStatus status = run.first().status();
        assertThat(status.arrived()).isEqualTo(10_000);
        assertThat(status.processed()).isEqualTo(10_000);
        assertThat(status.failed()).isEqualTo(10_000 - good.size());
        assertThat(status.groups()).hasSize(2);
        assertThat(status.groups().stream().mapToLong(ProcessorStatus.GroupStatus::processed).sum()).isEqualTo(10_000);
    }

    @Test
    void shouldSendFailingElementsToTheSideOutputEachOnceAndInOrder() throws Exception {
        CompletableFuture<List<FailedElement<Integer>>> side = new CompletableFuture<>();
        List<Integer> results = run(5_000, ParallelProcessor.<Integer>elements(SETTINGS.withBatchSize(16))
                .divertingFailuresTo(Sink.<FailedElement<Integer>>seq().mapMaterializedValue(all -> all.thenAccept(side::complete)))
                .map(n -> {
                    if (n % 10 == 9) {
                        throw new IOException("no " + n);
                    }
                    return n;
                }));

        assertThat(results).isEqualTo(numbers(5_000).stream().filter(n -> n % 10 != 9).toList());
        List<FailedElement<Integer>> failed = await(side);
        assertThat(failed).extracting(FailedElement::element).isEqualTo(numbers(5_000).stream().filter(n -> n % 10 == 9).toList());
        assertThat(failed).allMatch(each -> each.cause().getMessage().equals("no " + each.element()));
    }

    @Test
    void shouldFailRatherThanLoseFailingElementsThatTheSideOutputDoesNotTake() {
        CompletionStage<List<Integer>> results = Source.range(0, 5_000).via(ParallelProcessor.<Integer>elements(SETTINGS)
                .divertingFailuresTo(Flow.<FailedElement<Integer>>create().take(3).to(Sink.ignore()))
                .<Integer>map(n -> {
                    throw new IOException("no " + n);
                })).runWith(Sink.seq(), system);

        assertThatThrownBy(() -> await(results)).hasMessageContaining("the sink for failed elements has cancelled");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldFailTheStreamOnAnErrorOfTheMachineThoughFailuresAreSkipped(boolean skipping) {
        ElementProcessor<Integer> elements = ParallelProcessor.elements(SETTINGS);
        CompletionStage<List<Integer>> results = Source.range(0, 99).via((skipping ? elements.skippingFailures() : elements)
                .<Integer>map(n -> {
                    throw new InternalError("broken");
                })).runWith(Sink.seq(), system);

        assertThatThrownBy(() -> await(results)).hasRootCauseInstanceOf(InternalError.class);
    }

    @Test
    void shouldTakeANullForAFailureOfItsElement() throws Exception {
        assertThat(run(10, ParallelProcessor.<Integer>elements(SETTINGS).skippingFailures().<Integer>map(n -> n == 4 ? null : n)))
                .containsExactly(0, 1, 2, 3, 5, 6, 7, 8, 9);
        assertThatThrownBy(() -> run(10, ParallelProcessor.<Integer, Integer>of(SETTINGS, n -> null)))
                .hasRootCauseInstanceOf(NullPointerException.class).hasMessageContaining("the function returned null");
    }

    @Test
    void shouldMakeAFunctionForEachWorkerOnItsThreadAndCloseItThere() throws Exception {
        Set<Owned> made = ConcurrentHashMap.newKeySet();

        List<Integer> results = run(5_000, ParallelProcessor.<Integer, Integer>of(SETTINGS.withBatchSize(10), () -> {
            Owned function = new Owned();
            made.add(function);
            return function;
        }));

        assertThat(results).isEqualTo(numbers(5_000));
        assertThat(made).hasSizeBetween(1, 3);
        for (Owned each : made) {
            assertThat(each.closed.await(10, SECONDS)).isTrue();
            assertThat(each.strayed).isFalse();
        }
    }

    /** Is used by one thread at a time, and notices if it is not. */
    private static final class Owned implements org.apache.pekko.japi.function.Function<Integer, Integer>, AutoCloseable {
        private static final long serialVersionUID = 1;
        private final transient CountDownLatch closed = new CountDownLatch(1);
        private final transient AtomicBoolean busy = new AtomicBoolean();
        private volatile boolean strayed;

        @Override
        public Integer apply(Integer n) {
            strayed |= busy.getAndSet(true);
            spin(1_000);
            busy.set(false);
            return n;
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }

    @Test
    void shouldLeaveAFunctionThatAllWorkersShareToItsOwner() throws Exception {
        AtomicInteger closed = new AtomicInteger();
        ElementProcessor<Integer> elements = ParallelProcessor.elements(SETTINGS.withBatchSize(10));
        Shared shared = new Shared(closed);

        assertThat(run(500, elements.map(shared))).isEqualTo(numbers(500));
        assertThat(run(500, elements.filter(shared))).isEqualTo(numbers(500));
        List<Pair<Integer, String>> pairs = await(Source.range(0, 99).map(n -> Pair.create(n, "context"))
                .via(ContextProcessor.of(ParallelProcessor.<Pair<Integer, String>>elements(SETTINGS)).map(shared).asFlow())
                .runWith(Sink.seq(), system));
        assertThat(pairs).hasSize(100);

        assertThat(closed).hasValue(0);
    }

    private record Shared(AtomicInteger closed) implements org.apache.pekko.japi.function.Function<Integer, Integer>,
            Predicate<Integer>, AutoCloseable {
        @Override
        public Integer apply(Integer n) {
            return n;
        }

        @Override
        public boolean test(Integer n) {
            return true;
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    @Test
    void shouldSayThatDownstreamHasFailed() {
        Pair<ProcessorControl, CompletionStage<List<Integer>>> run = Source.range(0, 5_000)
                .viaMat(ParallelProcessor.<Integer, Integer>of(SETTINGS, n -> n), Keep.right()).map(n -> 100 / (1_000 - n))
                .toMat(Sink.seq(), Keep.both()).run(system);

        assertThatThrownBy(() -> await(run.first().completion())).hasRootCauseInstanceOf(ArithmeticException.class);
    }

    @Test
    void shouldFailWithWhatTheSideOutputFailsWith() {
        Pair<ProcessorControl, CompletionStage<List<Integer>>> run = Source.range(0, 50_000)
                .viaMat(ParallelProcessor.<Integer>elements(SETTINGS).divertingFailuresTo(
                        Sink.<FailedElement<Integer>>foreach(failed -> {
                            throw new IllegalStateException("no room for " + failed.element());
                        })).<Integer>map(n -> {
                            throw new IOException("no " + n);
                        }), Keep.right()).toMat(Sink.seq(), Keep.both()).run(system);

        assertThatThrownBy(() -> await(run.second())).hasRootCauseMessage("no room for 0");
        assertThatThrownBy(() -> await(run.first().completion())).hasRootCauseMessage("no room for 0");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldKeepTheInterruptsOfAnElementFromItsNeighbours(boolean failing) throws Exception {
        AtomicInteger interrupted = new AtomicInteger();

        List<Integer> results = run(1_000, ParallelProcessor.<Integer>elements(SETTINGS.withWorkerCount(1).withBatchSize(100))
                .skippingFailures().map(n -> {
                    if (Thread.currentThread().isInterrupted()) {
                        interrupted.incrementAndGet();
                    }
                    if (n == 250) {
                        Thread.currentThread().interrupt();
                        if (failing) {
                            throw new IOException("interrupted");
                        }
                    }
                    return n;
                }));

        assertThat(interrupted).hasValue(0);
        assertThat(results).hasSize(failing ? 999 : 1_000);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldFailAtAnElementWhoseKeyOrWeightCannotBeComputedAfterTheResultsOfAllEarlierOnes(boolean keyed) {
        ElementProcessor<Integer> elements = ParallelProcessor.<Integer>elements(SETTINGS.withBatchSize(100)).skippingFailures();
        List<Integer> arrived = new ArrayList<>();
        CompletionStage<Done> end = Source.range(0, 5_000)
                .via((keyed ? elements.orderedBy(n -> 7 / (2_500 - n)) : elements.weighedBy(n -> 1 + 7 / (2_500 - n)))
                        .map(n -> n)).runWith(Sink.foreach(arrived::add), system);

        assertThatThrownBy(() -> await(end)).hasRootCauseInstanceOf(ArithmeticException.class);
        assertThat(arrived).containsExactlyInAnyOrderElementsOf(numbers(2_500));
    }

    @Test
    void shouldSayThatAFunctionOfManyResultsHasGivenNull() {
        assertThatThrownBy(() -> run(10, ParallelProcessor.<Integer>elements(SETTINGS).mapConcat(n -> null)))
                .hasMessageContaining("the function returned null; give an empty result instead");
        assertThatThrownBy(() -> run(10, ParallelProcessor.<Integer>elements(SETTINGS).mapOptional(n -> null)))
                .hasMessageContaining("the function returned null; give an empty result instead");
    }

    @ParameterizedTest
    @ValueSource(longs = {100_000_000, 1L << 40, Long.MAX_VALUE})
    void shouldTakeNoMemoryForAMorselThatDoesNotGetFull(long batchSize) throws Exception {
        assertThat(run(5_000, ParallelProcessor.<Integer, Integer>of(SETTINGS.withBatchSize(batchSize), n -> n)))
                .isEqualTo(numbers(5_000));
        assertThat(run(500, ParallelProcessor.<Integer>elements(SETTINGS.withBatchSize(batchSize)).orderedBy(n -> 1).map(n -> n)))
                .isEqualTo(numbers(500));
    }

    @Test
    void shouldRefuseADelayThatNoTimerCanWaitFor() {
        ElementProcessor<Integer> elements = ParallelProcessor.elements(SETTINGS);

        for (Duration delay : List.of(Duration.ZERO, Duration.ofMillis(-1), Duration.ofDays(400),
                ChronoUnit.FOREVER.getDuration())) {
            assertThatThrownBy(() -> elements.maxDelay(delay)).hasMessageContaining("max-delay must be positive and at most a day");
        }
    }

    @Test
    void shouldFailWhenTheFunctionOfAWorkerCannotBeMade() {
        assertThatThrownBy(() -> run(10, ParallelProcessor.<Integer, Integer>of(SETTINGS, () -> {
            throw new IOException("no licence");
        }))).hasMessageContaining("the function of a worker cannot be made: no licence");
    }

    @Test
    void shouldTakeInNoMoreThanItMayHoldWhileNobodyTakesResults() throws Exception {
        AtomicInteger takenIn = new AtomicInteger();
        SinkQueueWithCancel<Integer> results = Source.range(0, 100_000).map(n -> {
            takenIn.incrementAndGet();
            return n;
        }).via(ParallelProcessor.<Integer, Integer>of(SETTINGS.withQueueSize(20), n -> n))
                .runWith(Sink.<Integer>queue(1).withAttributes(Attributes.inputBuffer(1, 1)), system);

        for (int n = 0; n < 5; n++) {
            assertThat(await(results.pull())).contains(n);
        }
        // 20 inside, 5 delivered, one asked for by the queue, and a morsel of at most 3 whose results are leaving
        assertThat(takenIn.get()).isLessThanOrEqualTo(20 + 5 + 1 + 3);
        results.cancel();
    }

    @Test
    void shouldBoundWhatIsInsideByWeight() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Integer> results = await(Source.range(0, 999).map(n -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            return n;
        }).via(ParallelProcessor.<Integer>elements(SETTINGS.withInFlightBytes(10_000)).weighedBy(n -> 1_000).map(n -> {
            spin(10_000);
            return n;
        })).map(n -> {
            inside.decrementAndGet();
            return n;
        }).runWith(Sink.seq(), system));

        assertThat(results).isEqualTo(numbers(1_000));
        // ten weigh that much, and one more may be on its way in; results count until the next ones are asked for
        assertThat(most.get()).isLessThanOrEqualTo(11);
    }

    @Test
    void shouldRefuseABoundInBytesWithoutWeights() {
        assertThatThrownBy(() -> ParallelProcessor.of(SETTINGS.withInFlightBytes(1_000), n -> n))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("weighedBy");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1_000})
    void shouldNotHoldBackALoneElement(int batchSize) throws Exception {
        Pair<SourceQueueWithComplete<Integer>, SinkQueueWithCancel<Integer>> ends = Source
                .<Integer>queue(16, OverflowStrategy.backpressure())
                .via(ParallelProcessor.<Integer>elements(SETTINGS.withBatchSize(batchSize)).maxDelay(Duration.ofMinutes(10))
                        .map(n -> n * 2))
                .toMat(Sink.queue(), Keep.both()).run(system);

        for (int n = 0; n < 200; n++) {
            assertThat(await(ends.first().offer(n))).isEqualTo(QueueOfferResult.enqueued());
            assertThat(await(ends.second().pull())).contains(n * 2);
        }
        ends.first().complete();
        assertThat(await(ends.second().pull())).isEmpty();
    }

    @Test
    void shouldLetAMorselLeaveAfterTheDelayThoughAllWorkersAreAtWork() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        Pair<SourceQueueWithComplete<Integer>, ProcessorControl> run = Source
                .<Integer>queue(100, OverflowStrategy.backpressure())
                .viaMat(ParallelProcessor.<Integer>elements(SETTINGS.withWorkerCount(1).withBatchSize(1_000))
                        .maxDelay(Duration.ofMillis(5)).<Integer>map(n -> {
                            begun.incrementAndGet();
                            assertThat(release.await(30, SECONDS)).isTrue();
                            return n;
                        }), Keep.both())
                .to(Sink.ignore()).run(system);
        await(run.first().offer(0));
        while (begun.get() == 0) {
            Thread.onSpinWait();
        }
        await(run.first().offer(1)); // waits in a morsel of its own: there is a credit left, and no worker without work
        while (run.second().status().arrived() < 2) {
            Thread.onSpinWait();
        }
        release.countDown();
        run.first().complete();
        await(run.second().completion());

        assertThat(run.second().status().groups().get(0).morsels()).isEqualTo(2);
    }

    @Test
    void shouldEndAsIfItsInputHadEndedWhenDrained() throws Exception {
        Pair<ProcessorControl, CompletionStage<List<Integer>>> run = Source.fromIterator(() -> Stream.iterate(0, n -> n + 1).iterator())
                .viaMat(ParallelProcessor.<Integer, Integer>of(SETTINGS, n -> n), Keep.right())
                .toMat(Sink.seq(), Keep.both()).run(system);
        while (run.first().status().processed() < 1_000) {
            Thread.onSpinWait();
        }

        await(run.first().drain());

        ProcessorStatus status = run.first().status();
        assertThat(status.processed()).isEqualTo(status.arrived());
        assertThat(await(run.second())).isEqualTo(numbers((int) status.arrived()));
    }

    @RepeatedTest(20)
    void shouldLoseAndReorderNothingWhileWorkersComeAndGo() throws Exception {
        long seed = ThreadLocalRandom.current().nextLong();
        Random random = new Random(seed);
        AtomicInteger runs = new AtomicInteger();
        int count = 20_000;
        Pair<ProcessorControl, CompletionStage<List<Integer>>> run = Source.range(0, count - 1)
                .viaMat(ParallelProcessor.<Integer, Integer>of(SETTINGS.withBatchSize(5), n -> {
                    runs.incrementAndGet();
                    spin(2_000);
                    return n;
                }), Keep.right()).toMat(Sink.seq(), Keep.both()).run(system);

        List<CompletionStage<Integer>> changes = new ArrayList<>();
        for (int workers : new int[] {1, 4, 2, 1 + random.nextInt(8), 1, 1 + random.nextInt(8), 3}) {
            CompletionStage<Integer> change = run.first().resize(workers);
            changes.add(change);
            if (run.first().completion().toCompletableFuture().isDone()) {
                break;
            }
            change.toCompletableFuture().handle((done, failure) -> done).get(30, SECONDS);
        }

        assertThat(await(run.second())).as("seed " + seed).isEqualTo(numbers(count));
        assertThat(runs).as("seed " + seed).hasValue(count);
    }

    @Test
    void shouldGiveAllWorkToTheWorkersThereAreAfterResizing() throws Exception {
        Set<String> threads = ConcurrentHashMap.newKeySet();
        CountDownLatch four = new CountDownLatch(4);
        Pair<ProcessorControl, CompletionStage<List<Integer>>> run = Source.range(0, 3)
                .viaMat(ParallelProcessor.<Integer, Integer>of(SETTINGS.withWorkerCount(1).withParallelGroups(1).withBatchSize(1), n -> {
                    threads.add(Thread.currentThread().getName());
                    four.countDown();
                    assertThat(four.await(20, SECONDS)).as("four workers at work at the same time").isTrue();
                    return n;
                }), Keep.right()).toMat(Sink.seq(), Keep.both()).run(system);

        assertThat(await(run.first().resize(4))).isEqualTo(4);

        assertThat(await(run.second())).containsExactly(0, 1, 2, 3);
        assertThat(threads).hasSize(4);
        assertThat(run.first().status().workers()).isEqualTo(4);
    }

    @Test
    void shouldRefuseToHaveNoWorkersOrTooMany() throws Exception {
        Pair<SourceQueueWithComplete<Integer>, ProcessorControl> run = Source.<Integer>queue(1, OverflowStrategy.backpressure())
                .viaMat(ParallelProcessor.<Integer, Integer>of(SETTINGS, n -> n), Keep.both()).to(Sink.ignore()).run(system);

        assertThatThrownBy(() -> await(run.second().resize(0))).hasMessageContaining("1 to 1024 workers, not 0");
        assertThatThrownBy(() -> await(run.second().resize(1_025))).hasMessageContaining("1 to 1024 workers");
        run.first().complete();
        await(run.second().completion());
        assertThatThrownBy(() -> await(run.second().resize(2))).hasCauseInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the stage has ended");
    }

    @Test
    void shouldGoOnEmittingWhatWasTakenInWhenUpstreamFails() throws Exception {
        AtomicInteger takenIn = new AtomicInteger();
        List<Integer> arrived = new ArrayList<>();
        CompletionStage<Done> end = Source.range(0, 999).map(n -> {
            if (n == 500) {
                throw new IllegalStateException("source broke");
            }
            takenIn.incrementAndGet();
            return n;
        }).via(ParallelProcessor.<Integer, Integer>of(SETTINGS, n -> n)).runWith(Sink.foreach(arrived::add), system);

        assertThatThrownBy(() -> await(end)).hasMessageContaining("source broke");
        assertThat(arrived).isEqualTo(numbers(500));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 500})
    void shouldFailWithUpstreamWithoutBeingAskedButNoSoonerThanAllResultsAreOut(int count) {
        OneRequest<Integer> downstream = new OneRequest<>(count);

        Source.range(0, count).map(n -> {
            if (n == count) {
                throw new IllegalStateException("source broke");
            }
            return n;
        }).via(ParallelProcessor.<Integer, Integer>of(SETTINGS, n -> n))
                .runWith(Sink.asPublisher(AsPublisher.WITHOUT_FANOUT), system).subscribe(downstream);

        assertThat(downstream.end()).failsWithin(Duration.ofSeconds(20)).withThrowableThat()
                .withMessageContaining("source broke");
        assertThat(downstream.elements()).isEqualTo(numbers(count));
    }

    @Test
    void shouldCancelUpstreamAndEndWhenDownstreamHasEnough() throws Exception {
        Pair<Pair<CompletionStage<Done>, ProcessorControl>, CompletionStage<List<Integer>>> run = Source.range(0, 10_000_000)
                .watchTermination(Keep.right())
                .viaMat(ParallelProcessor.<Integer, Integer>of(SETTINGS, n -> n), Keep.both()).take(5)
                .toMat(Sink.seq(), Keep.both()).run(system);

        assertThat(await(run.second())).containsExactly(0, 1, 2, 3, 4);
        await(run.first().first());
        await(run.first().second().completion());
    }

    @Test
    void shouldBeMaterialisedManyTimesAtOnce() throws Exception {
        Flow<Integer, Integer, ProcessorControl> flow = ParallelProcessor.of(SETTINGS, n -> n + 1);

        List<CompletionStage<List<Integer>>> runs = Stream.generate(() -> Source.range(-1, 2_998).via(flow)
                .runWith(Sink.seq(), system)).limit(6).toList();

        for (CompletionStage<List<Integer>> each : runs) {
            assertThat(await(each)).isEqualTo(numbers(3_000));
        }
    }

    private static int overflow(int n) {
        return n + overflow(n + 1) * 2;
    }

    private static void spin(long nanos) {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }
}
