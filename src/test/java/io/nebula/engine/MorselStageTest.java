package io.nebula.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nebula.connector.MorselReader;
import io.nebula.format.Morsel;
import io.nebula.format.Origin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MorselStageTest {
    private static final Origin ORIGIN = new Origin("numbers", 0, null, 0, 0);

    private static ActorSystem system;

    private final HandedOut handedOut = new HandedOut();
    private final List<List<Long>> trains = new ArrayList<>();

    @BeforeAll
    static void start() {
        system = ActorSystem.create("MorselStageTest");
    }

    @AfterAll
    static void stop() {
        TestKit.shutdownActorSystem(system);
    }

    private CompletionStage<Done> run(Numbers reader, long trainWeight) {
        return Source.fromGraph(new MorselStage(() -> reader, handedOut, Morsel::length, trainWeight, 4))
                .runWith(Sink.foreach(train -> trains.add(train.stream().map(Morsel::position).toList())), system);
    }

    @Test
    void shouldSendTogetherWhatIsThereUpToTheWeight() throws Exception {
        Numbers reader = new Numbers(7, -1, Integer.MAX_VALUE);

        run(reader, 25).toCompletableFuture().get(10, SECONDS);

        assertThat(trains).containsExactly(List.of(0L, 1L, 2L), List.of(3L, 4L, 5L), List.of(6L));
        assertThat(handedOut.morsels()).isEqualTo(7);
        assertThat(reader.closed).isTrue();
    }

    @Test
    void shouldSendNoMoreTogetherThanItMay() throws Exception {
        run(new Numbers(6, -1, Integer.MAX_VALUE), 1_000).toCompletableFuture().get(10, SECONDS);

        assertThat(trains).containsExactly(List.of(0L, 1L, 2L, 3L), List.of(4L, 5L));
    }

    @Test
    void shouldLetOneMorselGoHoweverHeavy() throws Exception {
        run(new Numbers(3, -1, Integer.MAX_VALUE), 0).toCompletableFuture().get(10, SECONDS);

        assertThat(trains).containsExactly(List.of(0L), List.of(1L), List.of(2L));
    }

    @Test
    void shouldNotKeepWhatIsThereWaitingForAnInputThatPauses() throws Exception {
        run(new Numbers(4, -1, 2), 1_000).toCompletableFuture().get(10, SECONDS);

        assertThat(trains).startsWith(List.of(0L, 1L)).contains(List.of(2L));
    }

    @Test
    void shouldSendWhatWasReadBeforeAFailureAndThenFailWithIt() {
        CompletionStage<Done> end = run(new Numbers(9, 5, Integer.MAX_VALUE), 25);

        assertThatThrownBy(() -> end.toCompletableFuture().get(10, SECONDS)).hasRootCauseMessage("the disk went away");
        assertThat(trains).containsExactly(List.of(0L, 1L, 2L), List.of(3L, 4L));
        assertThat(handedOut.morsels()).isEqualTo(5);
    }

    /** Morsels that weigh ten each; fails before one of them, is not ready after some. */
    private static final class Numbers implements MorselReader {
        private final int count;
        private final int broken;
        private final int ready;
        private int next;
        private volatile boolean closed;

        Numbers(int count, int broken, int ready) {
            this.count = count;
            this.broken = broken;
            this.ready = ready;
        }

        @Override
        public Morsel next() throws IOException {
            if (next == broken) {
                throw new IOException("the disk went away");
            }
            return next == count ? null : new Morsel(null, 0, 10, ORIGIN, next++, 0, false);
        }

        @Override
        public boolean ready() {
            return next < ready;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
