package io.nebula.dispatch;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.typesafe.config.ConfigFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.dispatch.Envelope;
import org.apache.pekko.dispatch.MessageQueue;
import org.slf4j.LoggerFactory;

/**
 * A mailbox, who sends numbered messages to it, and its worker, which is scheduled as Pekko does that: by each sender unless
 * it has been already, and by itself if there are messages after it has said that it runs no more. A sender that schedules
 * it runs it as well.
 */
final class Mailroom {
    static {
        // overflows are what happens here
        ((Logger) LoggerFactory.getLogger(WorkerMailbox.class)).setLevel(Level.OFF);
    }

    /** Keeps no process alive. */
    private static final ActorSystem SYSTEM = ActorSystem.create("mailroom",
            ConfigFactory.parseString("pekko.daemonic = on").withFallback(ConfigFactory.load()));
    private static final ActorRef RECEIVER = SYSTEM.deadLetters();
    private static final int THROUGHPUT = 2;

    private final WorkerMailbox mailbox;
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final AtomicInteger turns = new AtomicInteger();
    private final AtomicInteger overflowed = new AtomicInteger();
    private final AtomicIntegerArray receptions;
    private final AtomicIntegerArray returns;

    /** Starts what all of them share: a model checker would take long over that, and call it a scenario that hangs. */
    static void open() {
        LoggerFactory.getLogger(Mailroom.class).debug("{} is open", SYSTEM);
    }

    Mailroom(int messages, int slots) {
        mailbox = new WorkerMailbox(slots);
        receptions = new AtomicIntegerArray(messages);
        returns = new AtomicIntegerArray(messages);
    }

    void send(int number) {
        mailbox.enqueue(RECEIVER, Envelope.apply(new Work(number), ActorRef.noSender()));
    }

    void sendControl(int number) {
        mailbox.enqueue(RECEIVER, Envelope.apply(new Control(number), ActorRef.noSender()));
    }

    void sendAndSchedule(int number) {
        send(number);
        schedule();
    }

    void sendControlAndSchedule(int number) {
        sendControl(number);
        schedule();
    }

    private void schedule() {
        boolean runs = scheduled.compareAndSet(false, true);
        while (runs) {
            for (int i = 0; i < THROUGHPUT && receive(); i++) {
                continue;
            }
            scheduled.set(false);
            runs = mailbox.hasMessages() && scheduled.compareAndSet(false, true);
        }
    }

    /** Receives a message; false if there seems to be none. One thread at a time. */
    boolean receive() {
        Envelope envelope = mailbox.dequeue();
        if (envelope == null) {
            return false;
        }
        int number = envelope.message() instanceof Work work ? work.number : ((Control) envelope.message()).number;
        int turn = turns.incrementAndGet();
        if (!receptions.compareAndSet(number, 0, turn)) {
            throw new AssertionError("message " + number + " has been received twice");
        }
        return true;
    }

    void receiveAll() {
        while (receive()) {
            continue;
        }
    }

    /** The worker ends. */
    void end() {
        mailbox.cleanUp(RECEIVER, new Letters());
    }

    boolean received(int number) {
        return turn(number) > 0;
    }

    /** The how manyth it was that has been received; 0 if it has not been. */
    int turn(int number) {
        return receptions.get(number);
    }

    int overflowed() {
        return overflowed.get();
    }

    /** Whether it has either been received or given back, and that once. */
    boolean once(int number) {
        return (received(number) ? 1 : 0) + returns.get(number) == 1;
    }

    private final class Work implements WorkMessage {
        private final int number;

        private Work(int number) {
            this.number = number;
        }

        @Override
        public void returned(Cause cause) {
            returns.incrementAndGet(number);
            if (cause == Cause.OVERFLOW) {
                overflowed.incrementAndGet();
            }
        }
    }

    private record Control(int number) {}

    /** Where what is no work goes when the worker ends. */
    private final class Letters implements MessageQueue {
        @Override
        public void enqueue(ActorRef receiver, Envelope envelope) {
            returns.incrementAndGet(((Control) envelope.message()).number);
        }

        @Override
        public Envelope dequeue() {
            return null;
        }

        @Override
        public int numberOfMessages() {
            return 0;
        }

        @Override
        public boolean hasMessages() {
            return false;
        }

        @Override
        public void cleanUp(ActorRef owner, MessageQueue deadLetters) {}
    }
}
