package io.nebula.balance;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the balance stage's island does with its port, and with the seat of one worker: each wake-up is a message to it, for
 * which it drains the port, takes the answers in and sleeps again.
 */
final class Island {
    final ReplyPort<Integer, Integer> port;
    final Seat<Integer> seat;
    /** How many answers it has taken in. */
    int answered;
    /** The highest number among the first two. */
    long lastOfFirst = -1;
    private final AtomicInteger wakeUps = new AtomicInteger();
    private final Job<Integer>[] jobs;

    /** @param told jobs that the worker has been told, with the numbers from 0 */
    @SuppressWarnings({"unchecked", "rawtypes"})
    Island(int told) {
        port = new ReplyPort<>(wakeUps::incrementAndGet);
        seat = new Seat<>(0, 0, told);
        jobs = new Job[told];
        for (int number = 0; number < told; number++) {
            jobs[number] = new Job<>(number, number, 1, 1);
            seat.tell(jobs[number]);
        }
    }

    /** The answer to the job of that number. */
    Reply<Integer, Integer> answer(int number) {
        return Reply.done(jobs[number], seat, number, 0);
    }

    /** Works off the wake-ups that there are. */
    void wakeUp() {
        while (wakeUps.get() > 0) {
            wakeUps.decrementAndGet();
            port.drain(this::take);
            seat.wakeHalfway();
        }
    }

    private void take(Reply<Integer, Integer> reply) {
        seat.answered(reply.job());
        answered++;
        long number = reply.job().sequence;
        if (number < 2) {
            lastOfFirst = lastOfFirst < number ? number : -1;
        }
    }
}
