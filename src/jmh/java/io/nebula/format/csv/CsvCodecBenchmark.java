package io.nebula.format.csv;

import io.nebula.format.CodecBench;
import java.util.List;
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

/** What one classic record costs in CSV; {@link CodecBench} checks the answers. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CsvCodecBenchmark {
    private CodecBench codec;

    @Setup(Level.Trial)
    public void make() throws Exception {
        CsvDialect dialect = new CsvDialect((byte) ',', (byte) '"', List.of());
        codec = new CodecBench(new CsvFormat("csv", dialect, true, List.of()));
    }

    @Benchmark
    @OperationsPerInvocation(CodecBench.RECORDS)
    public int decode() {
        return codec.decode();
    }

    @Benchmark
    @OperationsPerInvocation(CodecBench.RECORDS)
    public int decodeAndParseAll() {
        return codec.materialise();
    }

    @Benchmark
    @OperationsPerInvocation(CodecBench.RECORDS)
    public int decodeAndCopy() {
        return codec.copy();
    }

    @Benchmark
    @OperationsPerInvocation(CodecBench.RECORDS)
    public int decodeParseAndEncodeAll() {
        return codec.encodeValues();
    }
}
