package io.nebula.bench;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.apache.pekko.Done;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.BoundedSourceQueue;
import org.apache.pekko.stream.QueueOfferResult;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/**
 * How late results are of elements that arrive from outside at a given rate, as a process: fan-out, threads, seconds, and rates
 * per second. Always says the rate that it reaches with elements offered as fast as they are taken.
 */
final class LatencyRun {
    static final List<String> PERCENTILES = List.of("50", "99", "99.9");

    private static final double MEDIAN = 50;
    private static final int QUEUE = 1 << 16;
    private static final long ROOM_NANOS = 50_000;
    private static final int FIRST = 10_000;
    /** Of each run, at its beginning: not measured. */
    private static final double UNMEASURED = 0.25;

    private final MapElements elements = new MapElements();
    private final String name;
    private final double seconds;
    private final ActorSystem system;
    private final FanOut fanOut;

    private LatencyRun(String name, int threads, double seconds) {
        this.name = name;
        this.seconds = seconds;
        this.system = ElementEngines.system(threads);
        this.fanOut = ElementEngines.fanOut(name, threads, name.equals(ElementEngines.NEBULA) ? NebulaFanOut.AUTO : 1, system);
    }

    public static void main(String[] arguments) throws Exception {
        LatencyRun run = new LatencyRun(arguments[0], Integer.parseInt(arguments[1]), Double.parseDouble(arguments[2]));
        StringBuilder result = new StringBuilder(Ended.RESULT).append("capacity=").append(run.capacity());
        for (int i = 3; i < arguments.length; i++) {
            result.append(run.latencies(i - 3, Double.parseDouble(arguments[i])));
        }
        System.out.println(result);
        System.exit(0);
    }

    /** Elements per second, of the last of several runs. */
    private double capacity() throws Exception {
        long until = System.nanoTime() + (long) (2 * seconds * 1e9);
        double rate = FIRST / seconds;
        do {
            int count = (int) Math.max(FIRST, rate * seconds / 2);
            long start = System.nanoTime();
            run(count, number -> {}, () -> {});
            rate = count / ((System.nanoTime() - start) / 1e9);
        } while (System.nanoTime() < until);
        return rate;
    }

    private String latencies(int load, double perSecond) throws Exception {
        int count = (int) (perSecond * seconds * (1 + UNMEASURED));
        Arrivals arrivals = new Arrivals(perSecond, count, (int) (perSecond * seconds * UNMEASURED));
        run(count, arrivals::await, arrivals::arrived);
        StringBuilder said = new StringBuilder();
        for (String percentile : PERCENTILES) {
            double at = Double.parseDouble(percentile);
            said.append(' ').append(load).append("-p").append(percentile).append('=').append(arrivals.results().at(at));
        }
        return said.append(' ').append(load).append("-offers=").append(arrivals.offers().at(MEDIAN)).toString();
    }

    /** @param before called before an element is offered, with its number @param after when a result has arrived */
    private void run(int count, IntConsumer before, Runnable after) throws Exception {
        Tally tally = new Tally();
        Pair<BoundedSourceQueue<Map<String, Object>>, CompletionStage<Done>> ends =
                Source.<Map<String, Object>>queue(QUEUE).viaMat(fanOut.of(MapElements::work), Keep.left())
                        .toMat(Sink.foreach(result -> {
                            after.run();
                            tally.take(result);
                        }), Keep.both()).run(system);
        for (int i = 0; i < count; i++) {
            before.accept(i);
            offer(ends.first(), elements.at(i));
        }
        ends.first().complete();
        ends.second().toCompletableFuture().get(10, TimeUnit.MINUTES);
        elements.check(name, count, tally, ElementEngines.isOrdered(name));
    }

    private static <I> void offer(BoundedSourceQueue<I> queue, I element) {
        QueueOfferResult result;
        while ((result = queue.offer(element)) != QueueOfferResult.enqueued()) {
            if (result != QueueOfferResult.dropped()) {
                throw new IllegalStateException("the stream has ended before its elements: " + result);
            }
            LockSupport.parkNanos(ROOM_NANOS);
        }
    }
}
