package io.nebula.expression;

import static io.nebula.expression.CastKernels.MICROS_PER_DAY;

/** Cutting, adding and counting units of time. A date is its day and no microseconds. */
final class DateArithmeticKernels {
    /** No date lies further from 1970: beyond, years no longer fit where calendars are written. */
    private static final long MAX_DAYS = 365_000_000_000L;

    private DateArithmeticKernels() {}

    static Kernel truncateDate(Object[] constants) {
        TimeUnit unit = TimeUnit.ofDate(constants[0]);
        return c -> {
            for (int k = 0; k < c.count; k++) {
                int row = c.live[k];
                c.longs()[row] = firstDay(unit, c.longs(1)[row]);
            }
        };
    }

    static Kernel truncateTimestamp(Object[] constants) {
        TimeUnit unit = TimeUnit.named(constants[0]);
        boolean clock = unit.compareTo(TimeUnit.DAY) <= 0;
        return c -> {
            for (int k = 0; k < c.count; k++) {
                int row = c.live[k];
                long micros = c.longs(1)[row];
                c.longs()[row] = clock ? micros - Math.floorMod(micros, unit.micros)
                        : firstDay(unit, Math.floorDiv(micros, MICROS_PER_DAY)) * MICROS_PER_DAY;
            }
        };
    }

    private static long firstDay(TimeUnit unit, long day) {
        if (unit.months == 0) {
            return unit == TimeUnit.WEEK ? day - Math.floorMod(day + 3, 7) : day;
        }
        long months = Calendar.months(Calendar.civil(day));
        return Calendar.epochDay(months - Math.floorMod(months, unit.months), 1);
    }

    static Kernel addToDate(Object[] constants) {
        TimeUnit unit = TimeUnit.ofDate(constants[0]);
        return c -> {
            for (int k = 0; k < c.count; k++) {
                int row = c.live[k];
                try {
                    long day = unit.months == 0
                            ? Math.addExact(c.longs(2)[row], Math.multiplyExact(c.longs(1)[row], unit.days()))
                            : addMonths(c.longs(2)[row], Math.multiplyExact(c.longs(1)[row], unit.months));
                    c.longs()[row] = day;
                    if (day > MAX_DAYS || day < -MAX_DAYS) {
                        c.fail(row);
                    }
                } catch (ArithmeticException e) {
                    c.fail(row);
                }
            }
        };
    }

    static Kernel addToTimestamp(Object[] constants) {
        TimeUnit unit = TimeUnit.named(constants[0]);
        return c -> {
            for (int k = 0; k < c.count; k++) {
                int row = c.live[k];
                try {
                    c.longs()[row] = add(unit, c.longs(1)[row], c.longs(2)[row]);
                } catch (ArithmeticException e) {
                    c.fail(row);
                }
            }
        };
    }

    private static long add(TimeUnit unit, long count, long micros) {
        if (unit.months == 0) {
            return Math.addExact(micros, Math.multiplyExact(count, unit.micros));
        }
        long day = addMonths(Math.floorDiv(micros, MICROS_PER_DAY), Math.multiplyExact(count, unit.months));
        return Math.addExact(Math.multiplyExact(day, MICROS_PER_DAY), Math.floorMod(micros, MICROS_PER_DAY));
    }

    /** The same day of another month, or that month's last. */
    private static long addMonths(long day, long count) {
        if (count > Integer.MAX_VALUE || count < -Integer.MAX_VALUE) {
            throw new ArithmeticException("months overflow");
        }
        long civil = Calendar.civil(day);
        long months = Calendar.months(civil) + count;
        return Calendar.epochDay(months, Math.min(Calendar.day(civil), Calendar.length(months)));
    }

    static Kernel differenceOfDates(Object[] constants) {
        TimeUnit unit = TimeUnit.ofDate(constants[0]);
        return c -> {
            for (int k = 0; k < c.count; k++) {
                int row = c.live[k];
                long from = c.longs(1)[row];
                long to = c.longs(2)[row];
                c.longs()[row] = unit.months == 0 ? (to - from) / unit.days() : months(from, 0, to, 0) / unit.months;
            }
        };
    }

    static Kernel differenceOfTimestamps(Object[] constants) {
        TimeUnit unit = TimeUnit.named(constants[0]);
        return c -> {
            for (int k = 0; k < c.count; k++) {
                int row = c.live[k];
                long from = c.longs(1)[row];
                long to = c.longs(2)[row];
                long difference = to - from;
                if (((to ^ from) & (to ^ difference)) < 0) {
                    c.fail(row);
                }
                c.longs()[row] = unit.months == 0 ? difference / unit.micros
                        : months(Math.floorDiv(from, MICROS_PER_DAY), Math.floorMod(from, MICROS_PER_DAY),
                                Math.floorDiv(to, MICROS_PER_DAY), Math.floorMod(to, MICROS_PER_DAY)) / unit.months;
            }
        };
    }

    /** Whole months, towards zero: of whole days, then of the calendar. */
    private static long months(long fromDay, long fromMicros, long toDay, long toMicros) {
        long lastDay = toDay;
        if (toDay > fromDay && toMicros < fromMicros) {
            lastDay--;
        } else if (toDay < fromDay && toMicros > fromMicros) {
            lastDay++;
        }
        long from = Calendar.civil(fromDay);
        long to = Calendar.civil(lastDay);
        long months = Calendar.months(to) - Calendar.months(from);
        if (months > 0 && Calendar.day(to) < Calendar.day(from)) {
            return months - 1;
        }
        return months < 0 && Calendar.day(to) > Calendar.day(from) ? months + 1 : months;
    }
}
