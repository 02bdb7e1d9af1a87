package io.nebula.expression;

import static io.nebula.record.ValueType.DATE;
import static io.nebula.record.ValueType.LONG;
import static io.nebula.record.ValueType.STRING;
import static io.nebula.record.ValueType.TIMESTAMP;

import io.nebula.expression.TimeKernels.Part;
import java.util.ArrayList;
import java.util.List;

/** Functions of dates and timestamps, all in UTC. */
final class TimeFunctions {
    private static final String OVERFLOW = "the result is out of range";
    private static final String UNITS = " Units are second, minute, hour, day, week, month, quarter, year.";

    private TimeFunctions() {}

    static List<Function> all() {
        List<Function> all = new ArrayList<>(parts());
        all.addAll(arithmetic());
        all.addAll(epochs());
        all.addAll(texts());
        return all;
    }

    private static List<Function> parts() {
        return List.of(
                part("year", "The year.", "year(date '2024-03-01')", "2024", Part.YEAR),
                part("month", "The month, from 1.", "month(date '2024-03-01')", "3", Part.MONTH),
                part("day", "The day of the month.", "day(timestamp '2024-03-01T12:00:00Z')", "1", Part.DAY),
                clock("hour", "The hour, from 0.", "hour(timestamp '2024-03-01T12:34:56Z')", "12", TimeUnit.HOUR, 24),
                clock("minute", "The minute of the hour.", "minute(timestamp '2024-03-01T12:34:56Z')", "34",
                        TimeUnit.MINUTE, 60),
                clock("second", "The second of the minute.", "second(timestamp '2024-03-01T12:34:56Z')", "56",
                        TimeUnit.SECOND, 60),
                part("day_of_week", "The day of the week, from Monday = 1.", "day_of_week(date '2024-03-01')", "5",
                        Part.DAY_OF_WEEK),
                part("day_of_year", "The day of the year, from 1.", "day_of_year(date '2024-03-01')", "61",
                        Part.DAY_OF_YEAR));
    }

    private static Function part(String name, String summary, String example, String result, Part part) {
        return new Function(name, summary, example, result)
                .rows(LONG, TimeKernels.part(part), DATE)
                .rows(LONG, TimeKernels.part(part), TIMESTAMP);
    }

    private static Function clock(String name, String summary, String example, String result, TimeUnit unit,
            int modulus) {
        return new Function(name, summary, example, result).dense(LONG, TimeKernels.clock(unit, modulus), TIMESTAMP);
    }

    private static List<Function> arithmetic() {
        return List.of(
                new Function("date_trunc", "The beginning of the unit that the moment lies in; weeks begin on Monday."
                        + UNITS,
                        "date_trunc('month', date '2024-03-15')", "2024-03-01")
                        .made(1, DATE, DateArithmeticKernels::truncateDate, STRING, DATE)
                        .made(1, TIMESTAMP, DateArithmeticKernels::truncateTimestamp, STRING, TIMESTAMP),
                new Function("date_add", "The moment so many units later; where the month is shorter, its last day."
                        + UNITS,
                        "date_add('month', 1, date '2024-01-31')", "2024-02-29")
                        .fails("overflow", OVERFLOW)
                        .made(1, DATE, DateArithmeticKernels::addToDate, STRING, LONG, DATE)
                        .made(1, TIMESTAMP, DateArithmeticKernels::addToTimestamp, STRING, LONG, TIMESTAMP),
                new Function("date_diff", "How many whole units lie between the second argument and the third." + UNITS,
                        "date_diff('day', date '2024-02-28', date '2024-03-01')", "2")
                        .fails("overflow", OVERFLOW)
                        .made(1, LONG, DateArithmeticKernels::differenceOfDates, STRING, DATE, DATE)
                        .made(1, LONG, DateArithmeticKernels::differenceOfTimestamps, STRING, TIMESTAMP, TIMESTAMP));
    }

    private static List<Function> epochs() {
        return List.of(
                new Function("epoch_seconds", "Whole seconds since 1970-01-01T00:00:00Z.",
                        "epoch_seconds(timestamp '2024-01-01T00:00:00Z')", "1704067200")
                        .dense(LONG, TimeKernels::toEpochSeconds, TIMESTAMP),
                new Function("epoch_millis", "Whole milliseconds since 1970-01-01T00:00:00Z.",
                        "epoch_millis(timestamp '1970-01-01T00:00:01.5Z')", "1500")
                        .dense(LONG, TimeKernels::toEpochMillis, TIMESTAMP),
                new Function("from_epoch_seconds", "The moment so many seconds after 1970-01-01T00:00:00Z.",
                        "from_epoch_seconds(1704067200)", "2024-01-01T00:00:00Z")
                        .fails("overflow", OVERFLOW)
                        .dense(TIMESTAMP, TimeKernels.fromEpoch(1_000_000), LONG),
                new Function("from_epoch_millis", "The moment so many milliseconds after 1970-01-01T00:00:00Z.",
                        "year(from_epoch_millis(1704067200000))", "2024")
                        .fails("overflow", OVERFLOW)
                        .dense(TIMESTAMP, TimeKernels.fromEpoch(1_000), LONG));
    }

    private static List<Function> texts() {
        return List.of(
                new Function("to_date",
                        "The day of a timestamp in UTC, or of a text (yyyy-MM-dd, or as a constant pattern"
                        + " says).", "to_date('31.01.2024', 'dd.MM.yyyy')", "2024-01-31")
                        .fails("cast", "is not a date of that form")
                        .dense(DATE, CastKernels::timestampToDate, TIMESTAMP)
                        .rows(DATE, CastKernels::textToDate, STRING)
                        .made(2, DATE, TimeKernels::parseDate, STRING, STRING),
                new Function("parse_timestamp",
                        "The moment that a text names in the form of a constant pattern of Java's"
                        + " DateTimeFormatter; UTC unless the text has an offset.",
                        "parse_timestamp('31/01/2024 08:30', 'dd/MM/yyyy HH:mm')", "2024-01-31T08:30:00Z")
                        .fails("cast", "is not a timestamp of that form")
                        .made(2, TIMESTAMP, TimeKernels::parse, STRING, STRING),
                new Function("format_timestamp", "A moment in UTC as text in the form of a constant pattern.",
                        "format_timestamp(timestamp '2024-01-31T08:30:00Z', 'dd MMM yyyy')", "31 Jan 2024")
                        .made(2, STRING, TimeKernels::format, TIMESTAMP, STRING));
    }
}
