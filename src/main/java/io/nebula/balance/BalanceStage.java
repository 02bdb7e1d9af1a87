package io.nebula.balance;

import io.nebula.metrics.Bottleneck;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Terminated;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.stage.AbstractGraphStageWithMaterializedValue;
import org.apache.pekko.stream.stage.AbstractInHandler;
import org.apache.pekko.stream.stage.AbstractOutHandler;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.stream.stage.TimerGraphStageLogic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;
import scala.runtime.BoxedUnit;

/**
 * Fans elements out to worker actors and their results back in. Both come in trains, lists of at least one: a train costs as
 * much to hand to another thread as a single element. What is ready leaves at once, however short the train, and counts against the budget until the next train is asked for.
 *
 * <p><b>Emits</b> when a result is ready, and, if ordered, all earlier ones have been emitted. <b>Backpressures</b> when no
 * worker has a credit left or the budget for elements inside is used up. <b>Completes</b> when upstream has completed and
 * every result has been emitted, or after a halting result. <b>Cancels</b> upstream, and ends the workers after what they
 * are doing, when downstream cancels. <b>Fails</b> when the function throws, after the results of all earlier elements have
 * been emitted; when upstream fails, after the results of the elements taken in; when an element takes longer
 * than the timeout; when workers keep ending.
 *
 * <p>Materialises to a report that completes, never with a failure, when the stage has ended.
 */
