package io.nebula.engine;

import io.nebula.metrics.RunProgress;
import io.nebula.metrics.StageResult;
import io.nebula.metrics.WorkerLoad;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Where the workers of one run spend their time, all of them together. */
final class StageTimes {
    private final List<String> transforms;
    private final RunProgress progress;
    private final Queue<StageClock> clocks = new ConcurrentLinkedQueue<>();

    StageTimes(Plan plan, RunProgress progress) {
        this.transforms = plan.steps().stream().map(Plan.Step::name).toList();
        this.progress = progress;
    }

    /** The clock of one kernel; any thread. */
    StageClock clock(int worker) {
        StageClock clock = new StageClock(transforms.size() + 3, progress.load(worker));
        clocks.add(clock);
        return clock;
    }

    /** A clock that counts for nothing, of a kernel with that many transforms of its own. */
    static StageClock unheeded(int transforms) {
        return new StageClock(transforms + 3, new WorkerLoad());
    }

    /** @param busySeconds the CPU time of all workers, which is divided as the clocks have divided wall time */
    List<StageResult> results(double busySeconds) {
        List<String> names = new ArrayList<>(List.of("decode"));
        names.addAll(transforms);
        names.addAll(List.of(MorselKernel.ENCODE, "compress"));
        long[] nanos = new long[names.size()];
        long all = 0;
        for (StageClock clock : clocks) {
            for (int stage = 0; stage < nanos.length; stage++) {
                nanos[stage] += clock.nanos(stage);
                all += clock.nanos(stage);
            }
        }
        List<StageResult> results = new ArrayList<>();
        for (int stage = 0; all > 0 && stage < nanos.length; stage++) {
            if (nanos[stage] > 0 || stage > 0 && stage <= transforms.size()) {
                results.add(new StageResult(names.get(stage), busySeconds * nanos[stage] / all));
            }
        }
        return results;
    }
}
