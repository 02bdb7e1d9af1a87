package io.nebula.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BalancerTest {
    private static final int MORSELS = 4_800;

    private final List<Job<String>> told = new ArrayList<>();
    private final List<Seat<String>> toldTo = new ArrayList<>();

    private Balancer<String, String> balancer(int workers, int credits, boolean ordered) {
        return new Balancer<>(new BalanceLimits(workers, credits, 1_000, 1_000, ordered), 
                Workload.ofTrains(morsel -> 1, "halt"::equals, worker -> null), new TrainIntake<>(), (seat, job) -> {
            toldTo.add(seat);
            told.add(job);
        });
    }

    @ParameterizedTest
    @CsvSource({"true, 2", "true, 256", "false, 2", "false, 256"})
    void shouldKeepAllWorkersBusyWhenEveryHundredthMorselIsFiftyTimesDearer(boolean ordered, int mostCredits) {
        int budget = ordered ? 204 : 16; // with order, what the automatic settings let in
        BalancerSimulation simulation = new BalancerSimulation(
                new BalanceLimits(4, 2, mostCredits, budget, MORSELS, budget, 64, ordered), MORSELS,
                morsel -> morsel % 100 == 99 ? 5_000 : 100);

        long makespan = simulation.run();

        double ideal = IntStream.range(0, MORSELS).mapToLong(m -> m % 100 == 99 ? 5_000 : 100).sum() / 4.0;
        assertThat(makespan / ideal).as("makespan over ideal").isBetween(1.0, 1.10);
        assertThat(simulation.runs()).as("each morsel runs once").containsOnly(1);
        assertThat(simulation.emitted()).hasSize(MORSELS);
        assertThat(simulation.stolen()).isPositive();
        if (ordered) {
            assertThat(simulation.emitted()).isSorted();
        } else {
            assertThat(simulation.emitted()).containsExactlyInAnyOrderElementsOf(
                    IntStream.range(0, MORSELS).boxed().toList());
        }
    }

    @Test
    void shouldHoldNoMoreInsideThanTheBudgetAllows() {
        BalancerSimulation simulation = new BalancerSimulation(new BalanceLimits(4, 2, 12, MORSELS, true), MORSELS,
                morsel -> morsel % 100 == 0 ? 5_000 : 100);

        simulation.run();

        assertThat(simulation.largestInside()).isEqualTo(12);
        assertThat(simulation.emitted()).hasSize(MORSELS).isSorted();
    }

    @Test
    void shouldGiveEachMorselToTheWorkerWithTheFewestInFlight() {
        Balancer<String, String> balancer = balancer(3, 2, true);
        join(balancer, 3);

        for (int i = 0; i < 6; i++) {
            assertThat(balancer.wantsInput()).isTrue();
            balancer.offer("m" + i, 1);
        }

        assertThat(toldTo).extracting(seat -> seat.worker).containsExactly(0, 1, 2, 0, 1, 2);
        assertThat(balancer.wantsInput()).as("no credit is left").isFalse();
    }

    @Test
    void shouldPreferTheWorkerThatHasWorkedLeastAmongEquallyLoadedOnes() {
        Balancer<String, String> balancer = balancer(3, 2, true);
        List<Seat<String>> seats = join(balancer, 3);
        offer(balancer, "a", "b", "c");
        balancer.answered(Reply.done(told.get(0), seats.get(0), "a", 30));
        balancer.answered(Reply.done(told.get(1), seats.get(1), "b", 10));
        balancer.answered(Reply.done(told.get(2), seats.get(2), "c", 20));

        offer(balancer, "d", "e", "f");

        assertThat(toldTo.subList(3, 6)).extracting(seat -> seat.worker).containsExactly(1, 2, 0);
    }

    @Test
    void shouldAlwaysLetOneMorselInHoweverHeavy() {
        Balancer<String, String> balancer = balancer(1, 2, true);
        join(balancer, 1);

        assertThat(balancer.wantsInput()).isTrue();
        balancer.offer("huge", 1_000_000);

        assertThat(balancer.wantsInput()).isFalse();
    }

    @Test
    void shouldStealTheOldestUnclaimedMorselOfTheFullestWorkerOnce() {
        Balancer<String, String> balancer = balancer(2, 2, false);
        List<Seat<String>> seats = join(balancer, 2);
        offer(balancer, "a", "b", "c");
        told.get(0).claim(seats.get(0).id, RunTime.SYSTEM);
        told.get(1).claim(seats.get(1).id, RunTime.SYSTEM);
        balancer.answered(Reply.done(told.get(1), seats.get(1), "b", 1));

        balancer.steal();
        balancer.steal();

        assertThat(told).hasSize(4);
        assertThat(told.get(3)).isSameAs(told.get(2));
        assertThat(toldTo.get(3)).isSameAs(seats.get(1));
        told.get(2).claim(seats.get(1).id, RunTime.SYSTEM);
        assertThat(told.get(2).claim(seats.get(0).id, RunTime.SYSTEM)).as("the victim finds it taken").isFalse();
        balancer.answered(Reply.done(told.get(2), seats.get(1), "c", 1));
        balancer.answered(Reply.done(told.get(0), seats.get(0), "a", 1));
        balancer.answered(Reply.without(Reply.Kind.TOMBSTONE, told.get(2), seats.get(0)));
        assertThat(emitAll(balancer)).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(balancer.tallies().get(1).stolen()).isEqualTo(1);
        assertThat(balancer.tallies().get(0).stolen()).isZero();
        assertThat(balancer.isEmpty()).isTrue();
    }

    @Test
    void shouldRunTheMorselsOfALostWorkerElsewhereAndIgnoreItsLateAnswers() {
        Balancer<String, String> balancer = balancer(2, 2, true);
        List<Seat<String>> seats = join(balancer, 2);
        offer(balancer, "a", "b", "c");
        Job<String> running = told.get(0);
        running.claim(seats.get(0).id, RunTime.SYSTEM);

        balancer.lost(seats.get(0));
        balancer.answered(Reply.done(running, seats.get(0), "late a", 1));
        work(balancer, seats.get(0));

        assertThat(emitAll(balancer)).containsExactly("a", "b", "c");
    }

    @Test
    void shouldGiveWaitingWorkToTheReplacementWhenNobodyElseIsLeft() {
        Balancer<String, String> balancer = balancer(1, 2, true);
        Seat<String> seat = join(balancer, 1).get(0);
        offer(balancer, "a", "b");

        balancer.lost(seat);
        assertThat(balancer.abandoned()).isTrue();
        balancer.join(0);
        work(balancer, seat);

        assertThat(emitAll(balancer)).containsExactly("a", "b");
    }

    @Test
    void shouldKeepAMorselThatArrivesWhenTheWorkerItWasPulledForIsGone() {
        Balancer<String, String> balancer = balancer(1, 1, true);
        Seat<String> seat = join(balancer, 1).get(0);
        assertThat(balancer.wantsInput()).isTrue();

        balancer.lost(seat);
        balancer.offer("a", 1);
        assertThat(told).isEmpty();
        balancer.join(0);
        work(balancer, seat);

        assertThat(emitAll(balancer)).containsExactly("a");
    }

    @Test
    void shouldRunWhatADyingMailboxGaveBackExactlyOnceMore() {
        Balancer<String, String> balancer = balancer(2, 2, true);
        List<Seat<String>> seats = join(balancer, 2);
        offer(balancer, "a", "b", "c");

        balancer.answered(Reply.without(Reply.Kind.RETURNED, told.get(2), seats.get(0)));
        balancer.answered(Reply.without(Reply.Kind.RETURNED, told.get(0), seats.get(0)));
        balancer.lost(seats.get(0));

        assertThat(work(balancer, seats.get(0))).as("what ran").containsExactlyInAnyOrder("a", "b", "c");
        assertThat(emitAll(balancer)).containsExactly("a", "b", "c");
    }

    @Test
    void shouldFailAMorselThatWasBeingWorkedOnEachTimeAWorkerEnded() {
        Balancer<String, String> balancer = balancer(1, 1, true);
        Seat<String> seat = join(balancer, 1).get(0);
        balancer.offer("poison", 1);

        for (int death = 0; death < Balancer.MAX_ATTEMPTS; death++) {
            told.get(death).claim(seat.id, RunTime.SYSTEM);
            balancer.lost(seat);
            seat = balancer.join(0);
        }

        assertThat(balancer.next().error()).isInstanceOf(WorkerLostException.class)
                .hasMessageContainingAll("morsel 0", "(workers 0, 0, 0)");
        assertThat(told).hasSize(Balancer.MAX_ATTEMPTS);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldEmitEverythingBeforeTheFirstFailureAndThenFailWithIt(boolean ordered) {
        Balancer<String, String> balancer = balancer(5, 1, ordered);
        List<Seat<String>> seats = join(balancer, 5);
        offer(balancer, "a", "b", "c", "d", "e");
        RuntimeException second = new RuntimeException("d");
        RuntimeException first = new RuntimeException("c");

        balancer.answered(Reply.failed(told.get(3), seats.get(3), second, 1));
        assertThat(balancer.wantsInput()).isFalse();
        answer(balancer, 4);
        assertThat(balancer.next()).as("e comes after the failure").isNull();
        balancer.answered(Reply.failed(told.get(2), seats.get(2), first, 1));
        answer(balancer, 1);
        assertThat(ordered ? null : balancer.next().output()).isEqualTo(ordered ? null : "b");
        answer(balancer, 0);

        List<String> outputs = new ArrayList<>();
        Balancer.Emission<String> emission;
        while ((emission = balancer.next()).error() == null) {
            outputs.add(emission.output());
        }
        assertThat(outputs).containsExactlyElementsOf(ordered ? List.of("a", "b") : List.of("a"));
        assertThat(emission.error()).isSameAs(first);
        assertThat(emission.last()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldEmitAHaltingResultLast(boolean ordered) {
        Balancer<String, String> balancer = balancer(3, 1, ordered);
        List<Seat<String>> seats = join(balancer, 3);
        offer(balancer, "a", "b", "c");

        balancer.answered(Reply.done(told.get(1), seats.get(1), "halt", 1));
        answer(balancer, 2);
        assertThat(balancer.hasNext()).isFalse();
        answer(balancer, 0);

        assertThat(balancer.next()).isEqualTo(new Balancer.Emission<>("a", null, false));
        assertThat(balancer.next()).isEqualTo(new Balancer.Emission<>("halt", null, true));
    }

    @Test
    void shouldFailLoudlyWhenAMailboxOverflows() {
        Balancer<String, String> balancer = balancer(1, 2, true);
        Seat<String> seat = join(balancer, 1).get(0);
        balancer.offer("a", 1);

        balancer.answered(Reply.without(Reply.Kind.OVERFLOW, told.get(0), seat));

        assertThat(balancer.next().error()).hasMessageContaining("mailbox of worker 0").hasMessageContaining("defect");
    }

    private static List<Seat<String>> join(Balancer<String, String> balancer, int workers) {
        return IntStream.range(0, workers).mapToObj(balancer::join).toList();
    }

    private static void offer(Balancer<String, String> balancer, String... morsels) {
        for (String morsel : morsels) {
            balancer.offer(morsel, 1);
        }
    }

    private void answer(Balancer<String, String> balancer, int index) {
        Job<String> job = told.get(index);
        Seat<String> seat = toldTo.get(index);
        assertThat(job.claim(seat.id, RunTime.SYSTEM)).isTrue();
        balancer.answered(Reply.done(job, seat, job.input, 1));
    }

    /** Works off everything that was and will be told to living workers; returns what ran, in the order of running. */
    private List<String> work(Balancer<String, String> balancer, Seat<String> dead) {
        List<String> ran = new ArrayList<>();
        for (int index = 0; index < told.size(); index++) {
            Job<String> job = told.get(index);
            Seat<String> seat = toldTo.get(index);
            if (seat != dead && job.claim(seat.id, RunTime.SYSTEM)) {
                ran.add(job.input);
                balancer.answered(Reply.done(job, seat, job.input, 1));
            }
        }
        return ran;
    }

    private static List<String> emitAll(Balancer<String, String> balancer) {
        List<String> outputs = new ArrayList<>();
        Balancer.Emission<String> emission;
        while ((emission = balancer.next()) != null) {
            outputs.add(emission.output());
        }
        return outputs;
    }
}
