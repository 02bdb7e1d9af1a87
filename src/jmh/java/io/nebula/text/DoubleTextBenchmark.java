package io.nebula.text;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
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

/** One double read from a morsel's bytes or written to them, against the JDK and fastdoubleparser. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DoubleTextBenchmark {
    private static final int COUNT = 1024;

    /** {@code short}: up to five decimals, what data has. {@code full}: all bits of a double, what computing gives. */
    @Param({"short", "full"})
    private String digits;

    private final double[] values = new double[COUNT];
    private final byte[] out = new byte[DoubleText.MAX_LENGTH];
    private Texts texts;

    @Setup(Level.Trial)
    public void make() {
        Random random = new Random(1);
        for (int i = 0; i < COUNT; i++) {
            values[i] = digits.equals("short") ? random.nextInt(100_000_000) / 100_000.0 : 1000 * random.nextDouble();
        }
        texts = new Texts(COUNT, i -> Double.toString(values[i]));
        for (int i = 0; i < COUNT; i++) {
            Texts.check(DoubleText.parse(texts.bytes, texts.starts[i], texts.lengths[i]) == values[i], "parsing");
            Texts.check(JavaDoubleParser.parseDouble(texts.bytes, texts.starts[i], texts.lengths[i]) == values[i],
                    "fastdoubleparser");
            String written = Texts.written(out, DoubleText.write(values[i], out, 0));
            Texts.check(Double.parseDouble(written) == values[i], "writing");
        }
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public double parse() {
        double sum = 0;
        for (int i = 0; i < COUNT; i++) {
            sum += DoubleText.parse(texts.bytes, texts.starts[i], texts.lengths[i]);
        }
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public double parseWithFastDoubleParser() {
        double sum = 0;
        for (int i = 0; i < COUNT; i++) {
            sum += JavaDoubleParser.parseDouble(texts.bytes, texts.starts[i], texts.lengths[i]);
        }
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public double parseWithTheJdk() {
        double sum = 0;
        for (int i = 0; i < COUNT; i++) {
            sum += Double.parseDouble(texts.string(i));
        }
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public int write() {
        int bytes = 0;
        for (double value : values) {
            bytes += DoubleText.write(value, out, 0);
        }
        return bytes;
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    @SuppressWarnings("deprecation") // the cheapest way from a String of ASCII to bytes
    public int writeWithTheJdk() {
        int bytes = 0;
        for (double value : values) {
            String text = Double.toString(value);
            text.getBytes(0, text.length(), out, 0);
            bytes += text.length();
        }
        return bytes;
    }
}
