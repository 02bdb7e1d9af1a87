package io.nebula.connector;

import static io.nebula.concurrency.Interleavings.check;
import static io.nebula.concurrency.Interleavings.shared;
import static io.nebula.concurrency.Interleavings.together;

import io.nebula.concurrency.Interleavings;
import org.junit.jupiter.api.Test;

/** That nobody gets an array that somebody else holds. */
public final class BuffersProof {
    @Test
    void shouldHandOutAnArrayToOneAtATime() {
        Interleavings.of(() -> {
            Buffers buffers = shared(new Buffers(2, false));
            buffers.give(new byte[1]);
            byte[][] taken = new byte[2][];

            together(() -> taken[0] = buffers.take(1), () -> taken[1] = buffers.take(1));

            check(taken[0] != taken[1], "two hold the same array");
        });
    }

    @Test
    void shouldKeepItsAccountsWhenWatched() {
        Interleavings.of(() -> {
            Buffers buffers = shared(new Buffers(1, true));
            byte[] one = buffers.take(1);
            byte[] other = buffers.take(1);

            together(() -> buffers.give(one), () -> {
                buffers.give(other);
                buffers.give(buffers.take(1));
            });

            check(buffers.missing() == null, "an array has been given back and is missing");
        });
    }
}
