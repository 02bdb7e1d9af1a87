package io.nebula.expression;

import io.nebula.record.BooleanColumn;
import io.nebula.record.RecordBatch;
import io.nebula.record.ValueType;

/**
 * {@code and} and {@code or} of two booleans, 64 rows at a time. Where the left side decides, the right side is not
 * computed, and its nulls and errors do not count.
 */
final class LogicStep extends Step {
    private final boolean and;
    private final BooleanColumn out = new BooleanColumn(0);
    private long[] errorWords = new long[0];
    private long[] open = new long[0];
    private int[] some = new int[0];

    LogicStep(boolean and, Step left, Step right) {
        super(left, right);
        this.and = and;
        this.column = out;
    }

    @Override
    void run(RecordBatch batch, int[] rows, int count) {
        int words = Words.count(batch.rows());
        out.reset(batch.rows());
        errors = null;
        long[] a = ((BooleanColumn) inputs[0].column).words();
        if (isLazy(1)) {
            runRight(a, words, batch, rows, count);
        }
        long[] b = ((BooleanColumn) inputs[1].column).words();
        long[] result = out.words();
        if (inputs[0].column.valid() != null || inputs[1].column.valid() != null) {
            runWithNulls(a, b, result, words);
        } else if (and) {
            for (int w = 0; w < words; w++) {
                result[w] = a[w] & b[w];
            }
        } else {
            for (int w = 0; w < words; w++) {
                result[w] = a[w] | b[w];
            }
        }
    }

    /** Runs what the right side needs for the rows that the left one leaves open. */
    private void runRight(long[] a, int words, RecordBatch batch, int[] rows, int count) {
        if (open.length < words || some.length < count) {
            open = new long[words];
            some = new int[count];
        }
        long[] valid = inputs[0].column.valid();
        long[] failed = inputs[0].errors;
        long turn = and ? 0 : -1L;
        for (int w = 0; w < words; w++) {
            long decided = ~(a[w] ^ turn) & (valid == null ? -1L : valid[w]);
            open[w] = ~(decided | (failed == null ? 0 : failed[w]));
        }
        runInput(1, batch, some, Words.filter(rows, count, open, some));
    }

    /** {@code or} is {@code and} of the opposites, so the sides are turned before and the result after. */
    private void runWithNulls(long[] a, long[] b, long[] result, int words) {
        long[] aValid = inputs[0].column.valid();
        long[] bValid = inputs[1].column.valid();
        long[] aErrors = inputs[0].errors;
        long[] bErrors = inputs[1].errors;
        long[] valid = out.writableValid();
        long turn = and ? 0 : -1L;
        boolean failing = aErrors != null || bErrors != null;
        if (failing && errorWords.length < words) {
            errorWords = new long[words];
        }
        for (int w = 0; w < words; w++) {
            long leftValid = aValid == null ? -1L : aValid[w];
            long rightValid = bValid == null ? -1L : bValid[w];
            long leftError = aErrors == null ? 0 : aErrors[w];
            long left = a[w] ^ turn;
            long right = b[w] ^ turn;
            long isTrue = left & leftValid & right & rightValid;
            long decided = ~left & leftValid;
            long isFalse = decided | ~right & rightValid & ~leftError;
            result[w] = isTrue ^ turn;
            valid[w] = isTrue | isFalse;
            if (failing) {
                errorWords[w] = leftError | (bErrors == null ? 0 : bErrors[w] & ~decided);
            }
        }
        errors = failing ? errorWords : null;
    }
}
