package io.nebula.dispatch;

/**
 * A message that counts against the slots of a worker's mailbox and is never silently lost there.
 *
 * <p>What a mailbox has accepted is either received by its worker or given back. A worker that has already ended has no
 * mailbox any more: what is sent to it then goes where Pekko sends such messages, so the sender also watches its
 * workers. One that has watched from the start gets what comes back before it hears of the end.
 */
public interface WorkMessage {
    /**
     * The mailbox gives the message back; its worker has not seen it and never will. Called at most once, on the thread
     * that sends or on the one that ends the worker; must be quick and thread-safe. What it throws is logged and
     * dropped, because the mailbox has nobody to tell.
     */
    void returned(Cause cause);

    /** Why a message comes back. */
    enum Cause {
        /** All slots were taken: the sender has spent more credits than there are. The run should fail. */
        OVERFLOW,
        /** The worker ended with the message still in its mailbox. It should run elsewhere. */
        WORKER_ENDED
    }
}
