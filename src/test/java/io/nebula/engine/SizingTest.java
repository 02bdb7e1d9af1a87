package io.nebula.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.balance.BalanceLimits;
import io.nebula.balance.CrewSettings;
import io.nebula.dispatch.Pinning;
import io.nebula.pipeline.Ordering;
import io.nebula.pipeline.ParallelSettings;
import io.nebula.pipeline.Switch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizingTest {
    private static final ParallelSettings AUTO = ParallelSettings.DEFAULT;
    private static final Sizing.Machine EIGHT_CPUS = new Sizing.Machine(8, 1L << 30);
    private static final long LARGE = 1L << 30;
    /** What is left for the stage when the four trains that may be outside have been taken off. */
    private static final long BUDGET = (128L << 20) - 4 * ((128L << 20) / 48);
    private static final long UNBOUNDED = Long.MAX_VALUE - 4 * 255;

    private static Sizing of(ParallelSettings settings) {
        return Sizing.of(settings, EIGHT_CPUS, LARGE, -1);
    }

    @ParameterizedTest
    @CsvSource({"8388608, -1, false", "8388609, -1, true", "-1, -1, true", "-1, 100000, false", "-1, 100001, true"})
    void shouldUseTheLoopForKnownSmallInputsOnly(long bytes, long records, boolean parallel) {
        assertThat(Sizing.of(AUTO, EIGHT_CPUS, bytes, records).parallel()).isEqualTo(parallel);
        assertThat(Sizing.of(AUTO.withUseParallel(Switch.ON), EIGHT_CPUS, bytes, records).parallel()).isTrue();
        assertThat(Sizing.of(AUTO.withUseParallel(Switch.OFF), EIGHT_CPUS, bytes, records).parallel()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"8388608, false", "8388609, true", "-1, false"})
    void shouldFindWorkerGroupsLikelyWhereTheSizeSaysSo(long bytes, boolean likely) {
        assertThat(Sizing.likelyParallel(AUTO, bytes)).isEqualTo(likely);
        assertThat(Sizing.likelyParallel(AUTO.withUseParallel(Switch.ON), bytes)).isTrue();
        assertThat(Sizing.likelyParallel(AUTO.withUseParallel(Switch.OFF), bytes)).isFalse();
    }

    @Test
    void shouldUseAWorkerAndAGroupPerCpuUnlessTold() {
        assertThat(of(AUTO).workers()).isEqualTo(8);
        assertThat(of(AUTO).groups()).isEqualTo(8);
        assertThat(of(AUTO.withWorkerCount(3)).workers()).isEqualTo(3);
        assertThat(of(AUTO.withWorkerCount(3)).groups()).as("at most one per worker").isEqualTo(3);
        assertThat(of(AUTO.withParallelGroups(2)).groups()).isEqualTo(2);
    }

    @Test
    void shouldDealWorkersEvenlyOverTheGroups() {
        ParallelSettings settings = AUTO.withWorkerCount(7).withParallelGroups(3);
        CrewSettings crew = of(settings).crew(settings, "test");

        assertThat(new int[] {crew.size(0), crew.size(1), crew.size(2)}).containsExactly(3, 2, 2);
    }

    @Test
    void shouldCutMorselsByBytesUnlessRecordsAreSaid() {
        assertThat(of(AUTO).morsel().bytes()).isEqualTo(256 << 10);
        assertThat(of(AUTO).morsel().records()).isEqualTo(Long.MAX_VALUE);
        assertThat(of(AUTO.withBatchSize(100)).morsel().records()).isEqualTo(100);
        assertThat(of(AUTO.withBatchSize(100)).vectorRows()).as("a vector is no larger than its morsel").isEqualTo(100);
        assertThat(of(AUTO.withVectorBatchSize(64)).vectorRows()).isEqualTo(64);
    }

    @Test
    void shouldCutAShortInputSoThatEveryWorkerGetsSome() {
        Sizing sizing = Sizing.of(AUTO.withUseParallel(Switch.ON), EIGHT_CPUS, 4 << 20, -1);

        assertThat((4 << 20) / sizing.morsel().bytes()).isBetween(sizing.workers(), 100);
    }

    @Test
    void shouldBoundWhatIsInsideByRecordsWhereThatIsAskedFor() {
        Sizing sizing = of(AUTO.withQueueSize(1_000).withBatchSize(100));
        assertThat(sizing.maxJobs()).isEqualTo(10);

        Sizing cutToFit = of(AUTO.withQueueSize(1_600));
        assertThat(cutToFit.morsel().records()).as("so that 8 workers can hold 2 each").isEqualTo(100);
        assertThat(cutToFit.maxJobs()).isEqualTo(16);
    }

    @Test
    void shouldBoundWhatIsInsideByAnEighthOfTheHeapAndAtMost128MiB() {
        assertThat(of(AUTO).maxWeight()).isEqualTo(128L << 20);
        assertThat(Sizing.of(AUTO, new Sizing.Machine(4, 64L << 20), LARGE, -1).maxWeight()).isEqualTo(8L << 20);
        assertThat(of(AUTO.withInFlightBytes(12_345)).maxWeight()).isEqualTo(12_345);
    }

    @Test
    void shouldCountTrainsOutsideTheStageAgainstTheBoundOnRecords() {
        ParallelSettings small = AUTO.withQueueSize(1_000).withBatchSize(100);
        assertThat(of(small).limits(small).trainJobs()).isEqualTo(1);
        assertThat(of(small).limits(small).maxJobs()).isEqualTo(10);

        ParallelSettings large = AUTO.withQueueSize(9_600).withBatchSize(10);
        assertThat(of(large).limits(large).trainJobs()).isEqualTo(20);
        assertThat(of(large).limits(large).maxJobs()).isEqualTo(960 - 4 * 19);
    }

    @Test
    void shouldKeepABufferForEveryMorselThatMayBeInside() {
        assertThat(of(AUTO).keptBuffers(AUTO)).isEqualTo(204 + 16);
        assertThat(of(AUTO.withQueueSize(160)).keptBuffers(AUTO)).isEqualTo(16 + 16);
        assertThat(of(AUTO.withUseParallel(Switch.OFF)).keptBuffers(AUTO)).isEqualTo(1);
    }

    @Test
    void shouldPassOnOrderCreditsAndBinding() {
        ParallelSettings settings = AUTO.withOrdering(Ordering.NONE).withCredits(5).withEnableAffinity(Switch.ON);

        assertThat(of(settings).limits(settings)).isEqualTo(
                new BalanceLimits(8, 5, 5, BUDGET, UNBOUNDED, (128L << 20) / 48, 256, false));
        assertThat(of(AUTO).limits(AUTO)).isEqualTo(
                new BalanceLimits(8, 2, 256, BUDGET, UNBOUNDED, (128L << 20) / 48, 256, true));
        assertThat(of(settings).crew(settings, "test")).isEqualTo(new CrewSettings("test", 8, 8, 5, Pinning.ALWAYS));
        assertThat(of(AUTO).crew(AUTO, "test").pinning()).isEqualTo(Pinning.AUTO);
        assertThat(of(AUTO).crew(AUTO.withEnableAffinity(Switch.OFF), "test").pinning()).isEqualTo(Pinning.NEVER);
    }
}
