package io.nebula.balance;

import static io.nebula.concurrency.Interleavings.check;
import static io.nebula.concurrency.Interleavings.shared;
import static io.nebula.concurrency.Interleavings.together;

import io.nebula.concurrency.Interleavings;
import org.junit.jupiter.api.Test;

/** The claim that decides a steal. */
public final class JobProof {
    @Test
    void shouldBeClaimedByExactlyOneOfThoseWhoHaveIt() {
        Interleavings.of(() -> {
            Job<Integer> job = shared(new Job<>(0, 0, 1, 1));
            boolean[] claimed = new boolean[2];

            together(() -> claimed[0] = job.claim(0, RunTime.SYSTEM), () -> claimed[1] = job.claim(1, RunTime.SYSTEM));

            check(claimed[0] != claimed[1], "claimed by both or by none");
            check(job.claimedBy(claimed[0] ? 0 : 1), "claimed by somebody else than is said");
        });
    }

    @Test
    void shouldTellSinceWhenToWhoeverSeesTheThread() {
        Interleavings.of(() -> {
            Job<Integer> job = shared(new Job<>(0, 0, 1, 1));

            together(() -> job.claim(0, RunTime.SYSTEM), () -> check(job.thread() == null || job.claimedAtNanos() != 0,
                    "a thread works on it, and has not begun"));
        });
    }
}
