package io.nebula.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.balance.JobProof;
import io.nebula.balance.ReplyPortProof;
import io.nebula.connector.BuffersProof;
import io.nebula.connector.MorselCutterProof;
import io.nebula.dispatch.GroupExecutorProof;
import io.nebula.dispatch.WorkerMailboxProof;
import io.nebula.engine.SequentialLoopProof;
import io.nebula.metrics.WorkerLoadProof;
import io.nebula.mutation.Proof;
import io.nebula.mutation.Trials;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is shared between threads, in each of some hundred interleavings; {@code src/docs/concurrency.md} says what that is. */
class ConcurrencyProofsTest {
    @TempDir
    private Path directory;

    @Test
    void shouldHoldInEveryInterleavingThatIsTried() throws Exception {
        assertThat(proofs(directory).problems()).isEmpty();
    }

    static Trials proofs(Path directory) {
        return new Trials(directory)
                .holding(Proof.of(WorkerMailboxProof.class))
                .holding(Proof.of(GroupExecutorProof.class))
                .holding(Proof.of(JobProof.class))
                .holding(Proof.of(ReplyPortProof.class))
                .holding(Proof.of(BuffersProof.class))
                .holding(Proof.of(MorselCutterProof.class))
                .holding(Proof.of(SequentialLoopProof.class))
                .holding(Proof.of(WorkerLoadProof.class));
    }
}
