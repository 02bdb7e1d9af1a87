package io.nebula.engine;

import io.nebula.balance.BalanceControl;
import io.nebula.balance.BalanceLimits;
import io.nebula.balance.BalanceReport;
import io.nebula.balance.BalanceStage;
import io.nebula.balance.RunTime;
import io.nebula.connector.MorselReader;
import io.nebula.format.Morsel;
import io.nebula.pipeline.ParallelSettings;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.ActorAttributes;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.UniqueKillSwitch;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/** Turns a plan into a running graph: source, balance stage and sink, an island each. */
final class PipelineGraph {
    static final String IO = "nebula.dispatchers.io";
    /** Trains that may wait before an island. */
    private static final Attributes NO_PREFETCH = Attributes.inputBuffer(1, 1);

    private final Plan plan;
    private final Sizing sizing;
    private final Settlement settlement;
    private final HandedOut handedOut;
    private final Supplier<MorselReader> reader;
    private final IntFunction<Function<Morsel, MorselResult>> kernels;
    private final RunTime time;

    /**
     * @param reader begins to read, or goes on; called once, on an io thread
     * @param kernels makes a worker's kernel, on its thread
     */
    PipelineGraph(Plan plan, Sizing sizing, Settlement settlement, HandedOut handedOut,
            Supplier<MorselReader> reader, IntFunction<Function<Morsel, MorselResult>> kernels, RunTime time) {
        this.plan = plan;
        this.sizing = sizing;
        this.settlement = settlement;
        this.handedOut = handedOut;
        this.reader = reader;
        this.kernels = kernels;
        this.time = time;
    }

    /**
     * A graph at work.
     *
     * @param killSwitch lets the graph end early as if the input were at its end
     * @param end when everything that arrived has been settled, or the graph has failed
     * @param report when the balance stage has ended; never fails
     */
    record Running(UniqueKillSwitch killSwitch, CompletionStage<Done> end, CompletionStage<BalanceReport> report) {}

    Running run(ClassicActorSystemProvider system) {
        ParallelSettings settings = plan.pipeline().parallel();
        BalanceLimits limits = sizing.limits(settings);
        BalanceStage<List<Morsel>, Morsel, MorselResult> balance = new BalanceStage<>(limits,
                sizing.crew(settings, plan.pipeline().name()), settings.morselTimeout(), new MorselWorkload(kernels),
                time);
        Source<List<Morsel>, NotUsed> morsels = Source.fromGraph(new MorselStage(reader, handedOut, MorselWorkload::weigh,
                limits.trainWeight(), limits.trainJobs())).withAttributes(on(IO));
        Flow<List<Morsel>, List<MorselResult>, Pair<UniqueKillSwitch, BalanceControl>> workers =
                Flow.<List<Morsel>>create()
                .viaMat(KillSwitches.single(), Keep.right())
                .viaMat(balance, Keep.both())
                .withAttributes(on(BalanceStage.HUB));
        Sink<List<MorselResult>, CompletionStage<Done>> settle = Sink.fromGraph(new SettleStage(settlement))
                .withAttributes(on(IO));
        return morsels.async()
                .viaMat(workers.async(), Keep.right())
                .toMat(settle, (hub, end) -> new Running(hub.first(), end, hub.second().report()))
                .run(system);
    }

    private static Attributes on(String dispatcher) {
        return ActorAttributes.dispatcher(dispatcher).and(NO_PREFETCH);
    }
}
