package io.nebula.balance;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/**
 * Decides which worker gets which morsel, and which result leaves next. Knows neither actors nor streams nor clocks; one
 * thread at a time.
 *
 * <p>Two budgets: credits, more of them for short morsels, bound what waits at a worker, weight and job limits bound everything read and not yet emitted.
 * Late binding: a morsel goes to the worker with the fewest in flight. Stealing: an idle worker is told the oldest unclaimed
 * morsel of the fullest one. A morsel whose worker is lost runs again, at most {@link #MAX_ATTEMPTS} times; answers to earlier
 * attempts are ignored.
 *
 * <p>The first failed or halting result in sequence ends it all: what comes before it is still emitted, then it is, and
 * everything after it is dropped.
 */
final class Balancer<I, O> {
    static final int MAX_ATTEMPTS = 3;

    private final BalanceLimits limits;
    private final Workload<?, I, O> workload;
    private final Intake<?, I, O> intake;
    private final BiConsumer<Seat<I>, Job<I>> tell;
    private final CreditWindow window;

    private final List<Seat<I>> seats = new ArrayList<>();
    private int seatsGiven;
    private final SlotRing<Slot<I, O>> slots = new SlotRing<>();
    private final ArrayDeque<Slot<I, O>> ready = new ArrayDeque<>();
    private final ArrayDeque<Slot<I, O>> waiting = new ArrayDeque<>();
    private long weight;
    private long jobs;
    private long leavingWeight;
    private long leavingJobs;
    private long stopAt = Long.MAX_VALUE;

    private final List<WorkerTally> tallies = new CopyOnWriteArrayList<>();

    /**
     * @param intake hears of what has been done
     * @param tell puts a job into a worker's mailbox; must not call back
     */
    Balancer(BalanceLimits limits, Workload<?, I, O> workload, Intake<?, I, O> intake,
            BiConsumer<Seat<I>, Job<I>> tell) {
        this.limits = limits;
        this.workload = workload;
        this.intake = intake;
        this.tell = tell;
        this.window = new CreditWindow(limits.credits(), limits.mostCredits());
    }

    /** A morsel and what is known of it; removed when its result is emitted. */
    private static final class Slot<I, O> {
        Job<I> job;
        int holders;
        int firstWorker;
        int deaths;
        String lostWith;
        boolean settled;
        O output;
        Throwable error;
    }

    /** A result that leaves, or the failure that ends the stream: exactly one of them is not null. */
    record Emission<O>(O output, Throwable error, boolean last) {}

    /** Adds a worker, or the replacement of one that was lost, and gives it the work that waits. */
    Seat<I> join(int worker) {
        Seat<I> seat = new Seat<>(seatsGiven++, worker, limits.credits());
        seats.add(seat);
        while (tallies.size() <= worker) {
            tallies.add(new WorkerTally());
        }
        dispatchWaiting();
        return seat;
    }

    /** Gives a worker nothing more to do than it has; others may take that from it. */
    void leave(Seat<I> seat) {
        seat.leave();
    }

    /** Whether a morsel may be {@link #offer}ed now. */
    boolean wantsInput() {
        long allJobs = jobs + leavingJobs;
        boolean room = stopAt == Long.MAX_VALUE && waiting.isEmpty() && allJobs < limits.maxJobs()
                && (allJobs == 0 || weight + leavingWeight < limits.maxWeight());
        if (room && leastLoaded() == null) {
            workload.starved();
            return false;
        }
        return room;
    }

    /**
     * Takes a morsel in and gives it to a worker. Only after {@link #wantsInput}; if the worker that had the credit has been
     * lost since, the morsel waits for another.
     */
    void offer(I input, long inputWeight) {
        Slot<I, O> slot = new Slot<>();
        long sequence = slots.add(slot);
        slot.job = new Job<>(sequence, input, inputWeight, 1);
        weight += inputWeight;
        jobs++;
        waiting.add(slot);
        dispatchWaiting();
    }

