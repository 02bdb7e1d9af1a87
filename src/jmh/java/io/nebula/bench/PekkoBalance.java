package io.nebula.bench;

import com.typesafe.config.ConfigFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.ActorAttributes;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.UniformFanInShape;
import org.apache.pekko.stream.UniformFanOutShape;
import org.apache.pekko.stream.javadsl.Balance;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.GraphDSL;
import org.apache.pekko.stream.javadsl.Merge;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/** Stock Pekko: the textbook's {@code Balance}, a lane per thread behind an async boundary, {@code Merge}. */
public final class PekkoBalance implements Engine {
    private static final String LANES = "lanes";

    private final ActorSystem system;
    private final int threads;

    PekkoBalance(int threads) {
        this.threads = threads;
        system = ActorSystem.create("balance", ConfigFactory.parseString(lanes(threads))
                .withFallback(ConfigFactory.load()));
    }

    /** The configuration of a dispatcher named {@code lanes} with that many threads. */
    public static String lanes(int threads) {
        return LANES + " { type = Dispatcher, executor = thread-pool-executor, throughput = 16,"
                + " thread-pool-executor.fixed-pool-size = " + threads + " }";
    }

    /** The fan-out; lanes run on the dispatcher {@code lanes}, everything else where the flow runs. */
    public static <I, O> Flow<I, O, NotUsed> flow(int lanes, Function<I, O> work) {
        return Flow.fromGraph(GraphDSL.create(builder -> {
            UniformFanOutShape<I, I> balance = builder.add(Balance.create(lanes));
            UniformFanInShape<O, O> merge = builder.add(Merge.create(lanes));
            for (int lane = 0; lane < lanes; lane++) {
                Flow<I, O, NotUsed> worker = Flow.<I>create().map(work::apply)
                        .withAttributes(ActorAttributes.dispatcher(LANES)).async();
                builder.from(balance).via(builder.add(worker)).toFanIn(merge);
            }
            return FlowShape.of(balance.in(), merge.out());
        }));
    }

    @Override
    public <I, O> Timed run(int count, IntFunction<I> elements, Function<I, O> work) throws Exception {
        long start = System.nanoTime();
        Tally tally = new Tally();
        Source.fromIterator(() -> IntStream.range(0, count).mapToObj(elements).iterator())
                .via(flow(threads, work))
                .runWith(Sink.foreach(tally::take), system).toCompletableFuture().get(10, TimeUnit.MINUTES);
        return Timed.since(start, tally);
    }

    @Override
    public void close() {
        system.terminate();
    }
}
