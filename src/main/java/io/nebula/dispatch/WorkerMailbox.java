package io.nebula.dispatch;

import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.dispatch.Envelope;
import org.apache.pekko.dispatch.MessageQueue;
import org.jctools.queues.MessagePassingQueue;
import org.jctools.queues.varhandle.MpscLinkedVarHandleQueue;
import org.jctools.queues.varhandle.MpscVarHandleArrayQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mailbox of a worker: a work lane with an exact number of slots for {@link WorkMessage}s, and an unbounded control
 * lane for the rest, which goes first. Terminations, timers and stop requests of an actor are ordinary messages to
 * Pekko; in a bounded lane they would be lost when it is full.
 *
 * <p>Any thread sends; one at a time receives, as Pekko's dispatchers guarantee. Sending neither blocks nor throws:
 * Pekko would swallow the exception and the message with it.
 */
final class WorkerMailbox implements MessageQueue {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerMailbox.class);

    private final int slots;
    private final MpscVarHandleArrayQueue<Envelope> work;
    private final MpscLinkedVarHandleQueue<Envelope> control = new MpscLinkedVarHandleQueue<>();

    private final AtomicBoolean overflowTold = new AtomicBoolean();

    /** Set once, when the worker has ended. */
    private volatile DeadLetters deadLetters;

    WorkerMailbox(int slots) {
        this.slots = slots;
        this.work = new MpscVarHandleArrayQueue<>(Math.max(2, slots));
    }

    @Override
    public void enqueue(ActorRef receiver, Envelope envelope) {
        if (!(envelope.message() instanceof WorkMessage message)) {
            control.offer(envelope);
        } else if (!work.offerIfBelowThreshold(envelope, slots)) {
            refuse(receiver, message);
        }
        // a sender that still knows this mailbox can be later than its end; between them, sender and end see each other
        VarHandle.fullFence();
        if (deadLetters != null) {
            giveBack();
        }
    }

    @Override
    public Envelope dequeue() {
        // relaxed: while a sender is still storing, null ends this run without spinning and Pekko schedules another
        Envelope next = control.relaxedPoll();
        return next != null ? next : work.relaxedPoll();
    }

    @Override
    public int numberOfMessages() {
        return control.size() + work.size();
    }

    @Override
    public boolean hasMessages() {
        return !control.isEmpty() || !work.isEmpty();
    }

    @Override
    public void cleanUp(ActorRef owner, MessageQueue queue) {
        deadLetters = new DeadLetters(owner, queue);
        giveBack();
    }

    private void refuse(ActorRef receiver, WorkMessage message) {
        if (deadLetters != null) {
            giveBack(message, WorkMessage.Cause.WORKER_ENDED);
            return;
        }
        if (overflowTold.compareAndSet(false, true)) {
            LOG.error("The mailbox of {} is full with {} messages, more than its sender has credits for; what does not "
                    + "fit goes back and the run should fail. This is a defect of the sender.", receiver.path(), slots);
        }
        giveBack(message, WorkMessage.Cause.OVERFLOW);
    }

    /** Empties both lanes; the lock makes late senders one receiver. */
    private synchronized void giveBack() {
        drain(work);
        drain(control);
    }

    private void drain(MessagePassingQueue<Envelope> lane) {
        for (Envelope left = lane.relaxedPoll(); left != null; left = lane.relaxedPoll()) {
            if (left.message() instanceof WorkMessage message) {
                giveBack(message, WorkMessage.Cause.WORKER_ENDED);
            } else {
                deadLetters.queue.enqueue(deadLetters.owner, left);
            }
        }
    }

    private static void giveBack(WorkMessage message, WorkMessage.Cause cause) {
        try {
            message.returned(cause);
        } catch (RuntimeException e) {
            LOG.error("{} failed to take itself back ({}); its sender does not know of it.", message, cause, e);
        }
    }

    private record DeadLetters(ActorRef owner, MessageQueue queue) {
    }
}
