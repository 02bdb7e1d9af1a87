package io.nebula.engine;

import io.nebula.balance.Intake;
import io.nebula.balance.TrainIntake;
import io.nebula.balance.Workload;
import io.nebula.connector.CrashPoints;
import io.nebula.format.Morsel;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Morsels of a source, and the bytes for the sink that workers make of them. */
final class MorselWorkload implements Workload<List<Morsel>, Morsel, MorselResult> {
    private static final long GENERATED_RECORD_BYTES = 128;

    private final IntFunction<Function<Morsel, MorselResult>> kernels;

    /** @param kernels makes a worker's kernel, on its thread */
    MorselWorkload(IntFunction<Function<Morsel, MorselResult>> kernels) {
        this.kernels = kernels;
    }

    /** What a morsel and its result hold in memory; one without bytes is all result. */
    static long weigh(Morsel morsel) {
        return morsel.bytes() == null ? Math.max(1, GENERATED_RECORD_BYTES * morsel.length())
                : Sizing.weight(morsel.bytes().length);
    }

    @Override
    public Intake<List<Morsel>, Morsel, MorselResult> intake() {
        return new TrainIntake<>();
    }

    @Override
    public long weight(Morsel morsel) {
        return weigh(morsel);
    }

    @Override
    public Function<Morsel, MorselResult> function(int worker) {
        return kernels.apply(worker);
    }

    @Override
    public boolean halts(MorselResult result) {
        return result.halts();
    }

    @Override
    public void starved() {
        CrashPoints.reachOnce("no-credit-left");
    }
}
