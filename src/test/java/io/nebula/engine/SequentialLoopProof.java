package io.nebula.engine;

import static io.nebula.concurrency.Interleavings.check;
import static io.nebula.concurrency.Interleavings.together;

import io.nebula.balance.Job;
import io.nebula.concurrency.Interleavings;
import io.nebula.connector.MorselReader;
import io.nebula.format.Morsel;
import io.nebula.format.Origin;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That the loop and who gives up on it agree about whose the end of the run is. */
public final class SequentialLoopProof {
    @Test
    void shouldBeAbandonedExactlyIfSomebodyHasGivenUpOnIt() {
        Interleavings.of(() -> {
            SequentialLoop loop = new SequentialLoop();
            boolean[] gaveUp = new boolean[1];

            together(() -> run(loop), () -> {
                List<Job<Morsel>> running = loop.running();
                gaveUp[0] = !running.isEmpty() && loop.abandon(running.get(0));
            });

            check(loop.abandoned() == gaveUp[0], "both end the run, or nobody does");
        });
    }

    /** One morsel, which a transform throws at: so nothing is settled, whoever ends the run. */
    private static void run(SequentialLoop loop) {
        try {
            loop.run(new OneMorsel(), new HandedOut(), morsel -> {
                throw new IllegalStateException("of a transform");
            }, null);
        } catch (IOException | IllegalStateException e) {
            return; // the loop's caller would look now whether it has been abandoned
        }
    }

    private static final class OneMorsel implements MorselReader {
        @Override
        public Morsel next() {
            return new Morsel(new byte[1], 0, 1, new Origin("one", 0, null, 0, 0), 0, 1, false);
        }

        @Override
        public void close() {}
    }
}
