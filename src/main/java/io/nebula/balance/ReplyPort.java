package io.nebula.balance;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jctools.queues.varhandle.MpscUnboundedVarHandleArrayQueue;

/**
 * Where workers put their answers: any thread offers, the balance stage's island drains. One wake-up serves all answers
 * that arrive before it is taken up.
 */
final class ReplyPort<I, O> {
    private static final int CHUNK = 128;

    private final MpscUnboundedVarHandleArrayQueue<Reply<I, O>> replies = new MpscUnboundedVarHandleArrayQueue<>(CHUNK);
    private final AtomicBoolean awake = new AtomicBoolean();
    private final Runnable wake;

    /** @param wake makes the island call {@link #drain}; thread-safe, may be called once more after the island has ended */
    ReplyPort(Runnable wake) {
        this.wake = wake;
    }

    void offer(Reply<I, O> reply) {
        offer(reply, true);
    }

    /** @param urgent whether to wake the island; an answer that is not waits until something else does */
    void offer(Reply<I, O> reply, boolean urgent) {
        replies.offer(reply);
        if (urgent && awake.compareAndSet(false, true)) {
            wake.run();
        }
    }

    /** Hands over everything that has arrived. */
    void drain(Consumer<Reply<I, O>> to) {
        // Cleared before the queue is read: an answer that comes in meanwhile is read here or wakes the island again.
        awake.set(false);
        Reply<I, O> reply;
        while ((reply = replies.poll()) != null) {
            to.accept(reply);
        }
    }
}
