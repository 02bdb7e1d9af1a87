package io.nebula.bench;

import com.typesafe.config.ConfigFactory;
import io.nebula.pipeline.Ordering;
import java.util.Locale;
import org.apache.pekko.actor.ActorSystem;

/** Makes what runs a function for each element, by name. */
final class ElementEngines {
    /** In the order of their elements. */
    static final String NEBULA = "nebula";
    static final String NEBULA_UNORDERED = "nebula-unordered";
    static final String MAP_ASYNC = "map-async";
    static final String MAP_ASYNC_UNORDERED = "map-async-unordered";
    static final String BALANCE = "balance";
    static final String REACTOR = "reactor";
    static final String JET = "jet";
    static final String PARALLEL_STREAM = "parallel-stream";
    static final String LOOPS = "plain-loops";

    private static final int JET_QUEUE = 1024;

    private ElementEngines() {}

    /** @param morsel elements handed over together, as far as the engine can be told */
    static Engine engine(String name, int threads, int morsel) {
        return switch (name) {
            case REACTOR -> new ReactorElements(threads, morsel);
            case JET -> new Jet(threads, JET_QUEUE);
            case PARALLEL_STREAM -> new ParallelStreams(threads);
            case LOOPS -> new Loops(threads);
            default -> {
                ActorSystem system = system(threads);
                yield new ElementStream(system, fanOut(name, threads, morsel, system));
            }
        };
    }

    /** One with a dispatcher for the lanes of stock {@code Balance}. */
    static ActorSystem system(int threads) {
        return ActorSystem.create("elements",
                ConfigFactory.parseString(PekkoBalance.lanes(threads)).withFallback(ConfigFactory.load()));
    }

    /** One of Pekko's or ours. */
    static FanOut fanOut(String name, int threads, int morsel, ActorSystem system) {
        return switch (name) {
            case NEBULA -> new NebulaFanOut(threads, morsel, Ordering.INPUT);
            case NEBULA_UNORDERED -> new NebulaFanOut(threads, morsel, Ordering.NONE);
            default -> new StockFanOut(StockFanOut.Kind.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_')), threads,
                    morsel, system.dispatcher());
        };
    }

    /** Whether results come in the order of their elements. */
    static boolean isOrdered(String name) {
        return name.equals(NEBULA) || name.equals(MAP_ASYNC);
    }
}
