package io.nebula.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.connector.Consumed;
import io.nebula.format.Morsel;
import io.nebula.format.Origin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class LineLedgerTest {
    private static final Origin FIRST = new Origin("a.csv", 0, null, 7, 1);
    private static final Origin SECOND = new Origin("b.csv", 1, null, 0, 0);

    private final LineLedger ledger = new LineLedger(Consumed.nothing());
    private final List<String> told = new ArrayList<>();

    private static Morsel morsel(Origin origin, long position, int length) {
        return new Morsel(new byte[length], 0, length, origin, position, length, false);
    }

    private void record(Morsel morsel, long lines) {
        ledger.record(morsel, lines, before -> told.add(morsel.origin().name() + "@" + morsel.position() + "=" + before));
    }

    @Test
    void shouldTellLinesAtOnceWhereNothingIsMissingBefore() {
        record(morsel(FIRST, 7, 10), 3);
        record(morsel(SECOND, 0, 10), 5);
        record(morsel(FIRST, 17, 10), 4);

        assertThat(told).containsExactly("a.csv@7=1", "b.csv@0=0", "a.csv@17=4");
        assertThat(ledger.before(morsel(FIRST, 27, 1))).isEqualTo(8);
        assertThat(ledger.before(morsel(FIRST, 28, 1))).isEqualTo(LineLedger.UNKNOWN);
    }

    @Test
    void shouldTellLinesOnceTheGapIsClosed() {
        record(morsel(FIRST, 27, 10), 2);
        record(morsel(FIRST, 17, 10), 4);
        assertThat(told).isEmpty();

        record(morsel(FIRST, 7, 10), 3);

        assertThat(told).containsExactly("a.csv@7=1", "a.csv@17=4", "a.csv@27=8");
    }

    @Test
    void shouldCountTheLineThatWasSkippedWithAnOversizedRecord() {
        record(new Morsel(new byte[10], 0, 10, SECOND, 0, 50, true, 40), 0);
        record(morsel(SECOND, 50, 10), 1);

        assertThat(told).containsExactly("b.csv@0=0", "b.csv@50=1");
    }

    @Test
    void shouldTellThoseWhoWaitOnlyOnceWhenItGivesUp() {
        record(morsel(FIRST, 27, 10), 2);

        ledger.giveUp();
        record(morsel(FIRST, 7, 20), 3);
        record(morsel(FIRST, 37, 20), 3);

        assertThat(told).containsExactly("a.csv@27=-1", "a.csv@7=1", "a.csv@37=6");
    }

    @RepeatedTest(20)
    void shouldTellTheSameInWhateverOrderMorselsCome(RepetitionInfo repetition) {
        long seed = repetition.getCurrentRepetition();
        List<Morsel> morsels = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            morsels.add(morsel(FIRST, 7 + 3L * i, 3));
            expected.add("a.csv@" + (7 + 3 * i) + "=" + (1 + 2 * i));
        }
        Collections.shuffle(morsels, new Random(seed));

        morsels.forEach(morsel -> record(morsel, 2));

        assertThat(told).as("seed " + seed).containsExactlyElementsOf(expected);
    }
}
