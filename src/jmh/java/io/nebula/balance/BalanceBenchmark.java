package io.nebula.balance;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a morsel costs the hub's threads at saturation: read {@code hubNanosPerMorsel}, not the time. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 0)
@Measurement(iterations = 3)
public class BalanceBenchmark {
    private static final int MORSELS = 20_000;

    @Param({"nebula", "stock"})
    private String stage;

    @Param("2")
    private int workers;

    /** Additions per morsel: with 0 the hub is saturated, with 50,000 the workers are. */
    @Param({"0", "50000"})
    private int work;

    private HubCost cost;

    /** The figure that counts. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Hub {
        public double hubNanosPerMorsel;
    }

    @Setup(Level.Trial)
    public void start() throws Exception {
        cost = new HubCost(stage, workers, work);
        cost.warmUp();
    }

    @TearDown(Level.Trial)
    public void stop() {
        cost.close();
    }

    /** {@link HubCost} checks that each morsel came out with its result. */
    @Benchmark
    public void throughTheStage(Hub hub) throws Exception {
        hub.hubNanosPerMorsel = cost.measure(MORSELS).nanos();
    }
}
