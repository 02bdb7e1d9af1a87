package io.nebula.operator;

import io.nebula.balance.Intake;
import io.nebula.balance.Workload;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Elements of any type.
 *
 * @param intakes makes the intake of a materialisation
 * @param kernels makes the kernel of a worker, on its thread
 */
record ElementWorkload<I>(Supplier<Intake<I, Elements, Results>> intakes, Supplier<Function<Elements, Results>> kernels)
        implements Workload<I, Elements, Results> {
    @Override
    public Intake<I, Elements, Results> intake() {
        return intakes.get();
    }

    @Override
    public long weight(Elements morsel) {
        return morsel.weight();
    }

    @Override
    public Function<Elements, Results> function(int worker) {
        return kernels.get();
    }

    @Override
    public boolean halts(Results results) {
        return results.end() != null;
    }

    @Override
    public long elements(Elements morsel) {
        return morsel.count();
    }

    @Override
    public long failures(Results results) {
        return results.failures();
    }
}
