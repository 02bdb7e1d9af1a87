package io.nebula.format.csv;

import io.nebula.format.RecordBoundaries;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Where the records of a block of 1 MiB end: what the source's one thread does. 100 µs are 10 GB/s. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CsvBoundariesBenchmark {
    private static final int BLOCK = 1 << 20;
    private static final String PLAIN = "123456,record_123456,123.45678,2024-01-01T00:00:00Z,books,active\n";
    private static final String QUOTED = "123456,\"record, 123456\",123.45678,2024-01-01T00:00:00Z,\"books\",active\n";
    private static final String NEWLINES = "123456,\"record\n123456\",123.45678,2024-01-01T00:00:00Z,books,active\n";

    @Param({"plain", "quoted", "newlines"})
    private String content;

    private final byte[] block = new byte[BLOCK];
    private RecordBoundaries boundaries;

    @Setup(Level.Trial)
    public void make() {
        String record = content.equals("plain") ? PLAIN : content.equals("quoted") ? QUOTED : NEWLINES;
        byte[] bytes = record.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < BLOCK; i++) {
            block[i] = bytes[i % bytes.length];
        }
        boundaries = new CsvBoundaries(new CsvDialect((byte) ',', (byte) '"', List.of()));
        int expected = BLOCK / bytes.length * bytes.length;
        if (lastBoundary() != expected) {
            throw new IllegalStateException("the last record ends at " + expected + ", not " + lastBoundary());
        }
    }

    @Benchmark
    public int lastBoundary() {
        return boundaries.cut(block, 0, BLOCK, Long.MAX_VALUE, 1 << 20, false);
    }
}
