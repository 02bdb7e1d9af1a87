package io.nebula.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.record.RecordBatch;
import io.nebula.record.Reject;
import io.nebula.record.ValueType;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Against java.time. */
class TimeFunctionsTest {
    @Test
    void shouldAgreeOnPartsOfDates() throws Exception {
        check("year(a)", (date, n) -> (long) date.getYear());
        check("month(a)", (date, n) -> (long) date.getMonthValue());
        check("day(a)", (date, n) -> (long) date.getDayOfMonth());
        check("day_of_week(a)", (date, n) -> (long) date.getDayOfWeek().getValue());
        check("day_of_year(a)", (date, n) -> (long) date.getDayOfYear());
    }

    @Test
    void shouldAgreeOnArithmeticOfDates() throws Exception {
        check("date_trunc('week', a)", (d, n) -> d.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                .toEpochDay());
        check("date_trunc('month', a)", (d, n) -> d.withDayOfMonth(1).toEpochDay());
        check("date_trunc('quarter', a)", (d, n) -> d.with(IsoFields.DAY_OF_QUARTER, 1).toEpochDay());
        check("date_trunc('year', a)", (d, n) -> d.withDayOfYear(1).toEpochDay());
        check("date_add('day', n, a)", (d, n) -> d.plusDays(n).toEpochDay());
        check("date_add('week', n, a)", (d, n) -> d.plusWeeks(n).toEpochDay());
        check("date_add('month', n, a)", (d, n) -> d.plusMonths(n).toEpochDay());
        check("date_add('quarter', n, a)", (d, n) -> d.plusMonths(3 * n).toEpochDay());
        check("date_add('year', n, a)", (d, n) -> d.plusYears(n).toEpochDay());
        LocalDate fixed = LocalDate.of(2024, 2, 29);
        check("date_diff('month', a, date '2024-02-29')", (d, n) -> ChronoUnit.MONTHS.between(d, fixed));
        check("date_diff('year', date '2024-02-29', a)", (d, n) -> ChronoUnit.YEARS.between(fixed, d));
        check("date_diff('week', a, date '2024-02-29')", (d, n) -> ChronoUnit.WEEKS.between(d, fixed));
    }

    @Test
    void shouldAgreeOnTimestamps() throws Exception {
        checkMoment("hour(a)", moment -> (long) moment.getHour());
        checkMoment("minute(a)", moment -> (long) moment.getMinute());
        checkMoment("second(a)", moment -> (long) moment.getSecond());
        checkMoment("date_trunc('hour', a)", moment -> micros(moment.truncatedTo(ChronoUnit.HOURS)));
        checkMoment("date_trunc('month', a)", moment -> micros(moment.withDayOfMonth(1).truncatedTo(ChronoUnit.DAYS)));
        checkMoment("date_add('month', 13, a)", moment -> micros(moment.plusMonths(13)));
        checkMoment("date_add('minute', -90, a)", moment -> micros(moment.plusMinutes(-90)));
        checkMoment("cast(a as date)", moment -> moment.toLocalDate().toEpochDay());
        checkMoment("epoch_seconds(a)", OffsetDateTime::toEpochSecond);
        OffsetDateTime fixed = OffsetDateTime.of(2024, 2, 29, 12, 0, 0, 0, ZoneOffset.UTC);
        checkMoment("date_diff('month', a, timestamp '2024-02-29T12:00:00Z')", m -> ChronoUnit.MONTHS.between(m,
                fixed));
        checkMoment("date_diff('hour', a, timestamp '2024-02-29T12:00:00Z')", m -> ChronoUnit.HOURS.between(m, fixed));
        checkMoment("epoch_seconds(parse_timestamp(format_timestamp(a, 'dd.MM.uuuu HH:mm:ss'), 'dd.MM.uuuu HH:mm:ss'))",
                OffsetDateTime::toEpochSecond);
    }

    @Test
    void shouldRejectWhatIsOutOfRange() throws Exception {
        RecordBatch batch = Batches.column("a", ValueType.LONG, Long.MAX_VALUE, 1L, Long.MIN_VALUE);
        for (String text : List.of("from_epoch_seconds(a)", "date_add('month', a, date '2024-01-01')",
                "date_add('day', a, date '2024-01-01')",
                "date_add('day', a, timestamp '2024-01-01T00:00:00Z')")) {
            RecordBatch copy = batch.copy();
            Expression.compile(text, copy.schema()).evaluator().evaluate(copy);
            assertThat(copy.rejects()).as(text).extracting(Reject::code).containsExactly("overflow", "overflow");
        }
    }

    private static void check(String text, BiFunction<LocalDate, Long, Long> expected) throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Object[][] rows = new Object[500][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new Object[] {(long) random.nextInt(1_000_000) - 500_000, (long) random.nextInt(4_000) - 2_000};
        }
        RecordBatch batch = Batches.batch(Batches.schema("a date", "n long"), rows);
        List<Object> values = Batches.values(batch, Expression.compile(text, batch.schema()).evaluator()
                .evaluate(batch));
        for (int i = 0; i < rows.length; i++) {
            LocalDate date = LocalDate.ofEpochDay((Long) rows[i][0]);
            assertThat(values.get(i)).as("%s of %s, %s (seed %d)", text, date, rows[i][1], seed)
                    .isEqualTo(expected.apply(date, (Long) rows[i][1]));
        }
    }

    private static void checkMoment(String text, java.util.function.Function<OffsetDateTime,
            Long> expected) throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Object[] micros = random.longs(500, -60_000_000_000_000_000L, 60_000_000_000_000_000L).boxed().toArray();
        RecordBatch batch = Batches.column("a", ValueType.TIMESTAMP, micros);
        List<Object> values = Batches.values(batch, Expression.compile(text, batch.schema()).evaluator()
                .evaluate(batch));
        for (int i = 0; i < micros.length; i++) {
            OffsetDateTime moment = Instant.EPOCH.plus((Long) micros[i], ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
            assertThat(values.get(i)).as("%s of %s (seed %d)", text, moment, seed).isEqualTo(expected.apply(moment));
        }
    }

    private static long micros(OffsetDateTime moment) {
        return Math.addExact(Math.multiplyExact(moment.toEpochSecond(), 1_000_000), moment.getNano() / 1_000);
    }
}
