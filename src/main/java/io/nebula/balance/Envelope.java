package io.nebula.balance;

import io.nebula.dispatch.WorkMessage;

/** A job in a worker's mailbox. Whatever becomes of it, exactly one {@link Reply} goes to the port. */
record Envelope<I, O>(Job<I> job, Seat<I> seat, ReplyPort<I, O> port) implements Worker.Message, WorkMessage {
    @Override
    public void returned(Cause cause) {
        port.offer(Reply.without(cause == Cause.OVERFLOW ? Reply.Kind.OVERFLOW : Reply.Kind.RETURNED, job, seat));
    }
}
