package io.nebula.balance;

import io.nebula.metrics.Bottleneck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.Terminated;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.AbruptStageTerminationException;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.StreamDetachedException;
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
 * Fans morsels out to worker actors and their results back in. How what arrives becomes morsels is the workload's business.
 * Results come in trains, lists of at least one: a train costs as much to hand to another thread as a single element. What is
 * ready leaves at once, however short the train, and counts against the budget until the next train is asked for.
 *
 * <p>A morsel that could still grow is held back while all workers are at work, at most for a while; it leaves when a worker
 * has nothing to do and nothing more is about to arrive.
 *
 * <p><b>Emits</b> when a result is ready, and, if ordered, all earlier ones have been emitted. <b>Backpressures</b> when no
 * worker has a credit left or the budget for elements inside is used up. <b>Completes</b> when upstream has completed and
 * every result has been emitted, or after a halting result. <b>Cancels</b> upstream, and ends the workers after what they
 * are doing, when downstream cancels. <b>Fails</b> when the function throws, after the results of all earlier elements have
 * been emitted; when upstream fails, after the results of the elements taken in; when an element takes longer
 * than the timeout; when workers keep ending.
 */
public final class BalanceStage<I, J, O>
        extends AbstractGraphStageWithMaterializedValue<FlowShape<I, List<O>>, BalanceControl> {
    /** The dispatcher made for its island. */
    public static final String HUB = "nebula.dispatchers.hub";

    private static final Logger LOG = LoggerFactory.getLogger(BalanceStage.class);
    private static final String WATCHDOG = "watchdog";
    private static final String HELD = "held";

    private final Inlet<I> in = Inlet.create("Balance.in");
    private final Outlet<List<O>> out = Outlet.create("Balance.out");
    private final FlowShape<I, List<O>> shape = FlowShape.of(in, out);
    private final BalanceLimits limits;
    private final CrewSettings crewSettings;
    private final WorkerGroups sharedGroups;
    private final Duration timeout;
    private final Duration maxDelay;
    private final Workload<I, J, O> workload;
    private final RunTime time;

    /**
     * A stage with groups of its own.
     *
     * @param timeout how long one morsel may take
     */
    public BalanceStage(BalanceLimits limits, CrewSettings crewSettings, Duration timeout, Workload<I, J, O> workload) {
        this(limits, crewSettings, timeout, workload, RunTime.SYSTEM);
    }

    /** The same in a time of its own. */
    public BalanceStage(BalanceLimits limits, CrewSettings crewSettings, Duration timeout, Workload<I, J, O> workload,
            RunTime time) {
        this(limits, crewSettings, null, timeout, timeout, workload, time);
    }

    /**
     * @param groups where its workers are; null: in groups of its own
     * @param timeout how long one morsel may take
     * @param maxDelay how long a morsel may be held back because it could still grow
     */
    public BalanceStage(BalanceLimits limits, CrewSettings crewSettings, WorkerGroups groups, Duration timeout,
            Duration maxDelay, Workload<I, J, O> workload) {
        this(limits, crewSettings, groups, timeout, maxDelay, workload, RunTime.SYSTEM);
    }

    private BalanceStage(BalanceLimits limits, CrewSettings crewSettings, WorkerGroups groups, Duration timeout,
            Duration maxDelay, Workload<I, J, O> workload, RunTime time) {
        this.limits = limits;
        this.crewSettings = crewSettings;
        this.sharedGroups = groups;
        this.timeout = timeout;
        this.maxDelay = maxDelay;
        this.workload = workload;
        this.time = time;
    }

    @Override
    public FlowShape<I, List<O>> shape() {
        return shape;
    }

    @Override
    public Pair<GraphStageLogic, BalanceControl> createLogicAndMaterializedValuePair(Attributes inheritedAttributes) {
        Logic logic = new Logic();
        return Pair.create(logic, logic);
    }

    private final class Logic extends TimerGraphStageLogic implements BalanceControl {
        private final CompletableFuture<BalanceReport> report = new CompletableFuture<>();
        private final Intake<I, J, O> intake = workload.intake();
        private final Balancer<J, O> balancer = new Balancer<>(limits, workload, intake, this::tell);
        private final ReplyPort<J, O> port;
        private final Watchdog watchdog = new Watchdog(timeout, LOG::warn);
        private final WaitClock clock = new WaitClock();
        private final AsyncCallback<NotUsed> turned;
        private final AsyncCallback<NotUsed> drain;
        private final AsyncCallback<Integer> resize;
        private WorkerGroups groups;
        private WorkerCrew<J, O> crew;
        private volatile Roster<J, O> roster;
        private HoldBack held;
        private final AtomicLong arrivals = new AtomicLong();
        private long arrivalsBefore;
        private boolean upstreamDone;
        private boolean halted;
        private Throwable failure;
        private Throwable upstreamFailure;

        private Logic() {
            super(shape);
            AsyncCallback<NotUsed> wake = createAsyncCallback(ignored -> onReplies());
            port = new ReplyPort<>(() -> wake.invoke(NotUsed.getInstance()));
            turned = createAsyncCallback(ignored -> onTurn());
            drain = createAsyncCallback(ignored -> onDrain());
            resize = createAsyncCallback(this::onResize);
            setHandler(in, new AbstractInHandler() {
                @Override
                public void onPush() {
                    onArrival(grab(in));
                }

                @Override
                public void onUpstreamFinish() {
                    upstreamDone = true;
                    intake.end();
                    advance(true);
                }

                @Override
                public void onUpstreamFailure(Throwable failure) {
                    try {
                        intake.breakOff();
                    } catch (RuntimeException e) {
                        failure.addSuppressed(e);
                    }
                    endWith(failure);
                }
            });
            setHandler(out, new AbstractOutHandler() {
                @Override
                public void onPull() {
                    balancer.leaving(0, 0);
                    advance(false);
                }
            });
        }

        @Override
        public void preStart() {
            clock.start(time.nanoTime());
            watchdog.arrived(time.nanoTime());
            getStageActor(this::onMessage);
            held = new HoldBack(maxDelay, arrivals,
                    new Turn(materializer().executionContext()::execute, () -> turned.invoke(NotUsed.getInstance())), time);
            groups = sharedGroups == null ? new WorkerGroups(materializer().system(), crewSettings) : sharedGroups;
            groups.enter();
            crew = new WorkerCrew<>(groups, workload::function, time);
            roster = new Roster<>(crew, balancer, limits.workers(), stageActor()::watch);
            roster.start();
            scheduleWithFixedDelay(WATCHDOG, watchdog.interval(), watchdog.interval());
            advance(false);
        }

        private void tell(Seat<J> seat, Job<J> job) {
            crew.tell(seat.worker, new Envelope<>(job, seat, port));
        }

        /** Nothing more comes: fails once what is here has been worked on and emitted. */
        private void endWith(Throwable failure) {
            upstreamDone = true;
            upstreamFailure = failure;
            advance(true);
        }

        /** The quick way of what only adds to a morsel; everything else goes through {@link #advance}. */
        private void onArrival(I element) {
            arrivals.lazySet(arrivals.getPlain() + 1);
            try {
                intake.add(element);
            } catch (RuntimeException e) {
                cancel(in, e);
                endWith(e);
                return;
            }
            if (intake.hasMorsel() || upstreamDone || !intake.hasRoom(false, balancer.room())) {
                advance(false);
                return;
            }
            if (!held.holding() && intake.hasAny() && hold()) {
                advance(true);
                return;
            }
            held.goOn();
            pull(in);
        }

        /** Holds back what is here; true if it had better leave at once. */
        private boolean hold() {
            boolean leaves = held.begin();
            if (!held.hungry() && !isTimerActive(HELD)) {
                scheduleOnce(HELD, maxDelay);
            }
            return leaves;
        }

        private void onTurn() {
            if (held.over()) {
                advance(true);
            }
        }

        private void onReplies() {
            port.drain(balancer::answered);
            advance(balancer.hasIdleWorker());
        }

        private BoxedUnit onMessage(Tuple2<ActorRef, Object> message) {
            if (message._2() instanceof Terminated terminated) {
                onWorkerEnded(roster.ended(terminated.getActor()));
            }
            return BoxedUnit.UNIT;
        }

        private void onWorkerEnded(Seat<J> seat) {
            // What the worker answered and gave back before it ended is in the port already.
            port.drain(balancer::answered);
            balancer.lost(seat);
            if (roster.replaces(seat) && !replace(seat)) {
                failStage(new AbruptStageTerminationException(this));
                return;
            }
            advance(false);
        }

        /** False if that cannot be done because the actor system ends, which is why the worker has ended. */
        private boolean replace(Seat<J> seat) {
            try {
                roster.hire(seat.worker);
            } catch (IllegalStateException e) {
                if (CoordinatedShutdown.get(materializer().system()).getShutdownReason().isPresent()) {
                    return false;
                }
                throw e;
            }
            LOG.warn("Worker {} of {} ended during the run and is replaced; its morsels run again", seat.worker,
                    crewSettings.name());
            return true;
        }

        @Override
        public void onTimer(Object key) {
            if (key.equals(HELD)) {
                onHeld();
                return;
            }
            onReplies(); // those before a long one, which have not been urgent
            MorselFailedException failure = watchdog.inspect(balancer.running(), time.nanoTime());
            if (failure != null) {
                failStage(failure);
                return;
            }
            if (arrivals.getPlain() != arrivalsBefore) {
                arrivalsBefore = arrivals.getPlain();
                watchdog.arrived(time.nanoTime());
            }
            watchdog.inspectSource(hasBeenPulled(in) && bottleneck() == Bottleneck.SOURCE, time.nanoTime());
        }

        private void onHeld() {
            if (held.tooLong()) {
                advance(true);
            } else if (held.holding()) {
                scheduleOnce(HELD, Duration.ofNanos(held.leftNanos()));
            }
        }

        /** @param any whether a morsel that might still grow may leave */
        private void advance(boolean any) {
            if (isAvailable(out) && emit()) {
                return;
            }
            takeIn(any);
            if (balancer.isEmpty() && inputDone()) {
                finish();
            } else if (balancer.abandoned() && !balancer.hasNext()) {
                failStage(new WorkerLostException("workers keep ending, and none is left; what ends them is in the log", null));
            } else {
                balancer.steal();
                balancer.sleep();
                held.goOn(balancer.hasIdleWorker() && balancer.wantsInput());
                clock.waitFor(bottleneck(), time.nanoTime());
            }
        }

        private void takeIn(boolean any) {
            J morsel;
            while (balancer.wantsInput() && (morsel = intake.next(
                    any || upstreamDone || !intake.hasRoom(false, balancer.room()))) != null) {
                balancer.offer(morsel, workload.weight(morsel));
                held.taken();
            }
            if (!intake.hasAny() || intake.hasMorsel()) {
                held.end();
            } else if (!held.holding()) {
                hold();
            }
            if (!upstreamDone && !hasBeenPulled(in) && intake.hasRoom(balancer.wantsInput(), balancer.room())) {
                pull(in);
            }
        }

        private boolean inputDone() {
            return upstreamDone && intake.isEmpty();
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

        private void onDrain() {
            if (!upstreamDone) {
                upstreamDone = true;
                cancel(in);
                intake.breakOff();
                advance(true);
            }
        }

        private void onResize(int workers) {
            roster.resize(workers);
            advance(balancer.hasIdleWorker());
        }

        @Override
        public void postStop() {
            clock.waitFor(Bottleneck.NONE, time.nanoTime());
            if (crew != null) {
                crew.dismissAll();
                groups.leave();
            }
            if (groups != null && groups != sharedGroups) {
                groups.close();
            }
            report.complete(live());
        }

        @Override
        public BalanceReport live() {
            List<WorkerTally> tallies = List.copyOf(balancer.tallies());
            Roster<J, O> workers = roster; // there before the first tally, so looked for after them
            return workers == null ? new BalanceReport(List.of(), clock.verdict()) : workers.report(tallies, clock.verdict());
        }

        @Override
        public long arrived() {
            return arrivals.get();
        }

        @Override
        public int workers() {
            Roster<J, O> hired = roster;
            return hired == null ? limits.workers() : hired.workers();
        }

        @Override
        public CompletionStage<BalanceReport> report() {
            return report;
        }

        @Override
        public void drain() {
            drain.invoke(NotUsed.getInstance());
        }

        @Override
        public CompletionStage<Integer> resize(int workers) {
            if (workers < 1 || workers > crewSettings.mostWorkers()) {
                return CompletableFuture.failedFuture(new IllegalArgumentException("there can be 1 to "
                        + crewSettings.mostWorkers() + " workers, not " + workers));
            }
            CompletableFuture<Integer> resized = new CompletableFuture<>();
            resize.invokeWithFeedbackCompletionStage(workers).whenComplete((done, failure) -> {
                if (failure instanceof StreamDetachedException) {
                    resized.completeExceptionally(new IllegalStateException("there are no workers any more: the stage has ended"));
                } else if (failure != null) {
                    resized.completeExceptionally(failure);
                } else {
                    resized.complete(workers);
                }
            });
            return resized;
        }
    }
}
