package io.nebula.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.nebula.connector.Consumed;
import io.nebula.connector.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuspectsTest {
    private static Note note(int input, long from, long to) {
        return new Note(input, from, to, false, 0);
    }

    @Test
    void shouldSuspectMostWhatWasThereAtEveryDeath() {
        Suspects suspects = Suspects.none().plus(note(0, 100, 200), 1).plus(note(0, 150, 250), 1).plus(note(1, 100, 200), 1);

        assertThat(suspects.parts()).extracting(Suspect::input, Suspect::from, Suspect::to, Suspect::deaths)
                .containsExactly(tuple(0, 100L, 150L, 1), tuple(0, 150L, 200L, 2), tuple(0, 200L, 250L, 1),
                        tuple(1, 100L, 200L, 1));
        assertThat(suspects.at(0, 149).isolated()).isFalse();
        assertThat(suspects.at(0, 150).isolated()).isTrue();
        assertThat(suspects.at(0, 250)).isNull();
    }

    @Test
    void shouldFillTheGapsBetweenPartsThatOneDeathCovers() {
        Suspects suspects = Suspects.none().plus(note(0, 10, 20), 1).plus(note(0, 30, 40), 1).plus(note(0, 0, 50), 1);

        assertThat(suspects.parts()).extracting(Suspect::from, Suspect::to, Suspect::deaths).containsExactly(
                tuple(0L, 10L, 1), tuple(10L, 20L, 2), tuple(20L, 30L, 1), tuple(30L, 40L, 2), tuple(40L, 50L, 1));
    }

    @Test
    void shouldOnlyTakeForTheCauseWhatDiedAloneMoreThanOnce() {
        Note alone = new Note(0, 120, 130, true, 2);
        Suspects isolated = Suspects.none().plus(note(0, 100, 200), 1).plus(note(0, 100, 200), 1);
        Suspects once = isolated.plus(alone, 1);
        Suspects twice = once.plus(alone, 1);

        assertThat(isolated.at(0, 120).guilty()).isFalse();
        assertThat(once.at(0, 120).guilty()).isFalse();
        assertThat(twice.at(0, 120)).isEqualTo(new Suspect(0, 120, 130, 2, 2, 2, false));
        assertThat(twice.at(0, 119).guilty()).isFalse();
        assertThat(twice.at(0, 130).guilty()).isFalse();
        assertThat(twice.with(twice.at(0, 120).told()).at(0, 120).named()).isTrue();
    }

    @Test
    void shouldSuspectNothingOfWhatHasBeenSettled() {
        Suspects suspects = Suspects.none().plus(note(0, 100, 200), 1).plus(note(1, 0, 50), 1);

        Suspects left = suspects.minus(Consumed.of(List.of(new Span(0, 0, 120, 3), new Span(0, 150, 160, 1),
                new Span(1, 0, 50, 5))));

        assertThat(left.parts()).extracting(Suspect::input, Suspect::from, Suspect::to)
                .containsExactly(tuple(0, 120L, 150L), tuple(0, 160L, 200L));
    }
}
