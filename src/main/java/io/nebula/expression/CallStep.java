package io.nebula.expression;

import io.nebula.record.Column;
import io.nebula.record.RecordBatch;
import io.nebula.record.ValueType;

/** A function: null where any argument is null, failed where any argument failed or the kernel says so. */
final class CallStep extends Step {
    private final Function function;
    private final Overload overload;
    private final Kernel kernel;
    private final Call call;
    private int[] live = new int[0];
    private long[] errorWords = new long[0];

    CallStep(Function function, Overload overload, ValueType type, Object[] constants, Step[] inputs) {
        super(inputs);
        this.function = function;
        this.overload = overload;
        this.kernel = overload.kernel(constants);
        this.column = Column.of(type, 0);
        this.call = new Call(inputs.length, column);
    }

    @Override
    void run(RecordBatch batch, int[] rows, int count) {
        call.rows = batch.rows();
        errors = null;
        column.reset(batch.rows());
        if (count == 0) {
            return;
        }
        for (int i = 0; i < inputs.length; i++) {
            call.in[i] = inputs[i].column;
            takeNulls(inputs[i].column.valid());
            addErrors(inputs[i].errors);
        }
        if (!overload.dense()) {
            findLive(rows, count);
        }
        kernel.run(call);
        long[] failures = call.takeFailures();
        if (failures != null) {
            fail(failures);
        }
    }

    private void takeNulls(long[] valid) {
        if (valid != null) {
            long[] out = column.writableValid();
            int words = Words.count(call.rows);
            for (int w = 0; w < words; w++) {
                out[w] &= valid[w];
            }
        }
    }

    private void addErrors(long[] more) {
        if (more == null) {
            return;
        }
        int words = Words.count(call.rows);
        if (errorWords.length < words) {
            errorWords = new long[words];
        }
        for (int w = 0; w < words; w++) {
            errorWords[w] = (errors == null ? 0 : errorWords[w]) | more[w];
        }
        errors = errorWords;
    }

    private void findLive(int[] rows, int count) {
        long[] valid = column.valid();
        if (valid != null && live.length < count) {
            live = new int[count];
        }
        call.live = valid == null ? rows : live;
        call.count = valid == null ? count : Words.filter(rows, count, valid, live);
    }

    private void fail(long[] failures) {
        long[] valid = column.writableValid();
        int words = Words.count(call.rows);
        for (int w = 0; w < words; w++) {
            failures[w] &= valid[w];
            valid[w] &= ~failures[w];
        }
        addErrors(failures);
    }

    @Override
    RowError explain(int row) {
        for (Step input : inputs) {
            if (input.failed(row)) {
                return input.explain(row);
            }
        }
        return new RowError(function.code(), function.failure(call.in, row, column.type()));
    }
}
