package io.nebula.expression;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.nebula.record.RecordBatch;
import io.nebula.record.Schema;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllocationTest {
    private static final Schema SCHEMA = Batches.schema("v double", "n long", "s string", "w timestamp");

    @ParameterizedTest
    @ValueSource(strings = {"v * v", "sqrt(v * v + 1)", "n + 1 > 5 and v < 3 or s = 'x7'", "try(v / (n % 3))",
        "case when n > 100 then upper(s) else s || '!' end", "coalesce(nullif(s, 'x1'), 'none')", "epoch_seconds(w)",
        "n in (1, 2, 3, 4)", "s like '%7'", "substring(s, 2)", "sha256(s)", "date_trunc('month', w)",
        "replace(s, 'x', 'yy')"})
    void shouldAllocateNothingOnceWarm(String text) throws Exception {
        Object[][] rows = new Object[1024][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new Object[] {i / 7.0, i % 5 == 0 ? null : (Object) i, "x" + i, i * 1_000_000_000L};
        }
        RecordBatch batch = Batches.batch(SCHEMA, rows);
        Evaluator evaluator = Expression.compile(text, SCHEMA).evaluator();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        evaluate(evaluator, batch, 200);
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        evaluate(evaluator, batch, 100);
        double perRecord = (threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before) / (100.0 * 1024);
        assertThat(perRecord).as("bytes per record").isLessThan(0.1);
    }

    private static void evaluate(Evaluator evaluator, RecordBatch batch, int times) {
        for (int i = 0; i < times; i++) {
            evaluator.evaluate(batch);
        }
    }
}
