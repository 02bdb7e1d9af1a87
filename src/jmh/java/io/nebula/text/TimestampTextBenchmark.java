package io.nebula.text;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
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

/** One RFC 3339 timestamp read from a morsel's bytes or written to them, against java.time. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TimestampTextBenchmark {
    private static final int COUNT = 1024;
    private static final long YEARS_SECONDS = 1_500_000_000;

    /** {@code seconds}: no fraction. {@code micros}: six digits of one. */
    @Param({"seconds", "micros"})
    private String precision;

    private final long[] values = new long[COUNT];
    private final byte[] out = new byte[TimestampText.MAX_LENGTH];
    private Texts texts;

    @Setup(Level.Trial)
    public void make() {
        Random random = new Random(1);
        for (int i = 0; i < COUNT; i++) {
            long second = (long) (random.nextDouble() * YEARS_SECONDS);
            values[i] = second * 1_000_000 + (precision.equals("micros") ? 1 + random.nextInt(999_999) : 0);
        }
        texts = new Texts(COUNT, i -> instant(values[i]).toString());
        for (int i = 0; i < COUNT; i++) {
            Texts.check(TimestampText.parse(texts.bytes, texts.starts[i], texts.lengths[i]) == values[i], "parsing");
            Texts.check(Texts.written(out, TimestampText.write(values[i], out, 0)).equals(texts.string(i)), "writing");
            Texts.check(parse(texts.string(i)) == values[i], "java.time");
        }
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public long parse() {
        long sum = 0;
        for (int i = 0; i < COUNT; i++) {
            sum += TimestampText.parse(texts.bytes, texts.starts[i], texts.lengths[i]);
        }
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public long parseWithTheJdk() {
        long sum = 0;
        for (int i = 0; i < COUNT; i++) {
            sum += parse(texts.string(i));
        }
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public int write() {
        int bytes = 0;
        for (long value : values) {
            bytes += TimestampText.write(value, out, 0);
        }
        return bytes;
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    @SuppressWarnings("deprecation") // the cheapest way from a String of ASCII to bytes
    public int writeWithTheJdk() {
        int bytes = 0;
        for (long value : values) {
            String text = instant(value).toString();
            text.getBytes(0, text.length(), out, 0);
            bytes += text.length();
        }
        return bytes;
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static long parse(String text) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, OffsetDateTime.parse(text).toInstant());
    }
}
