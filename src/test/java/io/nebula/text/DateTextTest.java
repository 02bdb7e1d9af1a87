package io.nebula.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateTextTest {
    private final byte[] out = new byte[1 + DateText.MAX_LENGTH];

    @Test
    void shouldParseAndWriteEveryDayOfTenThousandYears() {
        LocalDate last = LocalDate.of(9999, 12, 31);
        for (LocalDate date = LocalDate.of(0, 1, 1); !date.isAfter(last); date = date.plusDays(1)) {
            check(date);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1900, 2000, 2023, 2024, 2100})
    void shouldAcceptExactlyTheDaysThatTheYearHas(int year) {
        for (int month = 0; month <= 99; month++) {
            int days = month < 1 || month > 12 ? 0 : YearMonth.of(year, month).lengthOfMonth();
            for (int day = 0; day <= 99; day++) {
                byte[] text = String.format("%04d-%02d-%02d", year, month, day).getBytes(StandardCharsets.US_ASCII);
                boolean accepted = DateText.parse(text, 0, text.length) != DateText.INVALID;
                assertThat(accepted).as("%d-%d-%d", year, month, day).isEqualTo(day >= 1 && day <= days);
            }
        }
    }

    private void check(LocalDate date) {
        int end = DateText.write(date.toEpochDay(), out, 1);
        boolean same = end == 11
                && pair(1) * 100 + pair(3) == date.getYear() && out[5] == '-'
                && pair(6) == date.getMonthValue() && out[8] == '-' && pair(9) == date.getDayOfMonth();
        if (!same || DateText.parse(out, 1, 10) != date.toEpochDay()) {
            fail("%s was written as %s", date, written(date.toEpochDay()));
        }
    }

    private int pair(int at) {
        return (out[at] - '0') * 10 + out[at + 1] - '0';
    }

    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01", "2024-02-29", "2000-02-29", "0000-01-01", "0000-02-29", "9999-12-31",
        "1900-02-28"})
    void shouldParseWhateverSurroundsTheDate(String text) {
        for (Placed placed : Placed.everywhere(text)) {
            assertThat(DateText.parse(placed.bytes(), placed.start(), placed.length()))
                    .isEqualTo(LocalDate.parse(text).toEpochDay());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2024", "2024-02-30", "2023-02-29", "1900-02-29", "2024-04-31", "2024-06-31",
        "2024-09-31",
        "2024-11-31", "2024-13-01", "2024-00-01", "2024-01-00", "2024-01-32", "2024-1-01", "2024-01-1", "2024/01/01",
        "2024-01/01", "20240101", "2024-01-01 ", " 2024-01-01", "+2024-01-01", "-024-01-01", "2024-01-0a", "2024-01-a1",
        "2024-0a-01", "x024-01-01", "2024-01-01T", "12024-01-01", "202:-01-01", "202/-01-01", "2024-01-:0", "٢٠٢٤٠"})
    void shouldRefuseEverythingElse(String text) {
        for (Placed placed : Placed.everywhere(text)) {
            assertThat(DateText.parse(placed.bytes(), placed.start(), placed.length())).as(placed.toString())
                    .isEqualTo(DateText.INVALID);
        }
    }

    @Test
    void shouldWriteFarYearsAsLocalDateDoes() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int k = 0; k < 200_000; k++) {
            long day = random.nextLong(LocalDate.MIN.toEpochDay(), LocalDate.MAX.toEpochDay()) >> random.nextInt(40);
            if (!written(day).equals(LocalDate.ofEpochDay(day).toString())) {
                fail("%s was written as %s, seed %d", LocalDate.ofEpochDay(day), written(day), seed);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"9223372036854775807,+25252734927768524-07-27", "-9223372036854775808,-25252734927764585-06-07"})
    void shouldWriteAnyNumberOfDays(long day, String expected) {
        assertThat(written(day)).isEqualTo(expected).hasSizeLessThanOrEqualTo(DateText.MAX_LENGTH);
    }

    @Test
    void shouldAllocateNothing() {
        long[] sum = new long[1];
        Allocations.assertNone(() -> {
            for (long day = -100_000; day < 100_000; day += 7) {
                sum[0] += DateText.parse(out, 0, DateText.write(day, out, 0));
            }
        });
        assertThat(sum[0]).isNotZero();
    }

    private String written(long day) {
        return new String(out, 1, DateText.write(day, out, 1) - 1, StandardCharsets.ISO_8859_1);
    }
}
