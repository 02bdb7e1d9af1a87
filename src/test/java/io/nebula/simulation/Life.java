package io.nebula.simulation;

import io.nebula.balance.RunTime;
import java.io.IOException;
import java.util.SplittableRandom;
import org.apache.pekko.actor.InternalActorRef;

/**
 * What happens to one process from its start to its end. Everything it does with its disk and every look at the clock is a
 * moment, at which it may die, be interrupted or lose its CPU; and its disk, and its workers, may fail.
 */
final class Life implements Hazards, RunTime, Schedule.TaskWatch {
    private static final int NEVER = Integer.MAX_VALUE;

    private final SplittableRandom random;
    private final Schedule schedule;
    private final Trace trace;
    private final Sightings sightings;
    private Runnable interruption = () -> {};
    private Runnable lastWill = () -> {};
    private int dieAtMoment = NEVER;
    private int dieAtChange = NEVER;
    private int interruptAtMoment = NEVER;
    private int failForce = NEVER;
    private int stopWorkerAtTask = NEVER;
    private int killWorkerAtClaim = NEVER;
    private long space = Long.MAX_VALUE;
    private boolean shortWrites;
    private int credits = NEVER;

    private int moments;
    private int changes;
    private int forces;
    private int workerTasks;
    private int claims;
    private boolean dead;
    private boolean disturbed;
    private boolean interrupted;
    private boolean quiet;
    private Deed last = Deed.LOOK;

    Life(SplittableRandom random, Schedule schedule, Trace trace, Sightings sightings) {
        this.random = random;
        this.schedule = schedule;
        this.trace = trace;
        this.sightings = sightings;
        schedule.watch(this);
    }

    /** It dies some time, if it lives that long. */
    void drawDeath() {
        if (random.nextInt(3) == 0) {
            dieAtMoment = few(4_000);
        } else {
            dieAtChange = 1 + random.nextInt(random.nextBoolean() ? 60 : 12);
        }
    }

    /** Something goes wrong that it should survive, or fail at. */
    void drawTrouble() {
        switch (random.nextInt(8)) {
            case 0 -> space = few(60_000);
            case 1 -> failForce = few(30);
            case 2 -> interruptAtMoment = few(3_000);
            case 3 -> interruptAtMoment = few(600);
            case 4 -> stopWorkerAtTask = few(80);
            default -> killWorkerAtClaim = few(40);
        }
    }

    void drawShortWrites() {
        shortWrites = true;
    }

    /** @param window of each worker */
    void watchCredits(int window) {
        credits = window;
    }

    /** More often a small number than a large one. */
    private int few(int most) {
        return 1 + (int) Math.pow(most, random.nextDouble());
    }

    void whenInterrupted(Runnable interrupt) {
        interruption = interrupt;
    }

    /** @param will what comes with its death, before anything that it leaves half done could go on */
    void whenDead(Runnable will) {
        lastWill = will;
    }

    boolean dead() {
        return dead;
    }

    /** Whether its disk has failed, so that its run may fail too. */
    boolean disturbed() {
        return disturbed;
    }

    boolean interrupted() {
        return interrupted;
    }

    /** Nothing happens to it any more. */
    void quiet() {
        quiet = true;
    }

    /** Something is done, and here anything may happen. */
    void moment() {
        if (quiet || dead) {
            return;
        }
        if (++moments == dieAtMoment) {
            die();
        }
        if (moments == interruptAtMoment) {
            trace.note("interrupted");
            interrupted = true;
            interruption.run();
        }
        schedule.preempt();
    }

    private void die() {
        trace.note("the process dies");
        dead = true;
        lastWill.run();
        schedule.halt();
        throw new Died();
    }

    @Override
    public void before(Deed deed, String path) throws IOException {
        if (dead) {
            throw new Died();
        }
        if (deed.changes() && !quiet) {
            trace.note(deed + " " + path);
            if (deed == Deed.CREATE && path.endsWith("-suspects-new.nebula")) {
                sightings.see("suspects kept");
            }
            if (++changes == dieAtChange) {
                sightings.see("crash between " + last + " and " + deed);
                die();
            }
            last = deed;
        }
        moment();
        if (dead) { // while others ran
            throw new Died();
        }
    }

    @Override
    public int room(int wanted) throws IOException {
        if (quiet) {
            return wanted;
        }
        if (space < wanted) {
            sightings.see("disk full");
            disturbed = true;
            if (space <= 0 || random.nextBoolean()) {
                space = 0;
                throw new IOException("No space left on device");
            }
        }
        int room = (int) Math.min(space, wanted);
        if (shortWrites && room > 1 && random.nextInt(3) == 0) {
            sightings.see("short write");
            room = random.nextInt(1, room);
        }
        space -= room;
        return room;
    }

    @Override
    public boolean forceFails() {
        boolean fails = !quiet && ++forces == failForce;
        if (fails) {
            sightings.see("force fails");
            disturbed = true;
            trace.note("which fails");
        }
        return fails;
    }

    @Override
    public long millis() {
        return schedule.nanos() / 1_000_000;
    }

    @Override
    public void next(Schedule.Lane lane) {
        if (!lane.isWorker() || quiet) {
            return;
        }
        if (lane.waiting >= credits) {
            sightings.see("credits exhausted");
        }
        if (++workerTasks == stopWorkerAtTask) {
            trace.note("the worker is stopped");
            sightings.see(lane.waiting > 0 ? "worker stopped with work" : "worker stopped");
            ((InternalActorRef) lane.actor).stop();
        }
    }

    @Override
    public long nanoTime() {
        Schedule.Lane lane = schedule.running();
        boolean claiming = schedule.firstLook() && lane.isWorker() && !quiet && !dead;
        if (claiming && ++claims == killWorkerAtClaim) {
            trace.note("the worker dies");
            sightings.see("worker died at work");
            throw new WorkerDied();
        }
        schedule.pass(random.nextInt(2_000));
        moment();
        return schedule.nanos();
    }

    @Override
    public long cpuNanos() {
        return nanoTime();
    }

    /** What ends a worker that has a job. */
    private static final class WorkerDied extends Error {
        private static final long serialVersionUID = 1;

        private WorkerDied() {
            super("the simulated worker has died", null, false, false);
        }
    }
}
