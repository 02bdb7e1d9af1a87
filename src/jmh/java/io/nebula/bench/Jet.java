package io.nebula.bench;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.jet.config.JetConfig;
import com.hazelcast.jet.pipeline.BatchSource;
import com.hazelcast.jet.pipeline.Pipeline;
import com.hazelcast.jet.pipeline.SinkBuilder;
import com.hazelcast.jet.pipeline.SourceBuilder;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Hazelcast Jet, embedded, a member alone: elements go from stage to stage by reference. Source, work and sink run with
 * as many instances as there are threads. Time counts from the first element to the last result; deploying the job does
 * not.
 *
 * <p>Jet serialises a job's functions; what they work on is therefore reached through one static place.
 */
final class Jet implements Engine {
    private static volatile Work current;

    private final HazelcastInstance member;
    private final int threads;

    /** @param queue how many elements may wait between two stages */
    Jet(int threads, int queue) {
        this.threads = threads;
        Config config = new Config().setProperty("hazelcast.phone.home.enabled", "false")
                .setProperty("hazelcast.logging.type", "none");
        config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
        config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
        config.getMetricsConfig().setEnabled(false);
        JetConfig jet = config.getJetConfig().setEnabled(true).setCooperativeThreadCount(threads);
        jet.getDefaultEdgeConfig().setQueueSize(queue);
        member = Hazelcast.newHazelcastInstance(config);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <I, O> Timed run(int count, IntFunction<I> elements, Function<I, O> work) {
        current = new Work((Function<Object, Object>) work, (IntFunction<Object>) elements, count, threads);
        member.getJet().newJob(pipeline(threads)).join();
        Tally all = new Tally();
        current.parts.forEach(all::add);
        return new Timed(all, (current.end.get() - current.start.get()) / 1e9);
    }

    private static Pipeline pipeline(int threads) {
        BatchSource<Object> source = SourceBuilder
                .batch("elements", context -> new Cursor(context.globalProcessorIndex()))
                .fillBufferFn((cursor, buffer) -> {
                    for (int i = 0; i < Cursor.FILL; i++) {
                        if (!cursor.hasNext()) {
                            buffer.close();
                            return;
                        }
                        buffer.add(cursor.next());
                    }
                })
                .distributed(threads).build();
        Pipeline pipeline = Pipeline.create();
        pipeline.readFrom(source).setLocalParallelism(threads)
                .map(element -> current.function.apply(element)).setLocalParallelism(threads)
                .writeTo(SinkBuilder.sinkBuilder("results", context -> current.part())
                        .receiveFn((Tally tally, Object result) -> tally.take(result))
                        .flushFn(tally -> current.touch())
                        .preferredLocalParallelism(threads).build());
        return pipeline;
    }

    @Override
    public void close() {
        member.shutdown();
    }

    /** One job's inputs, results and times. */
    private static final class Work {
        private final Function<Object, Object> function;
        private final IntFunction<Object> elements;
        private final int count;
        private final int stride;
        private final Queue<Tally> parts = new ConcurrentLinkedQueue<>();
        private final AtomicLong start = new AtomicLong(Long.MAX_VALUE);
        private final AtomicLong end = new AtomicLong(Long.MIN_VALUE);

        Work(Function<Object, Object> function, IntFunction<Object> elements, int count, int stride) {
            this.function = function;
            this.elements = elements;
            this.count = count;
            this.stride = stride;
        }

        Tally part() {
            Tally tally = new Tally();
            parts.add(tally);
            return tally;
        }

        void begin() {
            start.accumulateAndGet(System.nanoTime(), Math::min);
        }

        void touch() {
            end.accumulateAndGet(System.nanoTime(), Math::max);
        }
    }

    /** Every n-th element. */
    private static final class Cursor {
        static final int FILL = 16;

        private final Work work = current;
        private int next;
        private boolean begun;

        Cursor(int first) {
            next = first;
        }

        boolean hasNext() {
            if (!begun) {
                begun = true;
                work.begin();
            }
            return next < work.count;
        }

        Object next() {
            Object element = work.elements.apply(next);
            next += work.stride;
            return element;
        }
    }
}
