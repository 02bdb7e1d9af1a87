package io.nebula.operator;

import io.nebula.balance.Intake;
import io.nebula.balance.Workload;
import io.nebula.engine.Sizing;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.util.ByteString;

/**
 * Bytes that hold records.
 *
 * @param intakes makes the intake of a materialisation
 */
record ByteWorkload(Supplier<ByteIntake> intakes, int vectorRows, OnFailure onReject)
        implements Workload<ByteString, ByteMorsel, ByteOutcome> {
    @Override
    public Intake<ByteString, ByteMorsel, ByteOutcome> intake() {
        return intakes.get();
    }

    @Override
    public long weight(ByteMorsel morsel) {
        return Math.max(1, Sizing.weight(morsel.morsel().bytes().length));
    }

    @Override
    public Function<ByteMorsel, ByteOutcome> function(int worker) {
        return new ByteKernel(worker, vectorRows, onReject);
    }

    @Override
    public boolean halts(ByteOutcome outcome) {
        return outcome.result().halts();
    }

    @Override
    public long elements(ByteMorsel morsel, ByteOutcome outcome) {
        return outcome.result().read();
    }

    @Override
    public long failures(ByteOutcome outcome) {
        return outcome.result().rejects().size();
    }
}
