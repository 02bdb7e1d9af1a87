package io.nebula.expression;

import io.nebula.record.BooleanColumn;
import io.nebula.record.Column;
import io.nebula.record.DoubleColumn;
import io.nebula.record.LongColumn;
import io.nebula.record.TextColumn;
import java.util.Arrays;

/** What a {@link Kernel} works on: the arguments and the result of one function for one batch. */
final class Call {
    final Column[] in;
    final Column out;
    int rows;
    int[] live;
    int count;
    private long[] failures = new long[0];
    private boolean failed;

    Call(int arguments, Column out) {
        this.in = new Column[arguments];
        this.out = out;
    }

    long[] longs(int argument) {
        return ((LongColumn) in[argument]).values();
    }

    double[] doubles(int argument) {
        return ((DoubleColumn) in[argument]).values();
    }

    long[] bits(int argument) {
        return ((BooleanColumn) in[argument]).words();
    }

    TextColumn text(int argument) {
        return (TextColumn) in[argument];
    }

    long[] longs() {
        return ((LongColumn) out).values();
    }

    double[] doubles() {
        return ((DoubleColumn) out).values();
    }

    long[] bits() {
        return ((BooleanColumn) out).words();
    }

    BooleanColumn booleans() {
        return (BooleanColumn) out;
    }

    TextColumn text() {
        return (TextColumn) out;
    }

    /** Says that the function has no value for this row; ignored where an argument is null. */
    void fail(int row) {
        if (!failed) {
            failed = true;
            if (failures.length << 6 < rows) {
                failures = new long[Words.count(rows)];
            } else {
                Arrays.fill(failures, 0);
            }
        }
        failures[row >> 6] |= 1L << row;
    }

    /** The rows marked since the last call of this method, or null if there are none. */
    long[] takeFailures() {
        boolean any = failed;
        failed = false;
        return any ? failures : null;
    }
}
