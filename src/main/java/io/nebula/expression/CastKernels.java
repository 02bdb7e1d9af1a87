package io.nebula.expression;

import io.nebula.record.TextColumn;
import io.nebula.text.BooleanText;
import io.nebula.text.DateText;
import io.nebula.text.DoubleText;
import io.nebula.text.LongText;
import io.nebula.text.TimestampText;

/** Changes of type. */
final class CastKernels {
    static final long MICROS_PER_DAY = 86_400_000_000L;
    /** The first double above all longs: 2 to the power of 63. */
    private static final double LONG_END = 0x1p63;

    private CastKernels() {}

    static void doubleToLong(Call c) {
        double[] a = c.doubles(0);
        long[] out = c.longs();
        for (int i = 0, n = c.rows; i < n; i++) {
            out[i] = (long) a[i];
            if (!(a[i] >= -LONG_END && a[i] < LONG_END)) {
                c.fail(i);
            }
        }
    }

    static void booleanToLong(Call c) {
        long[] a = c.bits(0);
        long[] out = c.longs();
        for (int i = 0, n = c.rows; i < n; i++) {
            out[i] = a[i >> 6] >>> i & 1;
        }
    }

    static void longToBoolean(Call c) {
        long[] a = c.longs(0);
        for (int k = 0; k < c.count; k++) {
            c.booleans().set(c.live[k], a[c.live[k]] != 0);
        }
    }

    static void dateToTimestamp(Call c) {
        long[] a = c.longs(0);
        long[] out = c.longs();
        for (int i = 0, n = c.rows; i < n; i++) {
            out[i] = a[i] * MICROS_PER_DAY;
            if (Math.multiplyHigh(a[i], MICROS_PER_DAY) != out[i] >> 63) {
                c.fail(i);
            }
        }
    }

    static void timestampToDate(Call c) {
        long[] a = c.longs(0);
        long[] out = c.longs();
        for (int i = 0, n = c.rows; i < n; i++) {
            out[i] = Math.floorDiv(a[i], MICROS_PER_DAY);
        }
    }

    static void textToLong(Call c) {
        TextColumn in = c.text(0);
        byte[] bytes = in.bytes();
        for (int k = 0; k < c.count; k++) {
            int row = c.live[k];
            int start = in.starts()[row];
            int length = in.lengths()[row];
            long value = LongText.parse(bytes, start, length);
            if (value == LongText.INVALID && !LongText.isInvalidValue(bytes, start, length)) {
                c.fail(row);
            }
            c.longs()[row] = value;
        }
    }

    static void textToDouble(Call c) {
        TextColumn in = c.text(0);
        byte[] bytes = in.bytes();
        for (int k = 0; k < c.count; k++) {
            int row = c.live[k];
            int start = in.starts()[row];
            int length = in.lengths()[row];
            double value = DoubleText.parse(bytes, start, length);
            if (value != value && !DoubleText.isNaN(bytes, start, length)) {
                c.fail(row);
            }
            c.doubles()[row] = value;
        }
    }

    static void textToBoolean(Call c) {
        TextColumn in = c.text(0);
        for (int k = 0; k < c.count; k++) {
            int row = c.live[k];
            int value = BooleanText.parse(in.bytes(), in.starts()[row], in.lengths()[row]);
            if (value == BooleanText.INVALID) {
                c.fail(row);
            }
            c.booleans().set(row, value == BooleanText.TRUE);
        }
    }

    static void textToDate(Call c) {
        TextColumn in = c.text(0);
        for (int k = 0; k < c.count; k++) {
            int row = c.live[k];
            long value = DateText.parse(in.bytes(), in.starts()[row], in.lengths()[row]);
            if (value == DateText.INVALID) {
                c.fail(row);
            }
            c.longs()[row] = value;
        }
    }

    static void textToTimestamp(Call c) {
        TextColumn in = c.text(0);
        for (int k = 0; k < c.count; k++) {
            int row = c.live[k];
            long value = TimestampText.parse(in.bytes(), in.starts()[row], in.lengths()[row]);
            if (value == TimestampText.INVALID) {
                c.fail(row);
            }
            c.longs()[row] = value;
        }
    }

    static void sameText(Call c) {
        TextColumn in = c.text(0);
        TextColumn out = c.text();
        out.viewOf(in.bytes());
        for (int k = 0; k < c.count; k++) {
            int row = c.live[k];
            out.set(row, in.starts()[row], in.lengths()[row]);
        }
    }

    static void longToText(Call c) {
        TextColumn out = c.text();
        for (int k = 0; k < c.count; k++) {
            byte[] bytes = out.ensure(LongText.MAX_LENGTH);
            out.appended(c.live[k], LongText.write(c.longs(0)[c.live[k]], bytes, out.end()) - out.end());
        }
    }

    static void doubleToText(Call c) {
        TextColumn out = c.text();
        for (int k = 0; k < c.count; k++) {
            byte[] bytes = out.ensure(DoubleText.MAX_LENGTH);
            out.appended(c.live[k], DoubleText.write(c.doubles(0)[c.live[k]], bytes, out.end()) - out.end());
        }
    }

    static void booleanToText(Call c) {
        TextColumn out = c.text();
        for (int k = 0; k < c.count; k++) {
            int row = c.live[k];
            byte[] bytes = out.ensure(BooleanText.MAX_LENGTH);
            boolean value = (c.bits(0)[row >> 6] >>> row & 1) != 0;
            out.appended(row, BooleanText.write(value, bytes, out.end()) - out.end());
        }
    }

    static void dateToText(Call c) {
        TextColumn out = c.text();
        for (int k = 0; k < c.count; k++) {
            byte[] bytes = out.ensure(DateText.MAX_LENGTH);
            out.appended(c.live[k], DateText.write(c.longs(0)[c.live[k]], bytes, out.end()) - out.end());
        }
    }

    static void timestampToText(Call c) {
        TextColumn out = c.text();
        for (int k = 0; k < c.count; k++) {
            byte[] bytes = out.ensure(TimestampText.MAX_LENGTH);
            out.appended(c.live[k], TimestampText.write(c.longs(0)[c.live[k]], bytes, out.end()) - out.end());
        }
    }
}
