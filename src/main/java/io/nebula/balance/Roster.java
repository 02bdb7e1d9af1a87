package io.nebula.balance;

import io.nebula.metrics.Bottleneck;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.pekko.actor.ActorRef;

/**
 * Which worker of a stage has which seat at its balancer: hires workers, replaces those that end, and dismisses those that are
 * no longer wanted. Used by the stage's island, except for {@link #workers} and {@link #report}.
 */
final class Roster<J, O> {
    private static final int REPLACEMENTS_PER_WORKER = 3;

    private final WorkerCrew<J, O> crew;
    private final Balancer<J, O> balancer;
    private final Consumer<ActorRef> watch;
    private final Map<ActorRef, Seat<J>> hired = new HashMap<>();
    /** By the workers' numbers; also those of workers that were dismissed. */
    private final List<Seat<J>> seats = new ArrayList<>();
    private volatile int workers;
    private int replacements;

    /**
     * @param workers how many there will be at first
     * @param watch sees to it that {@link #ended} is called when the worker has ended
     */
    Roster(WorkerCrew<J, O> crew, Balancer<J, O> balancer, int workers, Consumer<ActorRef> watch) {
        this.crew = crew;
        this.balancer = balancer;
        this.watch = watch;
        this.workers = workers;
        this.replacements = REPLACEMENTS_PER_WORKER * workers;
    }

    void start() {
        for (int worker = 0; worker < workers; worker++) {
            hire(worker);
        }
    }

    /** Hires the worker of that number, or one in its place. */
    void hire(int worker) {
        ActorRef ref = crew.hire(worker);
        watch.accept(ref);
        Seat<J> seat = balancer.join(worker);
        hired.put(ref, seat);
        if (worker == seats.size()) {
            seats.add(seat);
        } else {
            seats.set(worker, seat);
        }
    }

    /** Takes the seat of a worker that has ended; it has another one in its place only after {@link #hire}. */
    Seat<J> ended(ActorRef worker) {
        return hired.remove(worker);
    }

    /** Whether another one is to be hired in place of a worker that has ended. */
    boolean replaces(Seat<J> seat) {
        return !seat.leaving() && replacements-- > 0;
    }

    void resize(int to) {
        for (int worker = workers; worker < to; worker++) {
            hire(worker);
        }
        for (int worker = to; worker < workers; worker++) {
            balancer.leave(seats.get(worker));
            crew.dismiss(worker);
        }
        workers = to;
    }

    /** How many are wanted now. Thread-safe. */
    int workers() {
        return workers;
    }

    /** What they have done so far. Thread-safe. */
    BalanceReport report(List<WorkerTally> tallies, Bottleneck bottleneck) {
        List<BalanceReport.WorkerReport> reports = new ArrayList<>();
        for (WorkerTally tally : tallies) {
            int worker = reports.size();
            reports.add(new BalanceReport.WorkerReport(crew.group(worker), worker, crew.cpu(worker), tally.elements(),
                    tally.failures(), tally.morsels(), tally.stolen(), tally.busyNanos()));
        }
        return new BalanceReport(reports, bottleneck);
    }
}