    /** Takes a worker's answer in. */
    void answered(Reply<I, O> reply) {
        Job<I> job = reply.job();
        reply.seat().answered(job);
        Slot<I, O> slot = slots.get(job.sequence);
        if (slot != null && slot.job == job && !slot.settled) {
            accept(slot, reply);
        }
        dispatchWaiting();
    }

    private void accept(Slot<I, O> slot, Reply<I, O> reply) {
        switch (reply.kind()) {
            case DONE -> {
                count(slot, reply, workload.elements(slot.job.input, reply.output()), workload.failures(reply.output()));
                intake.done(slot.job.input, slot.job.tookNanos());
                settle(slot, reply.output(), null);
            }
            case FAILED -> {
                count(slot, reply, 0, 0);
                settle(slot, null, reply.error());
            }
            case TOMBSTONE -> slot.holders--;
            case RETURNED -> released(slot, reply.seat());
            case OVERFLOW -> settle(slot, null, new RunFailedException("the mailbox of worker " + reply.seat().worker
                    + " had no room for morsel " + slot.job.sequence + " in spite of its credits: a defect of the engine"));
        }
    }

    /** Takes note that a worker has ended: whatever only it held will run again elsewhere. */
    void lost(Seat<I> seat) {
        seats.remove(seat);
        for (Job<I> job : new ArrayList<>(seat.told())) {
            seat.answered(job);
            Slot<I, O> slot = slots.get(job.sequence);
            if (slot != null && slot.job == job && !slot.settled) {
                released(slot, seat);
            }
        }
        dispatchWaiting();
    }

    private void released(Slot<I, O> slot, Seat<I> seat) {
        slot.holders--;
        boolean heldElsewhere = slot.holders > 0 && !slot.job.claimedBy(seat.id);
        if (heldElsewhere) {
            return;
        }
        if (slot.job.claimedBy(seat.id)) {
            slot.lostWith = slot.lostWith == null ? "" + seat.worker : slot.lostWith + ", " + seat.worker;
            if (++slot.deaths == MAX_ATTEMPTS) {
                settle(slot, null, new WorkerLostException("morsel " + slot.job.sequence + " was being worked on each of the "
                        + MAX_ATTEMPTS + " times that a worker ended (workers " + slot.lostWith
                        + "); what ended them is in the log", slot.job.input));
                return;
            }
        }
        slot.job = slot.job.again();
        slot.holders = 0;
        waiting.add(slot);
    }

    /** Gives queued morsels to idle workers. To be called when no input can be dispatched now. */
    void steal() {
        for (Seat<I> thief : seats) {
            if (thief.inFlight() == 0 && !thief.leaving()) {
                Slot<I, O> slot = stealable(thief);
                if (slot == null) {
                    return;
                }
                dispatch(slot, thief);
            }
        }
    }

    private Slot<I, O> stealable(Seat<I> thief) {
        Slot<I, O> best = null;
        int most = 1;
        for (Seat<I> victim : seats) {
            if (victim != thief && victim.inFlight() > most) {
                Slot<I, O> oldest = oldestUnclaimed(victim);
                if (oldest != null) {
                    best = oldest;
                    most = victim.inFlight();
                }
            }
        }
        return best;
    }

    private Slot<I, O> oldestUnclaimed(Seat<I> seat) {
        for (Job<I> job : seat.told()) {
            Slot<I, O> slot = slots.get(job.sequence);
            if (slot != null && slot.job == job && slot.holders == 1 && !job.claimed()) {
                return slot;
            }
        }
        return null;
    }

    /** The next result to leave, or null if none may leave yet. */
    Emission<O> next() {
        Slot<I, O> slot = limits.ordered() ? settledHead() : nextReady();
        if (slot == null) {
            return null;
        }
        boolean last = slot.job.sequence == stopAt;
        slots.remove(slot.job.sequence);
        weight -= slot.job.weight;
        jobs--;
        return new Emission<>(slot.output, slot.error, last);
    }

    /** Whether {@link #next} would give something. */
    boolean hasNext() {
        if (limits.ordered()) {
            return settledHead() != null;
        }
        dropBeyondStop();
        return !ready.isEmpty() || slots.head() == stopAt && settledHead() != null;
    }

