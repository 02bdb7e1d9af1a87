package io.nebula.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.dispatch.Mailbox;

/**
 * All threads of a process on one: what any executor of it is given waits here, and chance says what runs next. At certain
 * points of what runs, chance may also let others run before it goes on, as if its thread had been taken off its CPU there.
 * Time stands still but for what each step takes.
 *
 * <p>Some schedules choose each time anew; others give each lane, which is an actor or an executor, a rank that changes now
 * and then, so that some are left behind for long.
 */
final class Schedule {
    private static final int DEEPEST = 3;
    private static final int PREEMPTED_ONCE_IN = 24;
    private static final int MOST_STEPS_MEANWHILE = 40;

    private static Schedule current;

    private final SplittableRandom random;
    private final Trace trace;
    private final boolean ranked;
    private final List<Task> ready = new ArrayList<>();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private final Map<Object, Lane> lanes = new HashMap<>();
    private TaskWatch watch = lane -> {};
    private Task running;
    private long nanos = 1_000_000_000;
    private long timersSet;
    private long steps;
    private int depth;
    private boolean halted;
    private boolean undisturbed;

    /** Comes before each task. */
    interface TaskWatch {
        void next(Lane lane);
    }

    /** What runs one after the other: an actor, or what an executor is given besides. */
    static final class Lane {
        final String name;
        final ActorRef actor;
        private long rank;
        private long stalledUntil;
        /** Messages that wait. */
        int waiting;

        private Lane(String name, ActorRef actor, long rank) {
            this.name = name;
            this.actor = actor;
            this.rank = rank;
        }

        boolean isWorker() {
            return name.contains("nebula-worker-");
        }
    }

    /** Something to run. */
    private static final class Task {
        private final Runnable runnable;
        private final Lane lane;
        private boolean looked;

        private Task(Runnable runnable, Lane lane) {
            this.runnable = runnable;
            this.lane = lane;
        }
    }

    /** Something to run later. */
    static final class Timer implements Comparable<Timer> {
        private final long at;
        private final long number;
        private final Runnable runnable;
        boolean cancelled;

        private Timer(long at, long number, Runnable runnable) {
            this.at = at;
            this.number = number;
            this.runnable = runnable;
        }

        @Override
        public int compareTo(Timer other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(number, other.number);
        }
    }

    Schedule(SplittableRandom random, Trace trace) {
        this.random = random;
        this.trace = trace;
        this.ranked = random.nextInt(3) == 0;
    }

    /** The one of the process that is simulated now. */
    static Schedule current() {
        return current;
    }

    static void use(Schedule schedule) {
        current = schedule;
    }

    void watch(TaskWatch tasks) {
        watch = tasks;
    }

    void add(Runnable runnable, String executor) {
        ready.add(new Task(runnable, lane(runnable, executor)));
    }

    private Lane lane(Runnable runnable, String executor) {
        if (runnable instanceof Mailbox mailbox && mailbox.actor() != null) {
            ActorRef actor = mailbox.actor().self();
            return lanes.computeIfAbsent(actor, ref -> new Lane(name(actor), actor, rank()));
        }
        return lanes.computeIfAbsent(executor, name -> new Lane(executor, null, rank()));
    }

    /** Without the numbers that tell of what else the JVM has run. */
    private static String name(ActorRef actor) {
        return actor.path().toStringWithoutAddress()
                .replaceAll("(worker-\\d+|eventStreamUnsubscriber|StreamSupervisor|flow)-\\d+", "$1");
    }

    private long rank() {
        return random.nextLong(1 << 20);
    }

    Timer later(long delayNanos, Runnable runnable) {
        Timer timer = new Timer(nanos + delayNanos, timersSet++, runnable);
        timers.add(timer);
        return timer;
    }

    long nanos() {
        return nanos;
    }

    void pass(long more) {
        nanos += more;
    }

    long steps() {
        return steps;
    }

    /** The lane that runs now; null if none does. */
    Lane running() {
        return running == null ? null : running.lane;
    }

    /** Whether what runs now looks at the clock for the first time. */
    boolean firstLook() {
        boolean first = running != null && !running.looked;
        if (first) {
            running.looked = true;
        }
        return first;
    }

    /** Lets nothing run any more. */
    void halt() {
        halted = true;
    }

    boolean halted() {
        return halted;
    }

    /** From now on chance chooses. */
    void disturb() {
        undisturbed = false;
    }

    /** Runs what is left, in order and without disturbing it. */
    void finish(int mostSteps) {
        halted = false;
        undisturbed = true;
        for (int i = 0; i < mostSteps && step(); i++) {
            // until nothing is left
        }
    }

    /** Runs something; false if there is nothing. */
    boolean step() {
        if (halted) {
            return false;
        }
        while (!timers.isEmpty() && timers.peek().at <= nanos) {
            Timer timer = timers.poll();
            if (!timer.cancelled) {
                timer.runnable.run();
            }
        }
        if (ready.isEmpty()) {
            return false;
        }
        Task task = ready.remove(undisturbed ? 0 : choice());
        steps++;
        nanos += random.nextInt(20_000);
        if (!undisturbed && random.nextInt(150) == 0) {
            nanos += random.nextLong(6_000_000_000L);
        }
        trace.step(steps, nanos, task.lane.name);
        Task before = running;
        running = task;
        try {
            if (!undisturbed) {
                if (task.runnable instanceof Mailbox mailbox) {
                    task.lane.waiting = mailbox.numberOfMessages();
                }
                watch.next(task.lane);
            }
            task.runnable.run();
        } catch (Died e) {
            trace.note("died");
        } finally {
            running = before;
        }
        return true;
    }

    private int choice() {
        if (random.nextInt(64) == 0) {
            Lane stalled = ready.get(random.nextInt(ready.size())).lane;
            stalled.stalledUntil = steps + random.nextInt(300);
            stalled.rank = rank();
        }
        int best = -1;
        int seen = 0;
        for (int i = 0; i < ready.size(); i++) {
            Lane lane = ready.get(i).lane;
            if (lane.stalledUntil > steps) {
                continue;
            }
            if (best < 0 || (ranked ? lane.rank < ready.get(best).lane.rank : random.nextInt(seen + 1) == 0)) {
                best = i;
            }
            seen++;
        }
        return best < 0 ? random.nextInt(ready.size()) : best;
    }

    /** The thread that calls this may lose its CPU here for a while. */
    void preempt() {
        if (running == null || undisturbed || halted || depth == DEEPEST || random.nextInt(PREEMPTED_ONCE_IN) != 0) {
            return;
        }
        trace.note("preempted");
        depth++;
        int most = random.nextInt(1, MOST_STEPS_MEANWHILE);
        for (int i = 0; i < most && step(); i++) {
            // meanwhile
        }
        depth--;
    }
}
