package io.nebula.balance;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.IntToLongFunction;

/**
 * Drives a balancer in virtual time: an input that is always there, a sink that takes at once, workers that take as long as
 * they are told. One pass of the event loop is one reply.
 */
final class BalancerSimulation {
    private final BalanceLimits limits;
    private final int morsels;
    private final IntToLongFunction cost;
    private final Balancer<Integer, Integer> balancer;
    private final List<ArrayDeque<Told>> mailboxes = new ArrayList<>();
    private final long[] busyUntil;
    private final PriorityQueue<Finish> finishes = new PriorityQueue<>(Comparator.comparingLong(Finish::at));
    private final List<Integer> emitted = new ArrayList<>();
    private final int[] runs;
    private long now;
    private int offered;
    private int largestInside;

    private record Told(Seat<Integer> seat, Job<Integer> job) {}

    private record Finish(long at, Told told) {}

    BalancerSimulation(BalanceLimits limits, int morsels, IntToLongFunction cost) {
        this.limits = limits;
        this.morsels = morsels;
        this.cost = cost;
        this.runs = new int[morsels];
        this.busyUntil = new long[limits.workers()];
        this.balancer = new Balancer<>(limits, Workload.ofTrains(morsel -> 1, result -> false, worker -> null),
                new TrainIntake<>(),
                (seat, job) -> mailboxes.get(seat.worker).add(new Told(seat, job)));
        for (int worker = 0; worker < limits.workers(); worker++) {
            mailboxes.add(new ArrayDeque<>());
            balancer.join(worker);
        }
    }

    /** Runs to the end and returns the virtual time it took. */
    long run() {
        advance();
        while (!finishes.isEmpty()) {
            Finish finish = finishes.poll();
            now = finish.at();
            busyUntil[finish.told().seat().worker] = 0;
            Job<Integer> job = finish.told().job();
            balancer.answered(Reply.done(job, finish.told().seat(), job.input, 1));
            advance();
        }
        return now;
    }

    /** What the stage does after each event, with the workers' part after it. */
    private void advance() {
        boolean changed = true;
        while (changed) {
            changed = emit() | offer();
            balancer.steal();
            changed |= startIdleWorkers();
        }
    }

    private boolean emit() {
        Balancer.Emission<Integer> emission = balancer.next();
        if (emission == null) {
            return false;
        }
        emitted.add(emission.output());
        return true;
    }

    private boolean offer() {
        if (offered == morsels || !balancer.wantsInput()) {
            return false;
        }
        balancer.offer(offered++, 1);
        largestInside = Math.max(largestInside, offered - emitted.size());
        return true;
    }

    private boolean startIdleWorkers() {
        boolean answered = false;
        for (int worker = 0; worker < limits.workers(); worker++) {
            while (busyUntil[worker] == 0 && !mailboxes.get(worker).isEmpty()) {
                Told told = mailboxes.get(worker).poll();
                if (told.job().claim(told.seat().id, RunTime.SYSTEM)) {
                    runs[told.job().input]++;
                    busyUntil[worker] = now + cost.applyAsLong(told.job().input);
                    finishes.add(new Finish(busyUntil[worker], told));
                } else {
                    balancer.answered(Reply.without(Reply.Kind.TOMBSTONE, told.job(), told.seat()));
                    answered = true;
                }
            }
        }
        return answered;
    }

    List<Integer> emitted() {
        return emitted;
    }

    int[] runs() {
        return runs;
    }

    /** The most morsels that were inside at once. */
    int largestInside() {
        return largestInside;
    }

    long stolen() {
        long stolen = 0;
        for (int worker = 0; worker < limits.workers(); worker++) {
            stolen += balancer.tallies().get(worker).stolen();
        }
        return stolen;
    }
}
