package io.nebula.balance;

import static io.nebula.concurrency.Interleavings.check;
import static io.nebula.concurrency.Interleavings.shared;
import static io.nebula.concurrency.Interleavings.together;

import io.nebula.concurrency.Interleavings;
import org.junit.jupiter.api.Test;

/** That no answer stays in the port without anybody being told of it. */
public final class ReplyPortProof {
    @Test
    void shouldLeaveNoAnswerBehindThatNobodyIsWokenFor() {
        Interleavings.of(() -> {
            Island island = shared(new Island(2));
            island.port.offer(island.answer(0));

            together(() -> island.port.offer(island.answer(1)), island::wakeUp);
            island.wakeUp();

            check(island.answered == 2, "an answer lies in the port and nobody is woken for it");
        });
    }

    @Test
    void shouldLeaveNoAnswerBehindOfAWorkerThatHasNothingLeft() {
        Interleavings.of(() -> {
            Island island = shared(new Island(3));
            island.seat.wakeHalfway();

            together(() -> {
                for (int number = 0; number < 3; number++) {
                    island.port.offer(island.answer(number), island.seat.worked());
                }
            }, island::wakeUp);
            island.wakeUp();

            check(island.answered == 3, "the worker has nothing left, and the island sleeps before some of its answers");
        });
    }

    @Test
    void shouldHandOverTheAnswersOfAWorkerInTheirOrder() {
        Interleavings.of(() -> {
            Island island = shared(new Island(3));

            together(() -> {
                island.port.offer(island.answer(0));
                island.port.offer(island.answer(1));
            }, () -> island.port.offer(island.answer(2)), island::wakeUp);
            island.wakeUp();

            check(island.lastOfFirst == 1 && island.answered == 3, "answers have changed places");
        });
    }
}
