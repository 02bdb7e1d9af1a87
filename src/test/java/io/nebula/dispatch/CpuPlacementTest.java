package io.nebula.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CpuPlacementTest {
    private static final int MANY = 16;
    private static final PlacementSettings DEFAULTS = new PlacementSettings(Pinning.AUTO, CpuSet.NONE, 0);

    @Test
    void shouldGiveEachGroupACoreOfItsOwn() {
        assertThat(sets(place(plain(0, 4), Pinning.AUTO, 4))).containsExactly("0", "1", "2", "3");
    }

    @Test
    void shouldStayWithinACpuset() {
        assertThat(sets(place(plain(4, 4), Pinning.AUTO, 4))).containsExactly("4", "5", "6", "7");
    }

    @Test
    void shouldShareAllCpusAmongFewGroups() {
        assertThat(sets(place(plain(0, 8), Pinning.AUTO, 2))).containsExactly("0-3", "4-7");
        assertThat(sets(place(plain(0, 8), Pinning.AUTO, 3))).containsExactly("0-1", "2-4", "5-7");
    }

    @Test
    void shouldGoRoundAgainWithMoreGroupsThanCpus() {
        assertThat(sets(place(plain(0, 4), Pinning.AUTO, 6))).containsExactly("0", "1", "2", "3", "0", "1");
    }

    @Test
    void shouldTakeDistinctCoresBeforeSiblings() {
        // CPUs n and n + 4 share a core
        Machine machine = hyperThreads(4);

        assertThat(sets(place(machine, Pinning.AUTO, 8))).containsExactly("0", "1", "2", "3", "4", "5", "6", "7");
        assertThat(sets(place(machine, Pinning.AUTO, 4))).containsExactly("0,4", "1,5", "2,6", "3,7");
        assertThat(sets(place(machine, Pinning.AUTO, 6))).containsExactly("0", "1", "2,6", "3,7", "4", "5");
        assertThat(sets(place(machine, Pinning.AUTO, 2))).containsExactly("0-1,4-5", "2-3,6-7");
    }

    @Test
    void shouldGiveAGroupNoMoreCpusThanItHasThreads() {
        Machine machine = hyperThreads(4);

        assertThat(sets(CpuPlacement.decide(plain(0, 2), DEFAULTS, Pinning.ALWAYS, 1, 1))).containsExactly("0");
        assertThat(sets(CpuPlacement.decide(machine, DEFAULTS, Pinning.AUTO, 2, 2))).containsExactly("0-1", "2-3");
        assertThat(sets(CpuPlacement.decide(machine, DEFAULTS, Pinning.AUTO, 6, 1)))
                .containsExactly("0", "1", "2", "3", "4", "5");
    }

    @Test
    void shouldKeepAGroupWithinASocket() {
        // even CPUs in one socket, odd ones in the other
        List<Cpu> cpus = IntStream.range(0, 8).mapToObj(id -> new Cpu(id, id % 2, id / 2)).toList();

        assertThat(sets(place(machine(cpus), Pinning.AUTO, 2))).containsExactly("0,2,4,6", "1,3,5,7");
    }

    @Test
    void shouldLeaveASmallMachineAloneUnlessToldToBind() {
        assertThat(place(plain(0, 2), Pinning.AUTO, 2).isPinned()).isFalse();
        assertThat(place(plain(0, 3), Pinning.AUTO, 3).isPinned()).isFalse();
        assertThat(sets(place(plain(0, 2), Pinning.ALWAYS, 2))).containsExactly("0", "1");
        assertThat(sets(place(plain(0, 1), Pinning.ALWAYS, 2))).containsExactly("0", "0");
    }

    @Test
    void shouldNotBindUnderAQuotaUnlessToldTo() {
        Machine limited = new Machine(plain(0, 8).allowed(), 2.5, 8);
        Machine fewProcessors = new Machine(plain(0, 8).allowed(), Double.POSITIVE_INFINITY, 2);

        assertThat(place(limited, Pinning.AUTO, 8).reason()).contains("limited to 2.5 of 8 CPUs");
        assertThat(place(limited, Pinning.AUTO, 8).isPinned()).isFalse();
        assertThat(place(fewProcessors, Pinning.AUTO, 8).isPinned()).isFalse();
        assertThat(place(limited, Pinning.ALWAYS, 8).isPinned()).isTrue();
    }

    @Test
    void shouldBindUnderAQuotaThatLimitsNothing() {
        assertThat(place(new Machine(plain(0, 4).allowed(), 4, 4), Pinning.AUTO, 4).isPinned()).isTrue();
    }

    @Test
    void shouldFollowTheFileOnlyWhereThePipelineLeavesTheChoice() {
        PlacementSettings never = new PlacementSettings(Pinning.NEVER, CpuSet.NONE, 0);
        PlacementSettings always = new PlacementSettings(Pinning.ALWAYS, CpuSet.NONE, 0);
        Machine machine = plain(0, 2);

        assertThat(CpuPlacement.decide(machine, never, Pinning.AUTO, 2, MANY).isPinned()).isFalse();
        assertThat(CpuPlacement.decide(machine, never, Pinning.ALWAYS, 2, MANY).isPinned()).isTrue();
        assertThat(CpuPlacement.decide(machine, always, Pinning.AUTO, 2, MANY).isPinned()).isTrue();
        assertThat(CpuPlacement.decide(machine, always, Pinning.NEVER, 2, MANY).isPinned()).isFalse();
    }

    @Test
    void shouldUseExplicitCpusEvenOutsideTheMaskAndOnASmallMachine() {
        PlacementSettings isolated = new PlacementSettings(Pinning.AUTO, CpuSet.of(2, 3), 5);

        assertThat(sets(CpuPlacement.decide(plain(0, 2), isolated, Pinning.AUTO, 2, MANY))).containsExactly("2", "3");
    }

    @Test
    void shouldLeaveTheLowestCpusSpare() {
        PlacementSettings spare = new PlacementSettings(Pinning.AUTO, CpuSet.NONE, 1);

        assertThat(sets(CpuPlacement.decide(plain(0, 4), spare, Pinning.AUTO, 3, MANY))).containsExactly("1", "2", "3");
    }

    @Test
    void shouldSayWhyNothingIsBound() {
        PlacementSettings allSpare = new PlacementSettings(Pinning.AUTO, CpuSet.NONE, 4);

        assertThat(CpuPlacement.decide(plain(0, 4), allSpare, Pinning.AUTO, 2, MANY).reason())
                .contains("lower spare-cpus");
        assertThat(place(machine(List.of()), Pinning.ALWAYS, 2).reason()).contains("platform");
        assertThat(place(plain(0, 2), Pinning.AUTO, 2).reason()).contains("2 CPUs");
    }

    @Test
    void shouldListEveryGroupAlsoWhenNothingIsBound() {
        assertThat(place(plain(0, 8), Pinning.NEVER, 3).groups())
                .containsExactly(CpuSet.NONE, CpuSet.NONE, CpuSet.NONE);
    }

    @Test
    void shouldUseEveryCpuOnceForAnyNumberOfGroupsUpToTheCpus() {
        for (int groups = 1; groups <= 8; groups++) {
            List<Integer> used = place(hyperThreads(4), Pinning.AUTO, groups).groups().stream()
                    .flatMap(cpus -> cpus.stream().boxed()).toList();
            assertThat(used).as("%d groups", groups).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7);
        }
    }

    private static CpuPlacement place(Machine machine, Pinning pinning, int groups) {
        return CpuPlacement.decide(machine, DEFAULTS, pinning, groups, MANY);
    }

    private static List<String> sets(CpuPlacement placement) {
        return placement.groups().stream().map(CpuSet::toString).toList();
    }

    private static Machine plain(int first, int count) {
        return machine(IntStream.range(first, first + count).mapToObj(id -> new Cpu(id, 0, id)).toList());
    }

    private static Machine hyperThreads(int cores) {
        return machine(IntStream.range(0, 2 * cores).mapToObj(id -> new Cpu(id, 0, id % cores)).toList());
    }

    private static Machine machine(List<Cpu> cpus) {
        return new Machine(cpus, Double.POSITIVE_INFINITY, cpus.size());
    }
}
