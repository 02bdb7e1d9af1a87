package io.nebula.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nebula.connector.Consumed;
import io.nebula.connector.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CommitTrackerTest {
    private final CommitTracker tracker = new CommitTracker(Consumed.nothing());

    @Test
    void shouldKeepOneSpanPerInputWhenPartsComeInOrder() {
        tracker.add(0, 7, 10, 2);
        tracker.add(0, 10, 30, 5);
        tracker.add(0, 30, 30, 0);
        tracker.add(1, 0, 4, 1);

        assertThat(tracker.consumed().spans()).containsExactly(new Span(0, 7, 30, 7), new Span(1, 0, 4, 1));
    }

    @Test
    void shouldKeepWhatLiesBeyondAGapApartUntilTheGapIsClosed() {
        tracker.add(0, 20, 30, 1);
        tracker.add(0, 0, 10, 2);
        assertThat(tracker.consumed().spans()).containsExactly(new Span(0, 0, 10, 2), new Span(0, 20, 30, 1));

        tracker.add(0, 10, 20, 4);
        assertThat(tracker.consumed().spans()).containsExactly(new Span(0, 0, 30, 7));
    }

    @Test
    void shouldGoOnFromWhatHadBeenConsumed() {
        CommitTracker next = new CommitTracker(Consumed.of(List.of(new Span(0, 0, 10, 3), new Span(0, 15, 20, 1))));

        next.add(0, 10, 15, 1);

        assertThat(next.consumed().spans()).containsExactly(new Span(0, 0, 20, 5));
    }

    @Test
    void shouldEndWithOneSpanWhateverTheOrder() {
        long seed = System.nanoTime();
        List<Integer> parts = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            parts.add(i);
        }
        Collections.shuffle(parts, new Random(seed));

        parts.forEach(i -> tracker.add(0, 3L * i, 3L * i + 3, 1));

        assertThat(tracker.consumed().spans()).as("seed " + seed).containsExactly(new Span(0, 0, 1500, 500));
    }

    @Test
    void shouldRefuseWhatHasBeenSettledBefore() {
        tracker.add(0, 10, 20, 1);

        for (long[] part : new long[][] {{10, 20}, {5, 11}, {19, 25}, {12, 13}, {0, 100}}) {
            assertThatThrownBy(() -> tracker.add(0, part[0], part[1], 1)).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("twice");
        }
    }
}
