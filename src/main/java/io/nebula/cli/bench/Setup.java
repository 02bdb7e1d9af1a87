package io.nebula.cli.bench;

import io.nebula.pipeline.Ordering;
import io.nebula.pipeline.ParallelSettings;
import io.nebula.pipeline.Switch;
import java.util.ArrayList;
import java.util.List;

/**
 * One way to run a pipeline.
 *
 * @param workers how many; 0 for the plain loop that everything else is compared with
 * @param pinned whether threads are bound to CPUs
 * @param ordered whether results leave in the order of the input
 */
public record Setup(int workers, boolean pinned, boolean ordered) {
    /** One thread, no workers. */
    public static final Setup SEQUENTIAL = new Setup(0, false, true);

    /** The loop, and every combination for each number of workers. */
    static List<Setup> all(List<Integer> workers) {
        List<Setup> all = new ArrayList<>(List.of(SEQUENTIAL));
        for (int count : workers) {
            for (boolean ordered : new boolean[] {true, false}) {
                all.add(new Setup(count, false, ordered));
                all.add(new Setup(count, true, ordered));
            }
        }
        return all;
    }

    /** Settings of a pipeline, run like this. */
    ParallelSettings of(ParallelSettings settings) {
        if (workers == 0) {
            return settings.withUseParallel(Switch.OFF);
        }
        return settings.withUseParallel(Switch.ON).withWorkerCount(workers)
                .withEnableAffinity(pinned ? Switch.ON : Switch.OFF)
                .withOrdering(ordered ? Ordering.INPUT : Ordering.NONE);
    }

    /** In words. */
    String text() {
        return workers == 0 ? "sequential" : workers + (workers == 1 ? " worker" : " workers") + ", " + (pinned ? "pinned" : "unpinned")
                + ", " + (ordered ? "ordered" : "unordered");
    }
}
