package io.nebula.expression;

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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The first expressions of {@link KernelBenchmark} as loops by hand: what its kernels are compared with. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class HandWrittenBenchmark {
    private static final int ROWS = 1024;

    private final double[] values = new double[ROWS];
    private final double[] results = new double[ROWS];

    @Setup(Level.Trial)
    public void make() {
        Random random = new Random(1);
        for (int row = 0; row < ROWS; row++) {
            values[row] = random.nextInt(100_000_000) / 100_000.0;
        }
        double first = squares()[0];
        if (first != values[0] * values[0] + 1) {
            throw new IllegalStateException("the square of " + values[0] + " plus 1 is not " + first);
        }
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public double[] squares() {
        for (int row = 0; row < ROWS; row++) {
            results[row] = values[row] * values[row] + 1;
        }
        return results;
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public double[] roots() {
        for (int row = 0; row < ROWS; row++) {
            results[row] = Math.sqrt(values[row]);
        }
        return results;
    }
}
