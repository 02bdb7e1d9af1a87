package io.nebula.expression;

import io.nebula.record.BooleanColumn;
import io.nebula.record.Column;
import io.nebula.record.DoubleColumn;
import io.nebula.record.LongColumn;
import io.nebula.record.RecordBatch;
import io.nebula.record.TextColumn;
import io.nebula.record.ValueType;
import java.util.Arrays;

/**
 * {@code case}: inputs are conditions and results in turn, then the result otherwise. Each row takes the first branch
 * whose condition is true; what it does not need is not computed for it, and errors there do not count.
 */
final class CaseStep extends Step {
    private final int branches;
    private final long[][] taken;
    private long[] errorWords = new long[0];
    private int[] some = new int[0];

    CaseStep(ValueType type, Step... inputs) {
        super(inputs);
        this.branches = inputs.length / 2;
        this.taken = new long[branches + 1][0];
        this.column = Column.of(type, 0);
    }

    @Override
    void run(RecordBatch batch, int[] rows, int count) {
        int words = Words.count(batch.rows());
        column.reset(batch.rows());
        prepare(batch.rows(), words);
        boolean failing = choose(batch, rows, count, words);
        for (int i = 0; i <= branches; i++) {
            Step result = result(i);
            runInput(index(i), taken[i], batch, rows, count);
            takeNulls(result.column.valid(), taken[i], words);
            if (result.errors != null) {
                failing = true;
                for (int w = 0; w < words; w++) {
                    errorWords[w] |= taken[i][w] & result.errors[w];
                }
            }
        }
        errors = failing ? errorWords : null;
        if (failing) {
            long[] valid = column.writableValid();
            for (int w = 0; w < words; w++) {
                valid[w] &= ~errorWords[w];
            }
        }
        if (column instanceof TextColumn text) {
            copyText(rows, count, text);
        } else {
            for (int i = 0; i <= branches; i++) {
                copyValues(result(i).column, taken[i], batch.rows());
            }
        }
    }

    private Step result(int branch) {
        return inputs[index(branch)];
    }

    private int index(int branch) {
        return branch == branches ? 2 * branches : 2 * branch + 1;
    }

    /** Runs what an input needs for those rows that are in {@code wanted}. */
    private void runInput(int input, long[] wanted, RecordBatch batch, int[] rows, int count) {
        if (isLazy(input)) {
            if (some.length < count) {
                some = new int[count];
            }
            runInput(input, batch, some, Words.filter(rows, count, wanted, some));
        }
    }

    private void prepare(int rows, int words) {
        if (errorWords.length < words) {
            errorWords = new long[words];
            for (int i = 0; i <= branches; i++) {
                taken[i] = new long[words];
            }
        }
        Arrays.fill(errorWords, 0, words, 0);
        for (int w = 0; w < words; w++) {
            taken[branches][w] = Words.existing(w, rows);
        }
    }

    /** Fills {@link #taken}; rows still undecided are kept in its last element. Tells whether a condition failed. */
    private boolean choose(RecordBatch batch, int[] rows, int count, int words) {
        boolean failing = false;
        long[] undecided = taken[branches];
        for (int i = 0; i < branches; i++) {
            Step condition = inputs[2 * i];
            runInput(2 * i, undecided, batch, rows, count);
            long[] values = ((BooleanColumn) condition.column).words();
            long[] valid = condition.column.valid();
            long[] failed = condition.errors;
            failing |= failed != null;
            for (int w = 0; w < words; w++) {
                long error = failed == null ? 0 : undecided[w] & failed[w];
                long take = undecided[w] & values[w] & (valid == null ? -1L : valid[w]);
                taken[i][w] = take;
                errorWords[w] |= error;
                undecided[w] &= ~(take | error);
            }
        }
        return failing;
    }

    private void takeNulls(long[] resultValid, long[] take, int words) {
        if (resultValid != null) {
            long[] valid = column.writableValid();
            for (int w = 0; w < words; w++) {
                valid[w] &= ~take[w] | resultValid[w];
            }
        }
    }

    private void copyValues(Column from, long[] take, int rows) {
        int words = Words.count(rows);
        if (column instanceof BooleanColumn booleans) {
            long[] source = ((BooleanColumn) from).words();
            for (int w = 0; w < words; w++) {
                booleans.words()[w] |= source[w] & take[w];
            }
        } else if (column instanceof LongColumn longs) {
            copy(((LongColumn) from).values(), longs.values(), take, words);
        } else if (column instanceof DoubleColumn doubles) {
            copy(((DoubleColumn) from).values(), doubles.values(), take, words);
        }
    }

    private static void copy(long[] from, long[] to, long[] take, int words) {
        for (int w = 0; w < words; w++) {
            if (take[w] == -1L) {
                System.arraycopy(from, w << 6, to, w << 6, 64);
                continue;
            }
            for (long left = take[w]; left != 0; left &= left - 1) {
                int row = (w << 6) + Long.numberOfTrailingZeros(left);
                to[row] = from[row];
            }
        }
    }

    private static void copy(double[] from, double[] to, long[] take, int words) {
        for (int w = 0; w < words; w++) {
            if (take[w] == -1L) {
                System.arraycopy(from, w << 6, to, w << 6, 64);
                continue;
            }
            for (long left = take[w]; left != 0; left &= left - 1) {
                int row = (w << 6) + Long.numberOfTrailingZeros(left);
                to[row] = from[row];
            }
        }
    }

    private void copyText(int[] rows, int count, TextColumn out) {
        for (int i = 0; i <= branches; i++) {
            TextColumn from = (TextColumn) result(i).column;
            for (int k = 0; k < count; k++) {
                int row = rows[k];
                if (Words.has(taken[i], row) && !out.isNull(row)) {
                    out.append(row, from.bytes(), from.starts()[row], from.lengths()[row]);
                }
            }
        }
    }

    @Override
    RowError explain(int row) {
        for (int i = 0; i <= branches; i++) {
            if (Words.has(taken[i], row)) {
                return result(i).explain(row);
            }
            if (i < branches && inputs[2 * i].failed(row)) {
                return inputs[2 * i].explain(row);
            }
        }
        throw new IllegalStateException("row " + row + " has not failed");
    }
}
