package io.nebula.engine;

import com.typesafe.config.ConfigFactory;
import io.nebula.bench.PekkoBalance;
import io.nebula.dispatch.Pinning;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.ActorAttributes;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/**
 * CPU time of the hub's threads per morsel while every worker is busy: our balance stage, or stock {@code Balance}, a lane
 * per worker and {@code Merge}, which keep no order. Source and sink run elsewhere, as in a pipeline.
 */
public final class HubCost implements AutoCloseable {
    private static final String HUB_THREADS = "nebula-hub-";
    /** About 50 µs of work: a tenth of a small morsel's, so that the hub has ten times as much to do as in earnest. */
    private static final int ADDITIONS = 50_000;
    private static final long WARM_UP = 20_000;
    private static final long UNBOUNDED = Long.MAX_VALUE;
    private static final int MORSELS_INSIDE = 128;
    private static final int CREDITS = 2;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final ActorSystem system;
    private final boolean stock;
    private final int workers;

    /** @param stage {@code nebula} or {@code stock} */
    public HubCost(String stage, int workers) {
        this.stock = stage.equals("stock");
        this.workers = workers;
        system = ActorSystem.create("hub", ConfigFactory.parseString(PekkoBalance.lanes(workers))
                .withFallback(ConfigFactory.load()));
    }

    /** As a process: stage, workers, seconds. */
    public static void main(String[] arguments) throws Exception {
        int workers = Integer.parseInt(arguments[1]);
        try (HubCost cost = new HubCost(arguments[0], workers)) {
            double nanosPerMorsel = cost.warmUp();
            long morsels = (long) (Double.parseDouble(arguments[2]) * 1e9 / nanosPerMorsel);
            System.out.println("RESULT hub-nanos=" + cost.nanosPerMorsel(Math.max(1000, morsels)));
        }
    }

    /** Runs until everything has been compiled; returns wall nanoseconds per morsel. */
    public double warmUp() throws Exception {
        long start = System.nanoTime();
        nanosPerMorsel(WARM_UP);
        return (System.nanoTime() - start) / (double) WARM_UP;
    }

    /** Sends that many morsels through and checks that each came out, with its result. */
    public double nanosPerMorsel(long morsels) throws Exception {
        long[] sum = {0};
        long before = hubNanos();
        Source.fromIterator(() -> LongStream.range(0, morsels).iterator())
                .withAttributes(on(PipelineGraph.IO)).async()
                .viaMat(flow().withAttributes(on(PipelineGraph.HUB)).async(), Keep.right())
                .toMat(Sink.<Long>foreach(result -> sum[0] += result).withAttributes(on(PipelineGraph.IO)), Keep.right())
                .run(system).toCompletableFuture().get(10, TimeUnit.MINUTES);
        long after = hubNanos();
        if (sum[0] != morsels * (morsels - 1) / 2) {
            throw new IllegalStateException("the results of " + morsels + " morsels add up to " + sum[0]);
        }
        return (double) (after - before) / morsels;
    }

    private Flow<Long, Long, NotUsed> flow() {
        if (stock) {
            return PekkoBalance.flow(workers, HubCost::work);
        }
        BalanceLimits limits = new BalanceLimits(workers, CREDITS, UNBOUNDED, MORSELS_INSIDE, true);
        CrewSettings crew = new CrewSettings("work", workers, workers, CREDITS, Pinning.AUTO);
        return Flow.fromGraph(new BalanceStage<Long, Long>(limits, crew, Duration.ofMinutes(10), morsel -> 1,
                result -> false, worker -> (Function<Long, Long>) HubCost::work))
                .mapMaterializedValue(report -> NotUsed.getInstance());
    }

    private static Long work(Long morsel) {
        double sum = 0;
        for (int i = 0; i < ADDITIONS; i++) {
            sum += i;
        }
        return sum < 0 ? Long.valueOf(-1) : morsel;
    }

    private static Attributes on(String dispatcher) {
        return ActorAttributes.dispatcher(dispatcher).and(Attributes.inputBuffer(1, 1));
    }

    private static long hubNanos() {
        long nanos = 0;
        for (ThreadInfo thread : THREADS.dumpAllThreads(false, false, 0)) {
            if (thread.getThreadName().startsWith(HUB_THREADS)) {
                nanos += THREADS.getThreadCpuTime(thread.getThreadId());
            }
        }
        return nanos;
    }

    @Override
    public void close() {
        system.terminate();
    }
}