    private Slot<I, O> settledHead() {
        Slot<I, O> slot = slots.get(slots.head());
        return slot != null && slot.settled ? slot : null;
    }

    private Slot<I, O> nextReady() {
        dropBeyondStop();
        Slot<I, O> slot = ready.poll();
        return slot != null ? slot : slots.head() == stopAt ? settledHead() : null;
    }

    private void dropBeyondStop() {
        while (!ready.isEmpty() && ready.peek().job.sequence >= stopAt) {
            ready.poll();
        }
    }

    /** Whether nothing is inside: all that was offered has been emitted. */
    boolean isEmpty() {
        return slots.isEmpty();
    }

    /** Whether no worker is left to work. */
    boolean abandoned() {
        for (Seat<I> seat : seats) {
            if (!seat.leaving()) {
                return false;
            }
        }
        return true;
    }

    /** What may still be let in weighs; 0 or less if nothing may. */
    long room() {
        long allJobs = jobs + leavingJobs;
        return stopAt != Long.MAX_VALUE || allJobs >= limits.maxJobs() ? 0 : limits.maxWeight() - weight - leavingWeight;
    }

    /** What is inside weighs. */
    long weight() {
        return weight;
    }

    /** Says what, of that which has been emitted, still counts against the budgets. */
    void leaving(long ofWeight, long ofJobs) {
        leavingWeight = ofWeight;
        leavingJobs = ofJobs;
    }

    /** Tells each worker when to wake the stage, which is about to sleep. */
    void sleep() {
        for (Seat<I> seat : seats) {
            seat.wakeHalfway();
        }
    }

    /** Whether some worker has nothing to do. */
    boolean hasIdleWorker() {
        for (Seat<I> seat : seats) {
            if (seat.inFlight() == 0 && !seat.leaving()) {
                return true;
            }
        }
        return false;
    }

    /** The jobs that workers are running now, as far as can be told from here. */
    List<Job<I>> running() {
        List<Job<I>> running = new ArrayList<>();
        for (Seat<I> seat : seats) {
            seat.told().stream().filter(job -> job.claimedBy(seat.id) && job.thread() != null).forEach(running::add);
        }
        return running;
    }

    /** What has been done so far, by the workers' numbers; grows when workers join. Thread-safe. */
    List<WorkerTally> tallies() {
        return tallies;
    }

    private void count(Slot<I, O> slot, Reply<I, O> reply, long elements, long failures) {
        int worker = reply.seat().worker;
        tallies.get(worker).did(worker != slot.firstWorker, reply.busyNanos(), elements, failures);
        window.took(slot.job.tookNanos());
    }

    private void settle(Slot<I, O> slot, O output, Throwable error) {
        slot.settled = true;
        slot.output = output;
        slot.error = error;
        if (error != null || workload.halts(output)) {
            stopAt = Math.min(stopAt, slot.job.sequence);
        } else if (!limits.ordered()) {
            ready.add(slot);
        }
    }

    private void dispatchWaiting() {
        Seat<I> seat;
        while (!waiting.isEmpty() && (seat = leastLoaded()) != null) {
            dispatch(waiting.poll(), seat);
        }
    }

    private void dispatch(Slot<I, O> slot, Seat<I> seat) {
        if (slot.holders++ == 0) {
            slot.firstWorker = seat.worker;
        }
        seat.tell(slot.job);
        tell.accept(seat, slot.job);
    }

    /** The worker with the fewest in flight that has a credit left; of several, the one that has worked least so far. */
    private Seat<I> leastLoaded() {
        Seat<I> best = null;
        for (Seat<I> seat : seats) {
            if (!seat.leaving() && seat.inFlight() < window.size() && (best == null || isLessLoaded(seat, best))) {
                best = seat;
            }
        }
        return best;
    }

    private boolean isLessLoaded(Seat<I> seat, Seat<I> than) {
        int fewer = Integer.compare(seat.inFlight(), than.inFlight());
        return fewer < 0 || fewer == 0 && tallies.get(seat.worker).busyNanos() < tallies.get(than.worker).busyNanos();
    }
}
