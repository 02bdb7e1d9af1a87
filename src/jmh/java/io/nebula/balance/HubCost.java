package io.nebula.balance;

import com.typesafe.config.ConfigFactory;
import io.nebula.bench.PekkoBalance;
import io.nebula.dispatch.Pinning;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.apache.pekko.Done;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.ActorAttributes;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/**
 * CPU time of the hub's threads per morsel, waking up included: our balance stage, or stock {@code Balance}, a lane per
 * worker and {@code Merge}, which keep no order. Source and sink run elsewhere, as in a pipeline.
 *
 * <p>With work in the morsels the workers are saturated, and the hub sleeps between two answers; with none the hub is,
 * and answers queue up for it.
 */
public final class HubCost implements AutoCloseable {
    private static final String IO = "nebula.dispatchers.io";
    private static final String HUB_THREADS = "nebula-hub-";
    /** About 50 µs: a tenth of a small morsel's work, so that the hub has ten times as much to do as in earnest. */
    public static final int BUSY = 50_000;
    /** No work. */
    public static final int IDLE = 0;

    private static final long WARM_UP = 300_000;
    private static final long TRIAL = 5_000;
    private static final long UNBOUNDED = Long.MAX_VALUE;
    /** The automatic in-flight budget, in morsels that take 50 µs. */
    private static final int MORSELS_INSIDE = 4096;
    private static final int CREDITS = 2;
    private static final int MOST_CREDITS = 256;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** @param userNanos the part outside the kernel, as exact as the kernel's ticks */
    public record PerMorsel(double nanos, double userNanos) {}

    private final ActorSystem system;
    private final boolean stock;
    private final int workers;
    private final int additions;
    private volatile int work;

    /** @param stage {@code nebula} or {@code stock} @param additions the work of one morsel */
    public HubCost(String stage, int workers, int additions) {
        this.stock = stage.equals("stock");
        this.workers = workers;
        this.additions = additions;
        // one thread, since the time of one that has ended is lost
        system = ActorSystem.create("hub", ConfigFactory.parseString("nebula.dispatchers.hub.threads = 1\n"
                + PekkoBalance.lanes(workers))
                .withFallback(ConfigFactory.load()));
    }

    /** As a process: stage, workers, seconds, additions per morsel. */
    public static void main(String[] arguments) throws Exception {
        int workers = Integer.parseInt(arguments[1]);
        try (HubCost cost = new HubCost(arguments[0], workers, Integer.parseInt(arguments[3]))) {
            double nanosPerMorsel = cost.warmUp();
            long morsels = (long) (Double.parseDouble(arguments[2]) * 1e9 / nanosPerMorsel);
            PerMorsel measured = cost.measure(Math.max(1000, morsels));
            System.out.println("RESULT hub-nanos=" + measured.nanos() + " user-nanos=" + measured.userNanos());
        }
    }

    /** Runs until everything has been compiled; returns wall nanoseconds per morsel. */
    public double warmUp() throws Exception {
        work = IDLE;
        measure(WARM_UP);
        work = additions;
        measure(TRIAL);
        long start = System.nanoTime();
        measure(TRIAL);
        return (System.nanoTime() - start) / (double) TRIAL;
    }

    /** Sends that many morsels through and checks that each came out, with its result. */
    public PerMorsel measure(long morsels) throws Exception {
        long[] sum = {0};
        long user = hubNanos(THREADS::getThreadUserTime);
        long all = hubNanos(THREADS::getThreadCpuTime);
        CompletionStage<Done> end = stock ? stock(morsels, sum) : nebula(morsels, sum);
        end.toCompletableFuture().get(10, TimeUnit.MINUTES);
        all = hubNanos(THREADS::getThreadCpuTime) - all;
        user = hubNanos(THREADS::getThreadUserTime) - user;
        if (sum[0] != morsels * (morsels - 1) / 2) {
            throw new IllegalStateException("the results of " + morsels + " morsels add up to " + sum[0]);
        }
        return new PerMorsel((double) all / morsels, (double) user / morsels);
    }

    private CompletionStage<Done> stock(long morsels, long[] sum) {
        return Source.fromIterator(() -> LongStream.range(0, morsels).iterator())
                .withAttributes(on(IO)).async()
                .via(PekkoBalance.flow(workers, this::work).withAttributes(on(BalanceStage.HUB)).async())
                .runWith(Sink.<Long>foreach(result -> sum[0] += result).withAttributes(on(IO)), system);
    }

    /** In trains, as a pipeline's source and sink hand them over. */
    private CompletionStage<Done> nebula(long morsels, long[] sum) {
        BalanceLimits limits = new BalanceLimits(workers, CREDITS, MOST_CREDITS, UNBOUNDED, MORSELS_INSIDE, UNBOUNDED,
                BalanceLimits.LONGEST_TRAIN, true);
        CrewSettings crew = new CrewSettings("work", workers, workers, MOST_CREDITS, Pinning.AUTO);
        BalanceStage<List<Long>, Long, Long> stage = new BalanceStage<>(limits, crew, Duration.ofMinutes(10),
                Workload.ofTrains(morsel -> 1, result -> false, worker -> (Function<Long, Long>) this::work));
        return Source.fromIterator(() -> new Trains(morsels)).withAttributes(on(IO)).async()
                .via(Flow.fromGraph(stage).withAttributes(on(BalanceStage.HUB)).async())
                .runWith(Sink.<List<Long>>foreach(train -> train.forEach(result -> sum[0] += result))
                        .withAttributes(on(IO)), system);
    }

    /** The numbers up to {@code morsels}. */
    private static final class Trains implements Iterator<List<Long>> {
        private final long morsels;
        private long next;

        Trains(long morsels) {
            this.morsels = morsels;
        }

        @Override
        public boolean hasNext() {
            return next < morsels;
        }

        @Override
        public List<Long> next() {
            List<Long> train = new ArrayList<>();
            while (hasNext() && train.size() < BalanceLimits.LONGEST_TRAIN) {
                train.add(next++);
            }
            return train;
        }
    }

    private Long work(Long morsel) {
        double sum = 0;
        for (int i = work; i > 0; i--) {
            sum += i;
        }
        return sum < 0 ? Long.valueOf(-1) : morsel;
    }

    private static Attributes on(String dispatcher) {
        return ActorAttributes.dispatcher(dispatcher).and(Attributes.inputBuffer(1, 1));
    }

    private static long hubNanos(LongUnaryOperator time) {
        long nanos = 0;
        for (ThreadInfo thread : THREADS.dumpAllThreads(false, false, 0)) {
            if (thread.getThreadName().startsWith(HUB_THREADS)) {
                nanos += time.applyAsLong(thread.getThreadId());
            }
        }
        return nanos;
    }

    @Override
    public void close() {
        system.terminate();
    }
}
