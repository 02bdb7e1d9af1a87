package io.nebula.operator;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.nebula.operator.RandomRun.Ending;
import io.nebula.pipeline.Ordering;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random streams with an operator, against a plain loop. {@code -Dnebula.repetitions} says how many, {@code -Dnebula.seed}
 * repeats the one that failed.
 */
@Timeout(60)
class OperatorFuzzTest {
    private static ActorSystem system;

    @BeforeAll
    static void start() {
        system = ActorSystem.create("OperatorFuzzTest", ConfigFactory.parseString("""
                pekko.stream.materializer.debug.fuzzing-mode = on
                pekko.actor.default-dispatcher.throughput = 1
                pekko.log-dead-letters = off
                pekko.loglevel = ERROR
                """).withFallback(ConfigFactory.load()));
    }

    @AfterAll
    static void stop() {
        TestKit.shutdownActorSystem(system);
        OperatorThreads.awaitNone();
    }

    static LongStream seeds() {
        Long seed = Long.getLong("nebula.seed");
        return seed != null ? LongStream.of(seed)
                : ThreadLocalRandom.current().longs(Integer.getInteger("nebula.repetitions", 40));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldDoWhatAPlainLoopDoes(long seed) throws Exception {
        RandomRun run = new RandomRun(seed);
        run.start(system);

        Throwable failure = run.results().handle((done, failed) -> failed).toCompletableFuture().get(30, SECONDS);

        run.control().completion().handle((done, failed) -> done).toCompletableFuture().get(30, SECONDS);
        String trail = run + ", which failed with " + failure;
        List<Integer> results = run.emitted();
        List<Integer> taken = run.taken();
        int end = run.failing() ? firstFailing(run, taken) : taken.size();
        List<Integer> expected = plainLoop(run, taken.subList(0, end));
        if (run.ending() == Ending.TAKE) {
            checkTaken(run, results, failure, trail, plainLoop(run, taken));
        } else if (run.failing() && end < taken.size()) {
            checkFailed(run, results, failure, trail, expected, plainLoop(run, taken));
        } else {
            checkWhole(run, results, failure, trail, expected);
            checkFailures(run, taken, trail);
        }
        checkKeys(run, results, trail, plainLoop(run, taken));
    }

    private static int firstFailing(RandomRun run, List<Integer> taken) {
        int element = 0;
        while (element < taken.size() && !run.fails(taken.get(element))) {
            element++;
        }
        return element;
    }

    private static List<Integer> plainLoop(RandomRun run, List<Integer> elements) {
        List<Integer> results = new ArrayList<>();
        for (int element : elements) {
            if (!run.fails(element)) {
                for (int n = 0; n < run.resultsOf(element); n++) {
                    results.add(RandomRun.result(element, n));
                }
            }
        }
        return results;
    }

    private static void checkWhole(RandomRun run, List<Integer> results, Throwable failure, String trail,
            List<Integer> expected) {
        assertThat(failure != null).as(trail).isEqualTo(run.ending() == Ending.UPSTREAM_FAILS);
        if (run.ordering() == Ordering.INPUT && !run.keyed()) {
            assertThat(results).as(trail).isEqualTo(expected);
        } else {
            assertThat(results).as(trail).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    /** All that comes before the failure, and without order perhaps some of what comes after it. */
    private static void checkFailed(RandomRun run, List<Integer> results, Throwable failure, String trail,
            List<Integer> before, List<Integer> all) {
        assertThat(failure).as(trail).hasMessageContaining("no ");
        if (run.keyed()) {
            assertThat(all).as(trail).containsAll(results);
        } else if (run.ordering() == Ordering.INPUT) {
            assertThat(results).as(trail).isEqualTo(before);
        } else {
            assertThat(results).as(trail).containsAll(before);
            assertThat(all).as(trail).containsAll(results);
        }
        assertThat(results).as(trail).doesNotHaveDuplicates();
    }

    /** Downstream has had enough: it got as many as it wanted, or failed before. */
    private static void checkTaken(RandomRun run, List<Integer> results, Throwable failure, String trail, List<Integer> all) {
        assertThat(all).as(trail).containsAll(results);
        assertThat(results).as(trail).doesNotHaveDuplicates();
        if (run.ordering() == Ordering.INPUT && !run.keyed()) {
            assertThat(results).as(trail).isEqualTo(all.subList(0, results.size()));
        }
        if (run.failing()) {
            assertThat(results.size()).as(trail).isLessThanOrEqualTo(run.most());
        } else {
            assertThat(failure).as(trail).isNull();
            assertThat(results).as(trail).hasSize(Math.min(run.most(), plainLoop(run, run.elements()).size()));
        }
    }

    /** Those of one key come in order, without a gap. */
    private static void checkKeys(RandomRun run, List<Integer> results, String trail, List<Integer> all) {
        if (!run.keyed()) {
            return;
        }
        Map<Integer, List<Integer>> byKey = new HashMap<>();
        results.forEach(result -> byKey.computeIfAbsent(run.keyOfResult(result), key -> new ArrayList<>()).add(result));
        byKey.forEach((key, ofKey) -> assertThat(all.stream().filter(result -> run.keyOfResult(result) == key))
                .as(trail + ", key " + key).startsWith(ofKey.toArray(Integer[]::new)));
    }

    private static void checkFailures(RandomRun run, List<Integer> taken, String trail) throws Exception {
        List<Integer> bad = taken.stream().filter(run::fails).toList();
        CompletionStage<List<FailedElement<Integer>>> diverted = run.diverted();
        if (diverted != null) {
            List<Integer> side = diverted.toCompletableFuture().get(30, SECONDS).stream().map(FailedElement::element).toList();
            assertThat(side).as(trail).containsExactlyInAnyOrderElementsOf(bad);
        }
        ProcessorStatus status = run.control().status();
        assertThat(status.arrived()).as(trail).isEqualTo(taken.size());
        assertThat(status.processed()).as(trail).isEqualTo(taken.size());
        assertThat(status.failed()).as(trail).isEqualTo(bad.size());
    }
}
