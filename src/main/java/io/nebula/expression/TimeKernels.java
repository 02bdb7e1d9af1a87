package io.nebula.expression;

import static io.nebula.expression.CastKernels.MICROS_PER_DAY;

import io.nebula.record.TextColumn;
import io.nebula.record.ValueType;
import io.nebula.text.TimePattern;

/** Parts of dates and timestamps, and other forms of them. */
final class TimeKernels {
    private TimeKernels() {}

    /** A part of the calendar day. */
    enum Part { YEAR, MONTH, DAY, DAY_OF_WEEK, DAY_OF_YEAR }

    static Kernel part(Part part) {
        return c -> part(c, part);
    }

    private static void part(Call c, Part part) {
        long[] a = c.longs(0);
        long[] out = c.longs();
        boolean date = c.in[0].type() == ValueType.DATE;
        for (int k = 0; k < c.count; k++) {
            int row = c.live[k];
            long day = date ? a[row] : Math.floorDiv(a[row], MICROS_PER_DAY);
            long civil = Calendar.civil(day);
            out[row] = switch (part) {
                case YEAR -> Calendar.year(civil);
                case MONTH -> Calendar.month(civil);
                case DAY -> Calendar.day(civil);
                case DAY_OF_WEEK -> Math.floorMod(day + 3, 7) + 1;
                case DAY_OF_YEAR -> day - Calendar.epochDay(Calendar.year(civil) * 12, 1) + 1;
            };
        }
    }

    /** The number of {@code unit}s within the next larger unit, of which there are {@code modulus}. */
    static Kernel clock(TimeUnit unit, int modulus) {
        return c -> {
            long[] a = c.longs(0);
            long[] out = c.longs();
            for (int i = 0, n = c.rows; i < n; i++) {
                out[i] = Math.floorMod(Math.floorDiv(a[i], unit.micros), modulus);
            }
        };
    }

    static void toEpochSeconds(Call c) {
        long[] a = c.longs(0);
        long[] out = c.longs();
        for (int i = 0, n = c.rows; i < n; i++) {
            long quotient = a[i] / 1_000_000;
            out[i] = floor(quotient, a[i] - quotient * 1_000_000);
        }
    }

    static void toEpochMillis(Call c) {
        long[] a = c.longs(0);
        long[] out = c.longs();
        for (int i = 0, n = c.rows; i < n; i++) {
            long quotient = a[i] / 1_000;
            out[i] = floor(quotient, a[i] - quotient * 1_000);
        }
    }

    /** What a division by a constant, which needs no division, rounds down to. */
    private static long floor(long quotient, long remainder) {
        return quotient + (remainder >> 63);
    }

    /** The timestamp that is so many units of so many microseconds after 1970. */
    static Kernel fromEpoch(long micros) {
        return c -> {
            long[] a = c.longs(0);
            long[] out = c.longs();
            for (int i = 0, n = c.rows; i < n; i++) {
                out[i] = a[i] * micros;
                if (Math.multiplyHigh(a[i], micros) != out[i] >> 63) {
                    c.fail(i);
                }
            }
        };
    }

    static Kernel parse(Object[] constants) {
        return parse(TimePattern.of((String) constants[1]), 1);
    }

    static Kernel parseDate(Object[] constants) {
        return parse(TimePattern.of((String) constants[1]), MICROS_PER_DAY);
    }

    private static Kernel parse(TimePattern pattern, long unit) {
        return c -> {
            TextColumn in = c.text(0);
            for (int k = 0; k < c.count; k++) {
                int row = c.live[k];
                long micros = pattern.parseTimestamp(in.bytes(), in.starts()[row], in.lengths()[row]);
                if (micros == TimePattern.INVALID) {
                    c.fail(row);
                }
                c.longs()[row] = Math.floorDiv(micros, unit);
            }
        };
    }

    static Kernel format(Object[] constants) {
        TimePattern pattern = TimePattern.of((String) constants[1]);
        return c -> {
            for (int k = 0; k < c.count; k++) {
                int row = c.live[k];
                TextColumn out = c.text();
                int at = out.end();
                int end = pattern.writeTimestamp(c.longs(0)[row], out.ensure(pattern.maxLength()), at);
                out.appended(row, end - at);
            }
        };
    }
}
