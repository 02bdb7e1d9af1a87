package io.nebula.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElementIntakeTest {
    private static final int MOST = 100;
    private static final long SHORT_NANOS = 1_000;
    private static final long LONG_NANOS = 10_000_000;

    @Test
    void shouldGatherShortMorselsAndLetThemLeaveOneAfterTheOther() {
        ElementIntake<Integer> intake = intakeOfMorselsThatTake(SHORT_NANOS, 10);
        add(intake, 0, MOST - 1);
        assertThat(intake.hasMorsel()).isFalse();
        assertThat(intake.next(false)).isNull();
        assertThat(intake.hasRoom(true, Long.MAX_VALUE)).isTrue();

        add(intake, MOST - 1, MOST);

        assertThat(intake.hasRoom(true, Long.MAX_VALUE)).as("before they have left").isFalse();
        List<Integer> sizes = new ArrayList<>();
        for (Elements next; (next = intake.next(false)) != null;) {
            sizes.add(next.count());
        }
        assertThat(sizes).hasSize(MOST / 10).containsOnly(10);
        assertThat(intake.isEmpty()).isTrue();
        assertThat(intake.hasRoom(true, Long.MAX_VALUE)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 64})
    void shouldNotGatherLongMorsels(int size) {
        ElementIntake<Integer> intake = intakeOfMorselsThatTake(LONG_NANOS, size);

        add(intake, 0, size);

        assertThat(intake.hasMorsel()).isTrue();
        assertThat(intake.next(false).count()).isEqualTo(size);
    }

    @Test
    void shouldGiveAllThatIsHereInItsOrderWhenAsked() {
        ElementIntake<Integer> intake = intakeOfMorselsThatTake(SHORT_NANOS, 10);
        add(intake, 0, 35);

        List<Object> given = new ArrayList<>();
        for (Elements next; (next = intake.next(true)) != null;) {
            given.addAll(Arrays.asList(next.items()).subList(0, next.count()));
        }

        assertThat(given).hasSize(35).isSortedAccordingTo((one, other) -> (Integer) one - (Integer) other);
        assertThat(intake.isEmpty()).isTrue();
    }

    @Test
    void shouldHaveNoRoomForMoreThanMayBeInsideThoughMorselsAreGathered() {
        ElementIntake<Integer> intake = intakeOfMorselsThatTake(SHORT_NANOS, 10);

        add(intake, 0, 25);

        assertThat(intake.hasRoom(false, 26)).isTrue();
        assertThat(intake.hasRoom(false, 25)).isFalse();
    }

    private static ElementIntake<Integer> intakeOfMorselsThatTake(long nanos, int size) {
        MorselBound bound = MorselBound.fixed(size, MOST, Long.MAX_VALUE);
        bound.took(size, nanos);
        return new ElementIntake<>(element -> 1, bound);
    }

    private static void add(ElementIntake<Integer> intake, int from, int to) {
        for (int i = from; i < to; i++) {
            assertThat(intake.hasRoom(true, Long.MAX_VALUE)).isTrue();
            intake.add(i);
        }
    }
}
