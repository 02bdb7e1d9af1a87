package io.nebula.balance;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A worker claims a job, while the watchdog looks who runs it and since when. */
@JCStressTest
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "nobody runs it yet, or since when is known")
@Outcome(expect = FORBIDDEN, desc = "somebody runs it, and nobody knows since when")
@State
public class JobThreadStress {
    private final Job<Integer> job = new Job<>(0, 0, 1, 1);

    @Actor
    public void worker(ZZ_Result result) {
        result.r1 = job.claim(0, RunTime.SYSTEM);
    }

    @Actor
    public void watchdog(ZZ_Result result) {
        result.r2 = job.thread() == null || job.claimed() && job.claimedAtNanos() != 0;
    }
}
