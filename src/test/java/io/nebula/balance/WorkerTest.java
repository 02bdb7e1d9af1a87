package io.nebula.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WorkerTest {
    private static ActorTestKit kit;

    private final BlockingQueue<Reply<Integer, Integer>> replies = new LinkedBlockingQueue<>();
    private ReplyPort<Integer, Integer> port = new ReplyPort<>(this::take);

    @BeforeAll
    static void start() {
        kit = ActorTestKit.create();
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    private void take() {
        port.drain(replies::add);
    }

    private static Envelope<Integer, Integer> envelope(int input, ReplyPort<Integer, Integer> port) {
        return new Envelope<>(new Job<>(input, input, 1, 1), new Seat<>(0, 0, 2), port);
    }

    @Test
    void shouldEndWhenItCannotAnswerSoThatItsEndIsTheAnswer() {
        ReplyPort<Integer, Integer> broken = new ReplyPort<>(() -> {
            throw new OutOfMemoryError("no room for a wake-up");
        });
        ActorRef<Worker.Message> worker = kit.spawn(Worker.<Integer, Integer>create(() -> n -> n, RunTime.SYSTEM));

        worker.tell(envelope(1, broken));

        kit.createTestProbe().expectTerminated(worker);
    }

    @Test
    void shouldNotPassAnInterruptionOnThatAFunctionLeavesBehind() throws Exception {
        ActorRef<Worker.Message> worker = kit.spawn(Worker.<Integer, Integer>create(() -> n -> {
            boolean before = Thread.currentThread().isInterrupted();
            Thread.currentThread().interrupt();
            return before ? -1 : n;
        }, RunTime.SYSTEM));

        worker.tell(envelope(1, port));
        worker.tell(envelope(2, port));

        assertThat(replies.take().output()).isEqualTo(1);
        assertThat(replies.take().output()).isEqualTo(2);
    }

    @Test
    void shouldCloseItsFunctionOnceWhenItEnds() throws Exception {
        AtomicInteger closed = new AtomicInteger();
        ActorRef<Worker.Message> worker = kit.spawn(
                Worker.<Integer, Integer>create(() -> new Closeable(closed), RunTime.SYSTEM));
        worker.tell(envelope(1, port));
        assertThat(replies.take().output()).isEqualTo(1);
        assertThat(closed).hasValue(0);

        worker.tell(Worker.Stop.STOP);

        TestProbe<Object> probe = kit.createTestProbe();
        probe.expectTerminated(worker);
        assertThat(closed).hasValue(1);
    }

    @Test
    void shouldAnswerWithWhatMakingTheFunctionThrewAndTryAgainNextTime() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        ActorRef<Worker.Message> worker = kit.spawn(Worker.<Integer, Integer>create(() -> {
            if (attempts.getAndIncrement() == 0) {
                throw new NoClassDefFoundError("codec");
            }
            return n -> n;
        }, RunTime.SYSTEM));

        worker.tell(envelope(1, port));
        worker.tell(envelope(2, port));

        assertThat(replies.take().error()).isInstanceOf(NoClassDefFoundError.class);
        assertThat(replies.take().output()).isEqualTo(2);
    }

    private record Closeable(AtomicInteger closed) implements Function<Integer, Integer>, AutoCloseable {
        @Override
        public Integer apply(Integer n) {
            return n;
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }
}
