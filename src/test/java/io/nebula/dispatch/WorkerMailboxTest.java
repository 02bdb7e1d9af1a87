package io.nebula.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.dispatch.WorkMessage.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.dispatch.Envelope;
import org.apache.pekko.dispatch.MessageQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class WorkerMailboxTest {
    private static ActorSystem system;

    private final Queue<Job.Return> returns = new ConcurrentLinkedQueue<>();
    private final Letters letters = new Letters();

    @BeforeAll
    static void start() {
        system = ActorSystem.create("mailbox");
    }

    @AfterAll
    static void stop() throws Exception {
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().get();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8})
    void shouldHoldExactlyItsSlotsAndReturnTheNextMessage(int slots) {
        WorkerMailbox mailbox = new WorkerMailbox(slots);

        IntStream.rangeClosed(0, slots).forEach(i -> send(mailbox, new Job(i, returns)));

        assertThat(returns).containsExactly(new Job.Return(slots, Cause.OVERFLOW));
        assertThat(mailbox.numberOfMessages()).isEqualTo(slots);
        assertThat(numbers(mailbox)).isEqualTo(IntStream.range(0, slots).boxed().toList());
    }

    @Test
    void shouldTakeWorkAgainOnceASlotIsFree() {
        WorkerMailbox mailbox = new WorkerMailbox(1);
        for (int i = 0; i < 100; i++) {
            send(mailbox, new Job(i, returns));
            assertThat(mailbox.hasMessages()).isTrue();
            assertThat(numbers(mailbox)).containsExactly(i);
            assertThat(mailbox.hasMessages()).isFalse();
        }

        assertThat(returns).isEmpty();
    }

    @Test
    void shouldTakeControlMessagesFirstAndBesideAFullWorkLane() {
        WorkerMailbox mailbox = new WorkerMailbox(1);
        send(mailbox, new Job(0, returns));
        send(mailbox, "first");
        send(mailbox, "second");

        assertThat(messages(mailbox)).containsExactly("first", "second", new Job(0, returns));
        assertThat(returns).isEmpty();
    }

    @Test
    void shouldReturnWorkThatAnEndingWorkerLeaves() {
        WorkerMailbox mailbox = new WorkerMailbox(2);
        send(mailbox, new Job(0, returns));
        send(mailbox, "control");
        send(mailbox, new Job(1, returns));

        mailbox.cleanUp(system.deadLetters(), letters);

        assertThat(returns).containsExactly(
                new Job.Return(0, Cause.WORKER_ENDED), new Job.Return(1, Cause.WORKER_ENDED));
        assertThat(letters.messages).containsExactly("control");
        assertThat(mailbox.hasMessages()).isFalse();
    }

    @Test
    void shouldReturnWorkThatArrivesAfterTheEnd() {
        WorkerMailbox mailbox = new WorkerMailbox(1);
        mailbox.cleanUp(system.deadLetters(), letters);

        IntStream.range(0, 3).forEach(i -> send(mailbox, new Job(i, returns)));
        send(mailbox, "late");

        assertThat(returns).extracting(Job.Return::cause).containsOnly(Cause.WORKER_ENDED).hasSize(3);
        assertThat(letters.messages).containsExactly("late");
    }

    @Test
    void shouldNeverThrowAtASenderNorStopReturningWhenAMessageFails() {
        WorkerMailbox mailbox = new WorkerMailbox(2);
        WorkMessage broken = cause -> {
            throw new IllegalStateException("expected: " + cause);
        };
        send(mailbox, broken);
        send(mailbox, new Job(1, returns));

        send(mailbox, broken);
        mailbox.cleanUp(system.deadLetters(), letters);

        assertThat(returns).containsExactly(new Job.Return(1, Cause.WORKER_ENDED));
    }

    @Test
    void shouldLoseNothingUnderConcurrentSendersWhileTheWorkerEnds() throws Exception {
        for (int round = 0; round < 100; round++) {
            returns.clear();
            int senders = 4;
            int each = 50;
            WorkerMailbox mailbox = new WorkerMailbox(3);
            CountDownLatch go = new CountDownLatch(1);
            List<Thread> threads = new ArrayList<>();
            for (int sender = 0; sender < senders; sender++) {
                int first = sender * each;
                threads.add(new Thread(() -> {
                    awaitQuietly(go);
                    IntStream.range(first, first + each).forEach(i -> send(mailbox, new Job(i, returns)));
                }));
            }
            threads.forEach(Thread::start);
            go.countDown();
            List<Integer> seen = new ArrayList<>();
            while (seen.size() + returns.size() < senders * each / 2) {
                seen.addAll(numbers(mailbox));
            }

            mailbox.cleanUp(system.deadLetters(), letters);

            for (Thread thread : threads) {
                thread.join();
            }
            returns.forEach(back -> seen.add(back.number()));
            assertThat(seen).as("round %d", round).doesNotHaveDuplicates().hasSize(senders * each);
        }
    }

    private static void send(MessageQueue mailbox, Object message) {
        mailbox.enqueue(system.deadLetters(), Envelope.apply(message, ActorRef.noSender()));
    }

    private static List<Object> messages(WorkerMailbox mailbox) {
        List<Object> messages = new ArrayList<>();
        for (Envelope next = mailbox.dequeue(); next != null; next = mailbox.dequeue()) {
            messages.add(next.message());
        }
        return messages;
    }

    private static List<Integer> numbers(WorkerMailbox mailbox) {
        return messages(mailbox).stream().map(message -> ((Job) message).number()).toList();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes what a mailbox leaves to the dead letters. */
    private static final class Letters implements MessageQueue {
        private final List<Object> messages = new ArrayList<>();

        @Override
        public void enqueue(ActorRef receiver, Envelope envelope) {
            messages.add(envelope.message());
        }

        @Override
        public Envelope dequeue() {
            return null;
        }

        @Override
        public int numberOfMessages() {
            return messages.size();
        }

        @Override
        public boolean hasMessages() {
            return !messages.isEmpty();
        }

        @Override
        public void cleanUp(ActorRef owner, MessageQueue deadLetters) {
            messages.clear();
        }
    }
}
