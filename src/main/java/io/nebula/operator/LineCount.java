package io.nebula.operator;

import java.util.HashMap;
import java.util.Map;

/** How many lines come before a morsel: workers know the lines of their own morsel only, and may be done in any order. */
final class LineCount {
    /** Stands for a number of lines that cannot be told. */
    static final long UNKNOWN = -1;

    private final Map<Long, Long> beyond = new HashMap<>();
    private long next;
    private long lines;

    /** @param head lines before the first morsel */
    LineCount(long head) {
        this.lines = head;
    }

    /** Before a morsel that has not been recorded; {@link #UNKNOWN} if an earlier one has not been either. */
    long before(long morsel) {
        return morsel == next ? lines : UNKNOWN;
    }

    /** Takes note of a morsel's lines. */
    void record(long morsel, long linesOfIt) {
        beyond.put(morsel, linesOfIt);
        Long known;
        while ((known = beyond.remove(next)) != null) {
            lines += known;
            next++;
        }
    }
}
