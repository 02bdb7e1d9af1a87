package io.nebula.text;

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

/** One integer read from a morsel's bytes or written to them, against the JDK. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LongTextBenchmark {
    private static final int COUNT = 1024;

    @Param({"4", "8", "18"})
    private int digits;

    private final long[] values = new long[COUNT];
    private final byte[] out = new byte[LongText.MAX_LENGTH];
    private Texts texts;

    @Setup(Level.Trial)
    public void make() {
        Random random = new Random(1);
        long bound = (long) Math.pow(10, digits);
        for (int i = 0; i < COUNT; i++) {
            values[i] = Math.floorMod(random.nextLong(), bound);
        }
        texts = new Texts(COUNT, i -> Long.toString(values[i]));
        for (int i = 0; i < COUNT; i++) {
            Texts.check(LongText.parse(texts.bytes, texts.starts[i], texts.lengths[i]) == values[i], "parsing");
            Texts.check(Texts.written(out, LongText.write(values[i], out, 0)).equals(texts.string(i)), "writing");
        }
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public long parse() {
        long sum = 0;
        for (int i = 0; i < COUNT; i++) {
            sum += LongText.parse(texts.bytes, texts.starts[i], texts.lengths[i]);
        }
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public long parseWithTheJdk() {
        long sum = 0;
        for (int i = 0; i < COUNT; i++) {
            sum += Long.parseLong(texts.string(i));
        }
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public int write() {
        int bytes = 0;
        for (long value : values) {
            bytes += LongText.write(value, out, 0);
        }
        return bytes;
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    @SuppressWarnings("deprecation") // the cheapest way from a String of ASCII to bytes
    public int writeWithTheJdk() {
        int bytes = 0;
        for (long value : values) {
            String text = Long.toString(value);
            text.getBytes(0, text.length(), out, 0);
            bytes += text.length();
        }
        return bytes;
    }
}
