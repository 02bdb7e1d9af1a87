package io.nebula.dispatch;

import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.dispatch.BoundedMailbox;
import org.apache.pekko.dispatch.Envelope;
import org.apache.pekko.dispatch.MessageQueue;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import scala.Option;
import scala.concurrent.duration.FiniteDuration;

/** A message into a worker's mailbox and out again, against Pekko's bounded mailbox. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MailboxBenchmark {
    private static final int SLOTS = 16;

    @Param({"nebula", "pekko"})
    private String mailbox;

    private final Envelope[] envelopes = new Envelope[SLOTS];
    private ActorSystem system;
    private ActorRef receiver;
    private MessageQueue queue;

    private record Work(int number) implements WorkMessage {
        @Override
        public void returned(Cause cause) {
            throw new IllegalStateException("message " + number + " came back: " + cause);
        }
    }

    @Setup(Level.Trial)
    public void start() {
        system = ActorSystem.create("mailbox");
        receiver = system.deadLetters();
        queue = mailbox.equals("nebula") ? new WorkerMailbox(SLOTS)
                : new BoundedMailbox(SLOTS, FiniteDuration.Zero()).create(Option.empty(), Option.empty());
        for (int i = 0; i < SLOTS; i++) {
            envelopes[i] = Envelope.apply(new Work(i), ActorRef.noSender(), system);
        }
        verify();
    }

    @TearDown(Level.Trial)
    public void stop() {
        system.terminate();
    }

    @Benchmark
    public Envelope inAndOut() {
        queue.enqueue(receiver, envelopes[0]);
        return queue.dequeue();
    }

    @Benchmark
    @OperationsPerInvocation(SLOTS)
    public Envelope fillAndEmpty() {
        for (Envelope envelope : envelopes) {
            queue.enqueue(receiver, envelope);
        }
        Envelope last = null;
        while (queue.hasMessages()) {
            last = queue.dequeue();
        }
        return last;
    }

    private void verify() {
        for (Envelope envelope : envelopes) {
            queue.enqueue(receiver, envelope);
        }
        for (Envelope envelope : envelopes) {
            if (queue.dequeue() != envelope) {
                throw new IllegalStateException(mailbox + " lost or reordered a message");
            }
        }
        if (queue.hasMessages()) {
            throw new IllegalStateException(mailbox + " holds more than it was sent");
        }
    }
}
