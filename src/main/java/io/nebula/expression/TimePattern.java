package io.nebula.expression;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;

/**
 * A pattern of {@link DateTimeFormatter} for moments: UTC unless the text has an offset, root locale, no impossible
 * days, midnight where the pattern has no time. Immutable.
 */
final class TimePattern {
    /** What {@link #parse} returns for text that does not fit the pattern. */
    static final long INVALID = Long.MIN_VALUE;

    private final DateTimeFormatter formatter;

    /** @throws IllegalArgumentException if it is not a pattern */
    TimePattern(String pattern) {
        // strict resolution needs to know the era of a year written as y
        formatter = new DateTimeFormatterBuilder().appendPattern(pattern).parseDefaulting(ChronoField.ERA, 1)
                .toFormatter(Locale.ROOT).withResolverStyle(ResolverStyle.STRICT).withZone(ZoneOffset.UTC);
    }

    /** Microseconds since 1970-01-01T00:00:00Z. */
    long parse(String text) {
        try {
            TemporalAccessor parsed = formatter.parse(text);
            if (parsed.isSupported(ChronoField.INSTANT_SECONDS)) {
                Instant instant = Instant.from(parsed);
                return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000),
                        instant.getNano() / 1_000);
            }
            LocalDate date = parsed.query(TemporalQueries.localDate());
            return date == null ? INVALID : Math.multiplyExact(date.toEpochDay(), CastKernels.MICROS_PER_DAY);
        } catch (DateTimeException | ArithmeticException e) {
            return INVALID;
        }
    }

    String format(long micros) {
        return formatter.format(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
    }
}
