package io.nebula.engine;

import io.nebula.balance.RunTime;
import io.nebula.options.InvalidOptionsException;
import io.nebula.pipeline.Pipeline;

/** Lets the simulation, which is not of this package, prepare runs in its own time. */
public final class SimulatedRuns {
    private SimulatedRuns() {}

    public static PipelineRun prepare(Pipeline pipeline, RunTime time) throws InvalidOptionsException {
        return PipelineRun.prepare(pipeline, false, time);
    }
}
