package io.nebula.text;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;

/**
 * Dates and timestamps by a pattern in the letters of {@link DateTimeFormatter}, such as {@code yyyy-MM-dd HH:mm:ss} or
 * {@code MM/dd/yyyy}.
 *
 * <p>The zone is UTC where the text names none, names are those of the root locale ({@code Jan}, {@code Tue}, {@code
 * PM}), and resolving is strict: there is no 30 February and no 24:00. {@code y} means the same as {@code u}, the
 * year that needs no era, unless the pattern has an era ({@code G}).
 *
 * <p>Patterns of numbers with a fixed width take a path that allocates nothing; all others, and years outside 0 to
 * 9999, go through {@code java.time}. Immutable, for any number of threads.
 */
public final class TimePattern {
    /** What the parsers return for text that does not fit the pattern. */
    public static final long INVALID = Long.MIN_VALUE;

    private static final long DAY_MICROS = 86_400_000_000L;
    /** Seconds beyond these have no microseconds in a long. */
    private static final long LAST_SECOND = Long.MAX_VALUE / 1_000_000 - 1;
    /** More than any one letter of a pattern writes. */
    private static final int LONGEST_NAME = 64;
    /** A moment whose parts all differ, to find out what a pattern keeps of it. */
    private static final ZonedDateTime SAMPLE = ZonedDateTime.of(2021, 3, 14, 15, 16, 17, 0, ZoneOffset.UTC);
    /** The days that every field of {@code java.time} can hold. */
    private static final long FIRST_DAY = LocalDate.MIN.toEpochDay() + 1;
    private static final long LAST_DAY = LocalDate.MAX.toEpochDay() - 1;

    private final String text;
    private final DateTimeFormatter formatter;
    private final FixedPattern fixed;
    private final boolean parsesDates;
    private final boolean parsesTimestamps;

    private TimePattern(String text, String years) {
        this.text = text;
        formatter = DateTimeFormatter.ofPattern(years, Locale.ROOT)
                .withResolverStyle(ResolverStyle.STRICT).withZone(ZoneOffset.UTC);
        fixed = FixedPattern.of(years);
        byte[] sample = formatter.format(SAMPLE).getBytes(StandardCharsets.UTF_8);
        parsesDates = parseDate(sample, 0, sample.length) != INVALID;
        parsesTimestamps = parseTimestamp(sample, 0, sample.length) != INVALID;
    }

    /**
     * @throws IllegalArgumentException if {@code pattern} is empty or no pattern; the message names it and the
     * problem
     */
    public static TimePattern of(String pattern) {
        if (pattern.isEmpty()) {
            throw new IllegalArgumentException("an empty time pattern: write one such as 'yyyy-MM-dd HH:mm:ss'");
        }
        try {
            return new TimePattern(pattern, yearsWithoutEra(pattern));
        } catch (IllegalArgumentException | DateTimeException | ClassCastException e) { // the cast fails after a pad (p)
            throw new IllegalArgumentException("'" + pattern + "' is not a time pattern: " + e.getMessage()
                    + ". Letters are those of java.time, such as 'yyyy-MM-dd HH:mm:ss'; quote text with '…'", e);
        }
    }

    /**
     * Whether texts of this pattern name a day. Where not, as with {@code HH:mm}, {@link #parseDate} finds them
     * invalid.
     */
    public boolean parsesDates() {
        return parsesDates;
    }

    /**
     * Whether texts of this pattern name a day and either no time or a whole one. Where not, as with {@code hh:mm}
     * that lacks its {@code a}, {@link #parseTimestamp} finds them invalid.
     */
    public boolean parsesTimestamps() {
        return parsesTimestamps;
    }

    /**
     * Parses a text that names at least a day; a time that it does not name is midnight. What it says beyond
     * microseconds is cut off.
     *
     * @return microseconds since 1970-01-01T00:00:00Z, or {@link #INVALID}, also for moments that a long cannot hold
     */
    public long parseTimestamp(byte[] bytes, int start, int length) {
        if (fixed != null && !fixed.mayBeLong(bytes, start, length)) {
            return length == fixed.length() ? fixed.parse(bytes, start) : INVALID;
        }
        TemporalAccessor parsed = parsed(bytes, start, length);
        return parsed == null ? INVALID : micros(parsed);
    }

