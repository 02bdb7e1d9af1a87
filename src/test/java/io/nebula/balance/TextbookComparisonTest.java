package io.nebula.balance;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.dispatch.Pinning;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.ActorAttributes;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TextbookComparisonTest {
    private static final String LANES = "pekko.actor.default-dispatcher";

    private static ActorSystem system;

    @BeforeAll
    static void start() {
        system = ActorSystem.create("TextbookComparisonTest");
    }

    @AfterAll
    static void stop() {
        TestKit.shutdownActorSystem(system);
    }

    private static <O> Flow<Integer, O, ?> ours(int workers, boolean ordered, IntFunction<Function<Integer, O>> functions) {
        return Flow.<Integer>create().map(List::of).via(new BalanceStage<>(
                new BalanceLimits(workers, 2, 256, Long.MAX_VALUE, ordered),
                new CrewSettings("textbook", workers, workers, 2, Pinning.NEVER), Duration.ofMinutes(1),
                Workload.ofTrains(element -> 1, result -> false, functions))).via(new Apart<>()).withAttributes(ActorAttributes.dispatcher(BalanceStage.HUB)
                .and(Attributes.inputBuffer(1, 1))).async();
    }

    private static <O> List<O> run(int count, Flow<Integer, O, ?> flow) throws Exception {
        return Source.range(0, count - 1).via(flow).runWith(Sink.seq(), system).toCompletableFuture().get(30, SECONDS);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void shouldGiveTheResultsOfTheTextbook(int workers) throws Exception {
        IntFunction<Function<Integer, String>> functions = worker -> n -> "result " + n * 3;

        List<String> textbook = run(2_000, TextbookFanOut.flow(workers, LANES, functions));

        assertThat(run(2_000, ours(workers, false, functions))).containsExactlyInAnyOrderElementsOf(textbook);
        assertThat(run(2_000, ours(workers, true, functions))).containsExactlyInAnyOrderElementsOf(textbook)
                .containsExactlyElementsOf(IntStream.range(0, 2_000).mapToObj(n -> "result " + n * 3).toList());
    }

    /** Prints what it measures; a figure to look at, no verdict, because other programs share the machine. */
    @Test
    void shouldBeComparedInSpeed() throws Exception {
        int count = 20_000;
        IntFunction<Function<Integer, Integer>> functions = worker -> n -> spin(n, n % 100 == 99 ? 50 : 1);
        double textbook = Double.MAX_VALUE;
        double ordered = Double.MAX_VALUE;
        double unordered = Double.MAX_VALUE;

        for (int round = 0; round < 3; round++) {
            textbook = Math.min(textbook, seconds(count, TextbookFanOut.flow(2, LANES, functions)));
            ordered = Math.min(ordered, seconds(count, ours(2, true, functions)));
            unordered = Math.min(unordered, seconds(count, ours(2, false, functions)));
        }

        System.out.printf("%,d skewed elements on 2 workers, best of 3: textbook %.3f s, ours %.3f s in order, "
                + "%.3f s in any order%n", count, textbook, ordered, unordered);
        assertThat(List.of(textbook, ordered, unordered)).allMatch(seconds -> seconds > 0);
    }

    private static double seconds(int count, Flow<Integer, Integer, ?> flow) throws Exception {
        long start = System.nanoTime();
        assertThat(run(count, flow)).hasSize(count);
        return (System.nanoTime() - start) / 1e9;
    }

    /** Works on {@code n} for about as many microseconds. */
    private static int spin(int n, int micros) {
        long end = System.nanoTime() + micros * 1_000L;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return n;
    }
}
