package io.nebula.balance;

import io.nebula.dispatch.BoundCpu;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The actor that does the work: claims the job of each envelope, runs it, answers. Its function and all scratch memory are
 * made on its group's threads, at the first job, and closed there when it ends.
 */
final class Worker<I, O> extends AbstractBehavior<Worker.Message> {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    private final Supplier<Function<I, O>> functions;
    private final RunTime time;
    private final BusyClock busy;
    private Function<I, O> function;

    /** What a worker is told. */
    interface Message {}

    /** Ends the worker after the envelope that it works on; the others are given back. */
    enum Stop implements Message {
        STOP
    }

    private Worker(ActorContext<Message> context, Supplier<Function<I, O>> functions, RunTime time) {
        super(context);
        this.functions = functions;
        this.time = time;
        this.busy = new BusyClock(time::cpuNanos);
    }

    /** @param functions makes the worker's own function; one that is {@link AutoCloseable} is closed at the end */
    static <I, O> Behavior<Message> create(Supplier<Function<I, O>> functions, RunTime time) {
        return Behaviors.setup(context -> new Worker<>(context, functions, time));
    }

    @Override
    public Receive<Message> createReceive() {
        return newReceiveBuilder()
                .onMessage(Envelope.class, this::onEnvelope)
                .onMessageEquals(Stop.STOP, Behaviors::stopped)
                .onSignal(PostStop.class, signal -> close())
                .build();
    }

    @SuppressWarnings("unchecked")
    private Behavior<Message> onEnvelope(Envelope<?, ?> message) {
        try {
            run((Envelope<I, O>) message);
            return this;
        } catch (Throwable e) { // no answer could be given; the end of the worker, which the stage watches, is one
            LOG.error("A worker ends because it cannot answer; what it worked on runs again elsewhere", e);
            return Behaviors.stopped();
        } finally {
            Thread.interrupted(); // a flag that a transform has left behind would end the thread
        }
    }

    private Behavior<Message> close() {
        BoundCpu.release(); // telling others of the end may start threads of theirs
        if (function instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                LOG.warn("A worker's function cannot be closed; its memory stays with the garbage collector", e);
            }
        }
        return this;
    }

    private void run(Envelope<I, O> envelope) {
        Job<I> job = envelope.job();
        Seat<I> seat = envelope.seat();
        if (!job.claim(seat.id, time)) {
            envelope.port().offer(Reply.without(Reply.Kind.TOMBSTONE, job, seat), seat.worked());
            return;
        }
        busy.begin();
        Reply<I, O> reply;
        try {
            if (function == null) {
                function = functions.get();
            }
            O output = function.apply(job.input);
            job.ended(time);
            long busyNanos = busy.end(job.tookNanos());
            reply = output == null
                    ? Reply.failed(job, seat, new NullPointerException("the function returned null"), busyNanos)
                    : Reply.done(job, seat, output, busyNanos);
        } catch (Throwable error) { // whatever a transform throws, an Error too, is an answer and not the end of the worker
            job.ended(time);
            reply = Reply.failed(job, seat, error, busy.end(job.tookNanos()));
        }
        envelope.port().offer(reply, seat.worked());
    }
}