    /**
     * Parses a text that names at least a day, and takes the day as it stands there: time and zone are only checked.
     *
     * @return days since 1970-01-01, or {@link #INVALID}
     */
    public long parseDate(byte[] bytes, int start, int length) {
        if (fixed != null && !fixed.mayBeLong(bytes, start, length)) {
            long micros = length == fixed.length() ? fixed.parse(bytes, start) : INVALID;
            return micros == INVALID ? INVALID : Math.floorDiv(micros, DAY_MICROS);
        }
        TemporalAccessor parsed = parsed(bytes, start, length);
        LocalDate date = parsed == null ? null : parsed.query(TemporalQueries.localDate());
        return date == null ? INVALID : date.toEpochDay();
    }

    /** The most bytes that the writers need. */
    public int maxLength() {
        return fixed == null ? text.length() * LONGEST_NAME : fixed.length() + LONGEST_NAME;
    }

    /** Writes {@code micros} in UTC at {@code at} and returns the position after it. */
    public int writeTimestamp(long micros, byte[] out, int at) {
        long day = Math.floorDiv(micros, DAY_MICROS);
        return write(day, micros - day * DAY_MICROS, out, at);
    }

    /**
     * Writes midnight of {@code day} at {@code at} and returns the position after it.
     *
     * @throws IllegalArgumentException if {@code day} is more than about 999,999,999 years away
     */
    public int writeDate(long day, byte[] out, int at) {
        if (day < FIRST_DAY || day > LAST_DAY) {
            throw new IllegalArgumentException("day " + day + " since 1970-01-01 has no date in the pattern '" + text
                    + "': years are -999999999 to 999999999");
        }
        return write(day, 0, out, at);
    }

    private int write(long day, long microOfDay, byte[] out, int at) {
        if (fixed != null) {
            int end = fixed.write(day, microOfDay, out, at);
            if (end >= 0) {
                return end;
            }
        }
        LocalTime time = LocalTime.ofNanoOfDay(microOfDay * 1_000);
        byte[] written = formatter.format(ZonedDateTime.of(LocalDate.ofEpochDay(day), time, ZoneOffset.UTC))
                .getBytes(StandardCharsets.UTF_8);
        System.arraycopy(written, 0, out, at, written.length);
        return at + written.length;
    }

    private TemporalAccessor parsed(byte[] bytes, int start, int length) {
        try {
            return formatter.parse(new String(bytes, start, length, StandardCharsets.UTF_8));
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static long micros(TemporalAccessor parsed) {
        if (parsed.isSupported(ChronoField.INSTANT_SECONDS)) {
            return micros(Instant.from(parsed));
        }
        LocalDate date = parsed.query(TemporalQueries.localDate());
        if (date == null || namesPartOfATime(parsed)) {
            return INVALID;
        }
        ZoneOffset offset = parsed.query(TemporalQueries.offset());
        return micros(date.atStartOfDay(offset == null ? ZoneOffset.UTC : offset).toInstant());
    }

    private static long micros(Instant instant) {
        long second = instant.getEpochSecond();
        boolean far = second > LAST_SECOND || second < -LAST_SECOND;
        return far ? INVALID : second * 1_000_000 + instant.getNano() / 1_000;
    }

    /** Without this, {@code hh:mm} that lacks its {@code a} would read as midnight. */
    private static boolean namesPartOfATime(TemporalAccessor parsed) {
        for (ChronoField field : ChronoField.values()) {
            if (field.isTimeBased() && parsed.isSupported(field)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Turns the letter {@code y} into {@code u} outside quotes: strict resolving refuses a year of an era without the
     * era.
     */
    private static String yearsWithoutEra(String pattern) {
        StringBuilder years = new StringBuilder(pattern.length());
        boolean quoted = false;
        boolean era = false;
        for (int at = 0; at < pattern.length(); at++) {
            char character = pattern.charAt(at);
            quoted ^= character == '\'';
            era |= !quoted && character == 'G';
            years.append(!quoted && character == 'y' ? 'u' : character);
        }
        return era ? pattern : years.toString();
    }

    @Override
    public String toString() {
        return text;
    }
}
