package io.nebula.balance;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A worker answers while the island drains its port. */
@JCStressTest
@Outcome(id = "2", expect = ACCEPTABLE, desc = "the island has been woken for both")
@Outcome(expect = FORBIDDEN, desc = "an answer lies in the port, and nobody is woken for it")
@State
public class ReplyPortStress {
    private final Island island = new Island(2);

    public ReplyPortStress() {
        island.port.offer(island.answer(0));
    }

    @Actor
    public void worker() {
        island.port.offer(island.answer(1));
    }

    @Actor
    public void stage() {
        island.wakeUp();
    }

    @Arbiter
    public void end(I_Result result) {
        island.wakeUp();
        result.r1 = island.answered;
    }
}
