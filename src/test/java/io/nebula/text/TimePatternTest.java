package io.nebula.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimePatternTest {
    private static final long YEAR_10000 = 253_402_300_800_000_000L;

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);

    @ParameterizedTest
    @ValueSource(strings = {"yyyy-MM-dd HH:mm:ss", "uuuu-MM-dd HH:mm:ss", "MM/dd/yyyy", "dd.MM.yyyy HH:mm", "yyyyMMdd",
        "yyyyMMddHHmmss", "yyyyMMddHHmmssSSS", "yyyy-MM-dd'T'HH:mm:ss.SSS", "yyyy-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'",
        "ddMMyyyy", "dd MM yyyy HH", "HH:mm dd/MM/yyyy", "'on' dd.MM.yyyy 'at' HH:mm", "yyyy/MM/dd HH:mm:ss,S",
        "MM-dd-yyyy",
        "dd-MMM-yyyy", "d.M.yyyy", "M/d/yyyy h:mm a", "EEE, dd MMM yyyy HH:mm:ss", "yyyy-DDD", "yyyy-MM-dd[ HH:mm]",
        "yy-MM-dd", "yyyy-MM-dd HH:mm:ssXXX", "yyyy''MM''dd", "yyyy'0'MMdd", "yyyy.SSSSSS.MM.dd.HH.mm.ss"})
    void shouldDoWhatJavaTimeDoes(String pattern) {
        TimePattern tested = TimePattern.of(pattern);
        DateTimeFormatter oracle = oracle(pattern);
        byte[] out = new byte[tested.maxLength() + 1];
        for (int k = 0; k < 2_000; k++) {
            long micros = random.nextLong(-YEAR_10000 / 2, YEAR_10000 * (k % 10 == 0 ? 2 : 1));
            Instant instant = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);

            int end = tested.writeTimestamp(micros, out, 1);

            String text = oracle.format(instant.atOffset(ZoneOffset.UTC));
            if (!text.equals(new String(out, 1, end - 1, StandardCharsets.UTF_8))) {
                fail("%s was not written as %s by %s, seed %d", instant, text, pattern, seed);
            }
            checkParsed(tested, oracle, text, seed);
            checkParsed(tested, oracle, damaged(text), seed);
        }
    }

    private String damaged(String text) {
        int at = random.nextInt(text.length());
        char replacement = "0123456789+-:/. T".charAt(random.nextInt(17));
        return switch (random.nextInt(4)) {
            case 0 -> text.substring(0, at) + text.substring(at + 1);
            case 1 -> text.substring(0, at) + replacement + text.substring(at);
            default -> text.substring(0, at) + replacement + text.substring(at + 1);
        };
    }

    static DateTimeFormatter oracle(String pattern) {
        return DateTimeFormatter.ofPattern(pattern.replace('y', 'u'), Locale.ROOT)
                .withResolverStyle(ResolverStyle.STRICT).withZone(ZoneOffset.UTC);
    }

    static void checkParsed(TimePattern tested, DateTimeFormatter oracle, String text, long seed) {
        Placed placed = Placed.between("20", text, "00");
        long micros = tested.parseTimestamp(placed.bytes(), placed.start(), placed.length());
        long day = tested.parseDate(placed.bytes(), placed.start(), placed.length());
        long expectedMicros = TimePattern.INVALID;
        long expectedDay = TimePattern.INVALID;
        try {
            TemporalAccessor parsed = oracle.parse(text);
            LocalDate date = parsed.query(TemporalQueries.localDate());
            LocalTime time = parsed.query(TemporalQueries.localTime());
            ZoneOffset offset = parsed.query(TemporalQueries.offset());
            expectedDay = date.toEpochDay();
            OffsetDateTime moment = OffsetDateTime.of(date, time == null ? LocalTime.MIDNIGHT : time,
                    offset == null ? ZoneOffset.UTC : offset);
            boolean held = Math.abs(moment.toEpochSecond()) < Long.MAX_VALUE / 1_000_000;
            expectedMicros = held ? moment.toEpochSecond() * 1_000_000 + moment.getNano() / 1_000 : TimePattern.INVALID;
        } catch (DateTimeException e) {
            assertThat(e.getMessage()).contains("could not be parsed");
        }
        if (micros != expectedMicros || day != expectedDay) {
            fail("'%s' by %s: %d and %d, not %d and %d, seed %d",
                    text, tested, micros, day, expectedMicros, expectedDay, seed);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "yyyy-MM-dd HH:mm:ss | 2024-02-29 12:34:56 | 1709210096000000",
        "MM/dd/yyyy | 02/29/2024 | 1709164800000000",
        "dd.MM.yyyy HH:mm | 01.01.1970 00:01 | 60000000",
        "yyyy-MM-dd HH:mm:ss.SSSSSSSSS | 1970-01-01 00:00:00.000001999 | 1",
        "yyyy-MM-dd HH:mm:ss.SSSSSSSSS | 1969-12-31 23:59:59.999999999 | -1",
        "yyyy-MM-dd'T'HH:mm:ssXXX | 1970-01-01T02:00:00+02:00 | 0",
        "dd MMM yyyy hh:mm a | 01 Jan 1970 01:00 PM | 46800000000",
        "yyyy-MM-ddXXX | 1970-01-01-01:00 | 3600000000",
        "uuuu-MM-dd | -0001-01-01 | -62198755200000000"})
    void shouldParseMoments(String pattern, String text, long micros) {
        TimePattern tested = TimePattern.of(pattern);

        for (Placed placed : Placed.everywhere(text)) {
            assertThat(tested.parseTimestamp(placed.bytes(), placed.start(), placed.length())).isEqualTo(micros);
        }
    }

    @ParameterizedTest
    @CsvSource({"yyyy-MM-dd,true,true", "HH:mm,false,false", "yyyy-MM,false,false", "yyyy-MM-dd HH:mm,true,true",
        "yyyy-MM-dd hh:mm,true,false", "yyyy-MM-dd hh:mm a,true,true", "dd/MMM/yyyy:HH:mm:ss Z,true,true",
        "EEEE,false,false",
        "YYYY-MM-dd,false,false", "G yyyy-MM-dd,true,true"})
    void shouldTellWhetherItsTextsNameDaysAndMoments(String pattern, boolean dates, boolean timestamps) {
        assertThat(TimePattern.of(pattern).parsesDates()).isEqualTo(dates);
        assertThat(TimePattern.of(pattern).parsesTimestamps()).isEqualTo(timestamps);
    }

    @Test
    void shouldNotTakeHalfATimeForMidnight() {
        TimePattern pattern = TimePattern.of("yyyy-MM-dd hh:mm");
        byte[] text = "2024-01-01 03:30".getBytes(StandardCharsets.US_ASCII);

        assertThat(pattern.parseTimestamp(text, 0, text.length)).isEqualTo(TimePattern.INVALID);
        assertThat(pattern.parseDate(text, 0, text.length)).isEqualTo(LocalDate.of(2024, 1, 1).toEpochDay());
    }

    @Test
    void shouldRefuseMomentsThatALongCannotHold() {
        TimePattern pattern = TimePattern.of("yyyy-MM-dd");
        byte[] text = "+999999-01-01".getBytes(StandardCharsets.US_ASCII);

        assertThat(pattern.parseTimestamp(text, 0, text.length)).isEqualTo(TimePattern.INVALID);
        assertThat(pattern.parseDate(text, 0, text.length)).isEqualTo(LocalDate.of(999_999, 1, 1).toEpochDay());
    }

    @ParameterizedTest
    @CsvSource({"'',empty", "yyyy-bb,b", "yyyy-MM-dd'T,yyyy-MM-dd'T", "yyyy-MM-dd},}", "SSSSSSSSSS,SSSSSSSSSS"})
    void shouldNameThePatternThatItRefuses(String pattern, String part) {
        assertThatThrownBy(() -> TimePattern.of(pattern)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(part).hasMessageContaining("yyyy-MM-dd HH:mm:ss");
    }

    @ParameterizedTest
    @CsvSource({"yyyy-MM-dd,2024-02-29", "dd.MM.yyyy HH:mm,29.02.2024 00:00", "EEE d MMM yyyy,Thu 29 Feb 2024"})
    void shouldWriteDays(String pattern, String expected) {
        TimePattern tested = TimePattern.of(pattern);
        byte[] out = new byte[tested.maxLength()];

        int end = tested.writeDate(LocalDate.of(2024, 2, 29).toEpochDay(), out, 0);

        assertThat(new String(out, 0, end, StandardCharsets.UTF_8)).isEqualTo(expected);
    }

    @Test
    void shouldRefuseDaysBeyondTheCalendar() {
        TimePattern pattern = TimePattern.of("yyyy-MM-dd");

        assertThatThrownBy(() -> pattern.writeDate(Long.MAX_VALUE, new byte[100], 0))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("9223372036854775807");
    }

    @Test
    void shouldAllocateNothingForFixedPatterns() {
        TimePattern pattern = TimePattern.of("yyyy-MM-dd HH:mm:ss.SSS");
        byte[] out = new byte[pattern.maxLength()];
        long[] sum = new long[1];
        Allocations.assertNone(() -> {
            for (long micros = 0; micros < 2_000_000_000_000_000L; micros += 111_111_111_111L) {
                sum[0] += pattern.parseTimestamp(out, 0, pattern.writeTimestamp(micros, out, 0));
            }
        });
        assertThat(sum[0]).isNotZero();
    }
}
