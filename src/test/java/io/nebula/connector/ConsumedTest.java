package io.nebula.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConsumedTest {
    @Test
    void shouldSortSpansAndMakeOneOfThoseThatTouch() {
        Consumed consumed = Consumed.of(List.of(new Span(1, 10, 20, 2), new Span(0, 50, 60, 1), new Span(0, 5, 10, 1),
                new Span(0, 10, 30, 4), new Span(0, 40, 40, 0), new Span(1, 5, 10, 1)));

        assertThat(consumed.spans()).containsExactly(new Span(0, 5, 30, 5), new Span(0, 50, 60, 1),
                new Span(1, 5, 20, 3));
        assertThat(consumed.of(1)).containsExactly(new Span(1, 5, 20, 3));
        assertThat(Consumed.of(consumed.spans())).isEqualTo(consumed).hasSameHashCodeAs(consumed);
        assertThat(Consumed.of(List.of())).isEqualTo(Consumed.nothing());
    }

    @Test
    void shouldRefuseWhatHasBeenConsumedTwice() {
        assertThatThrownBy(() -> Consumed.of(List.of(new Span(0, 5, 10, 1), new Span(0, 9, 12, 1))))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("overlap");
        assertThatThrownBy(() -> new Span(0, 10, 9, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
