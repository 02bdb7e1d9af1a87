package io.nebula.text;

/**
 * Parses a run of RFC 3339 timestamps, of which many are of the same day: like {@link TimestampText#parse}, but it
 * remembers the last day. Not thread-safe.
 */
public final class TimestampParser {
    /** {@code yyyy-MM-ddTHH:mm:ssZ}. */
    private static final int LENGTH = 20;
    private static final int TIME = 11;
    private static final long SECOND = 1_000_000L;
    private static final long DAY = 86_400 * SECOND;
    /** Of the word from the day on: its two digits and what separates date and time. */
    private static final long DAY_MASK = 0xFFFFFF;
    private static final long NO_DAY = -1;

    private long yearAndMonth;
    private long dayAndSeparator = NO_DAY;
    private long dayMicros;

    /** Microseconds since 1970-01-01T00:00:00Z, or {@link TimestampText#INVALID}. */
    public long parse(byte[] bytes, int start, int length) {
        if (length != LENGTH || bytes[start + LENGTH - 1] != 'Z') {
            return TimestampText.parse(bytes, start, length);
        }
        if (Words.load8(bytes, start) == yearAndMonth
                && (Words.load8(bytes, start + 8) & DAY_MASK) == dayAndSeparator) {
            int second = CivilDate.parseTime(bytes, start + TIME);
            return second < 0 ? TimestampText.INVALID : dayMicros + second * SECOND;
        }
        return parseDay(bytes, start);
    }

    private long parseDay(byte[] bytes, int start) {
        long micros = TimestampText.parse(bytes, start, LENGTH);
        if (micros != TimestampText.INVALID) {
            yearAndMonth = Words.load8(bytes, start);
            dayAndSeparator = Words.load8(bytes, start + 8) & DAY_MASK;
            dayMicros = Math.floorDiv(micros, DAY) * DAY;
        }
        return micros;
    }
}
