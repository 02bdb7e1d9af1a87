package io.nebula.balance;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A worker works off what it has in hand, and wakes the stage only when that has asked for it. */
@JCStressTest
@Outcome(id = "3", expect = ACCEPTABLE, desc = "the island has been woken for all")
@Outcome(expect = FORBIDDEN, desc = "the worker has nothing left, and the island sleeps")
@State
public class SeatStress {
    private static final int JOBS = 3;
    private final Island island = new Island(JOBS);

    @Actor
    public void worker() {
        for (int number = 0; number < JOBS; number++) {
            island.port.offer(island.answer(number), island.seat.worked());
        }
    }

    @Actor
    public void stage() {
        island.seat.wakeHalfway();
        island.wakeUp();
    }

    @Arbiter
    public void end(I_Result result) {
        island.wakeUp();
        result.r1 = island.answered;
    }
}
