package io.nebula.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RejectNoticeTest {
    private final List<String> said = new ArrayList<>();
    private final RejectNotice notice = new RejectNotice(said::add, Long.MAX_VALUE - 5);

    @Test
    void shouldSayNothingAboutTheRejectsOfAShortRun() {
        notice.rejected(1_000, 2_000, "a.csv:1", after(RejectNotice.FIRST_NANOS - 1));

        assertThat(said).isEmpty();
    }

    @Test
    void shouldSayOnceInAWhileHowManyThereAreWithASample() {
        long start = RejectNotice.FIRST_NANOS;
        notice.rejected(1_000, 20_000, "a.csv:1: bad", after(start));
        for (int record = 0; record < 1_000; record++) {
            notice.rejected(1_001 + record, 30_000, "a.csv:1: bad", after(start + RejectNotice.INTERVAL_NANOS - 1));
        }
        notice.rejected(2_001, 40_000, null, after(start + RejectNotice.INTERVAL_NANOS));
        notice.rejected(2_001, 50_000, null, after(start + 3 * RejectNotice.INTERVAL_NANOS));

        assertThat(said).containsExactly(
                "1,000 of 20,000 records rejected so far, 1,000 of them since the last notice; e.g. a.csv:1: bad",
                "2,001 of 40,000 records rejected so far, 1,001 of them since the last notice");
    }

    /** The clock may begin anywhere, and overflow. */
    private static long after(long nanos) {
        return Long.MAX_VALUE - 5 + nanos;
    }
}