public final class BalanceStage<I, O>
        extends AbstractGraphStageWithMaterializedValue<FlowShape<List<I>, List<O>>, CompletionStage<BalanceReport>> {
    /** The dispatcher made for its island. */
    public static final String HUB = "nebula.dispatchers.hub";

    private static final Logger LOG = LoggerFactory.getLogger(BalanceStage.class);
    private static final int REPLACEMENTS_PER_WORKER = 3;

    private final Inlet<List<I>> in = Inlet.create("Balance.in");
    private final Outlet<List<O>> out = Outlet.create("Balance.out");
    private final FlowShape<List<I>, List<O>> shape = FlowShape.of(in, out);
    private final BalanceLimits limits;
    private final CrewSettings crewSettings;
    private final Duration timeout;
    private final ToLongFunction<I> weigher;
    private final Predicate<O> halts;
    private final IntFunction<Function<I, O>> functions;

    /**
     * @param timeout how long one element may take
     * @param weigher the weight of an element against {@link BalanceLimits#maxWeight}
     * @param halts whether a result ends the stream
     * @param functions makes the function of the worker with that number, on its thread
     */
    public BalanceStage(BalanceLimits limits, CrewSettings crewSettings, Duration timeout, ToLongFunction<I> weigher,
            Predicate<O> halts, IntFunction<Function<I, O>> functions) {
        this.limits = limits;
        this.crewSettings = crewSettings;
        this.timeout = timeout;
        this.weigher = weigher;
        this.halts = halts;
        this.functions = functions;
    }

    @Override
    public FlowShape<List<I>, List<O>> shape() {
        return shape;
    }

    @Override
    public Pair<GraphStageLogic, CompletionStage<BalanceReport>> createLogicAndMaterializedValuePair(
            Attributes inheritedAttributes) {
        Logic logic = new Logic();
        return Pair.create(logic, logic.report);
    }

    private final class Logic extends TimerGraphStageLogic {
        private final CompletableFuture<BalanceReport> report = new CompletableFuture<>();
        private final Balancer<I, O> balancer = new Balancer<>(limits, halts, this::tell);
        private final ReplyPort<I, O> port;
        private final Watchdog watchdog = new Watchdog(timeout, LOG::warn);
        private final WaitClock clock = new WaitClock();
        private final List<Seat<I>> seats = new ArrayList<>();
        private final List<ActorRef> refs = new ArrayList<>();
        private WorkerCrew<I, O> crew;
        private int replacements = REPLACEMENTS_PER_WORKER * limits.workers();
        private final ArrayDeque<I> arrived = new ArrayDeque<>();
        private boolean upstreamDone;
        private boolean halted;
        private Throwable failure;
        private Throwable upstreamFailure;

        private Logic() {
            super(shape);
            AsyncCallback<NotUsed> wake = createAsyncCallback(ignored -> onReplies());
            port = new ReplyPort<>(() -> wake.invoke(NotUsed.getInstance()));
            setHandler(in, new AbstractInHandler() {
                @Override
                public void onPush() {
                    arrived.addAll(grab(in));
                    watchdog.arrived(System.nanoTime());
                    advance();
                }

                @Override
                public void onUpstreamFinish() {
                    upstreamDone = true;
                    advance();
                }

                @Override
                public void onUpstreamFailure(Throwable failure) {
                    upstreamDone = true;
                    upstreamFailure = failure;
                    advance();
                }
            });
            setHandler(out, new AbstractOutHandler() {
                @Override
                public void onPull() {
                    balancer.leaving(0, 0);
                    advance();
                }
            });
        }

        @Override
        public void preStart() {
            clock.start(System.nanoTime());
            watchdog.arrived(System.nanoTime());
            getStageActor(this::onMessage);
            crew = new WorkerCrew<>(materializer().system(), crewSettings, functions);
            for (int worker = 0; worker < limits.workers(); worker++) {
                hire(worker);
            }
            scheduleWithFixedDelay("watchdog", watchdog.interval(), watchdog.interval());
            advance();
        }

        private void hire(int worker) {
            ActorRef ref = crew.hire(worker);
            stageActor().watch(ref);
            refs.add(ref);
            seats.add(balancer.join(worker));
        }

        private void tell(Seat<I> seat, Job<I> job) {
            crew.tell(seat.worker, new Envelope<>(job, seat, port));
        }

        private void onReplies() {
            port.drain(balancer::answered);
            advance();
        }

        private BoxedUnit onMessage(Tuple2<ActorRef, Object> message) {
            if (message._2() instanceof Terminated terminated) {
                onWorkerLost(refs.indexOf(terminated.getActor()));
            }
            return BoxedUnit.UNIT;
        }

        private void onWorkerLost(int index) {
            // What the worker answered and gave back before it ended is in the port already.
            port.drain(balancer::answered);
            Seat<I> seat = seats.get(index);
            balancer.lost(seat);
            if (replacements-- > 0) {
                LOG.warn("Worker {} of {} ended during the run and is replaced; its morsels run again", seat.worker,
                        crewSettings.name());
                hire(seat.worker);
            }
            advance();
        }

        @Override
        public void onTimer(Object key) {
            onReplies(); // those before a long one, which have not been urgent
            MorselFailedException failure = watchdog.inspect(balancer.running(), System.nanoTime());
            if (failure != null) {
                failStage(failure);
                return;
            }
            watchdog.inspectSource(hasBeenPulled(in) && bottleneck() == Bottleneck.SOURCE, System.nanoTime());
        }

        private void advance() {
            if (isAvailable(out) && emit()) {
                return;
            }
            takeIn();
            if (balancer.isEmpty() && inputDone()) {
                finish();
            } else if (balancer.abandoned() && !balancer.hasNext()) {
                failStage(new WorkerLostException("workers keep ending, and none is left; what ends them is in the log", null));
            } else {
                balancer.steal();
                balancer.sleep();
                clock.waitFor(bottleneck(), System.nanoTime());
            }
        }

        private void takeIn() {
            while (!arrived.isEmpty() && balancer.wantsInput()) {
                I element = arrived.poll();
                balancer.offer(element, weigher.applyAsLong(element));
            }
            if (arrived.isEmpty() && balancer.wantsInput() && !upstreamDone && !hasBeenPulled(in)) {
                pull(in);
            }
        }

        private boolean inputDone() {
            return upstreamDone && arrived.isEmpty();
        }

        /** Emits what is ready, if anything; true if that ended the stage. */
        private boolean emit() {
            List<O> train = failure == null ? train() : List.of();
            if (!train.isEmpty()) {
                push(out, train);
                if (halted) {
                    completeStage();
                }
                return halted;
            }
            if (failure != null) {
                failStage(failure);
            }
            return failure != null;
        }

        /** What may leave now, up to a failure or a halting result. */
        private List<O> train() {
            List<O> train = List.of();
            long before = balancer.weight();
            while (!halted && failure == null && train.size() < limits.trainJobs()
                    && (train.isEmpty() || before - balancer.weight() < limits.trainWeight())) {
                Balancer.Emission<O> emission = balancer.next();
                if (emission == null) {
                    break;
                }
                failure = emission.error();
                if (failure == null) {
                    halted = emission.last();
                    train = train.isEmpty() ? new ArrayList<>() : train;
                    train.add(emission.output());
                }
            }
            // Until the next one is asked for, which is when this one has been taken up.
            balancer.leaving(before - balancer.weight(), train.size());
            return train;
        }

        private void finish() {
            if (failure != null) {
                return;
            }
            if (upstreamFailure == null) {
                completeStage();
            } else if (isAvailable(out)) {
                // Not before demand: a failure overtakes the result that waits at the boundary to the next island.
                failStage(upstreamFailure);
            }
        }

        private Bottleneck bottleneck() {
            if (balancer.hasNext()) {
                return Bottleneck.SINK;
            }
            return balancer.hasIdleWorker() && !inputDone() ? Bottleneck.SOURCE : Bottleneck.WORKERS;
        }

        @Override
        public void postStop() {
            clock.waitFor(Bottleneck.NONE, System.nanoTime());
            if (crew != null) {
                crew.dismiss();
            }
            report.complete(report());
        }

        private BalanceReport report() {
            List<BalanceReport.WorkerReport> workers = new ArrayList<>();
            for (int worker = 0; worker < limits.workers() && crew != null; worker++) {
                workers.add(new BalanceReport.WorkerReport(crew.group(worker), worker, crew.cpu(worker),
                        balancer.morsels(worker), balancer.stolen(worker), balancer.busyNanos(worker)));
            }
            return new BalanceReport(workers, clock.verdict());
        }
    }
}
