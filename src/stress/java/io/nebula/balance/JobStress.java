package io.nebula.balance;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Two workers claim a job. */
@JCStressTest
@Outcome(id = {"true, false", "false, true"}, expect = ACCEPTABLE, desc = "one has it")
@Outcome(expect = FORBIDDEN, desc = "both have it, or none")
@State
public class JobStress {
    private final Job<Integer> job = new Job<>(0, 0, 1, 1);

    @Actor
    public void first(ZZ_Result result) {
        result.r1 = job.claim(0, RunTime.SYSTEM);
    }

    @Actor
    public void second(ZZ_Result result) {
        result.r2 = job.claim(1, RunTime.SYSTEM);
    }
}
