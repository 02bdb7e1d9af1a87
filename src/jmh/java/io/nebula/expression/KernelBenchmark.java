package io.nebula.expression;

import io.nebula.record.BooleanColumn;
import io.nebula.record.Column;
import io.nebula.record.DoubleColumn;
import io.nebula.record.Field;
import io.nebula.record.LongColumn;
import io.nebula.record.RecordBatch;
import io.nebula.record.Schema;
import io.nebula.record.TextColumn;
import io.nebula.record.ValueType;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What one row of a vector costs for typical expressions, with a hand-written loop to compare. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class KernelBenchmark {
    private static final int ROWS = 1024;
    private static final List<String> WORDS = List.of("books", "clothing", "food", "garden");

    @Param({"value * value + 1", "sqrt(value)", "id % 7 = 0 and value > 500",
        "case when value > 500 then 'high' else 'low' end", "upper(category)", "category in ('books', 'food')",
        "cast(id as string)"})
    private String expression;

    private RecordBatch batch;
    private Evaluator evaluator;

    @Setup(Level.Trial)
    public void make() throws Exception {
        Random random = new Random(1);
        LongColumn ids = new LongColumn(ValueType.LONG, ROWS);
        DoubleColumn values = new DoubleColumn(ROWS);
        TextColumn categories = new TextColumn(ValueType.STRING, ROWS);
        for (int row = 0; row < ROWS; row++) {
            ids.values()[row] = row;
            values.values()[row] = random.nextInt(100_000_000) / 100_000.0;
            categories.append(row, WORDS.get(random.nextInt(WORDS.size())));
        }
        Schema schema = new Schema(List.of(new Field("id", ValueType.LONG), new Field("value", ValueType.DOUBLE),
                new Field("category", ValueType.STRING)));
        batch = RecordBatch.of(schema, ROWS, ids, values, categories);
        evaluator = Expression.compile(expression, schema).evaluator();
        Column result = evaluator.evaluate(batch);
        for (int row = 0; row < ROWS; row++) {
            verify(row, expected(row, values.values()[row], categories.string(row)), result);
        }
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public Column evaluate() {
        return evaluator.evaluate(batch);
    }

    private void verify(int row, Object expected, Column result) {
        Object actual;
        if (result instanceof DoubleColumn doubles) {
            actual = doubles.values()[row];
        } else if (result instanceof TextColumn texts) {
            actual = texts.string(row);
        } else {
            actual = ((BooleanColumn) result).get(row);
        }
        if (!expected.equals(actual)) {
            throw new IllegalStateException(expression + " in row " + row + " is " + actual + ", not " + expected);
        }
    }

    private Object expected(long id, double value, String category) {
        return switch (expression) {
            case "value * value + 1" -> value * value + 1;
            case "sqrt(value)" -> Math.sqrt(value);
            case "id % 7 = 0 and value > 500" -> id % 7 == 0 && value > 500;
            case "case when value > 500 then 'high' else 'low' end" -> value > 500 ? "high" : "low";
            case "upper(category)" -> category.toUpperCase(Locale.ROOT);
            case "category in ('books', 'food')" -> category.equals("books") || category.equals("food");
            case "cast(id as string)" -> Long.toString(id);
            default -> throw new IllegalArgumentException("no answer is known for " + expression);
        };
    }
}
