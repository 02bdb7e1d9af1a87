package io.nebula.bench;

import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/** A Pekko stream: elements come one by one from an iterator, go through a fan-out, and their results reach a sink one by one. */
final class ElementStream implements Engine {
    private final ActorSystem system;
    private final FanOut fanOut;

    ElementStream(ActorSystem system, FanOut fanOut) {
        this.system = system;
        this.fanOut = fanOut;
    }

    @Override
    public <I, O> Timed run(int count, IntFunction<I> elements, Function<I, O> work) throws Exception {
        long start = System.nanoTime();
        Tally tally = new Tally();
        Source.fromIterator(() -> new Cursor<>(count, elements)).via(fanOut.of(work))
                .runWith(Sink.foreach(tally::take), system).toCompletableFuture().get(10, TimeUnit.MINUTES);
        return Timed.since(start, tally);
    }

    @Override
    public void close() {
        system.terminate();
    }

    /** The elements in order. */
    static final class Cursor<I> implements Iterator<I> {
        private final int count;
        private final IntFunction<I> elements;
        private int next;

        Cursor(int count, IntFunction<I> elements) {
            this.count = count;
            this.elements = elements;
        }

        @Override
        public boolean hasNext() {
            return next < count;
        }

        @Override
        public I next() {
            return elements.apply(next++);
        }
    }
}
