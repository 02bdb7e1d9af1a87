package io.nebula.cli;

import io.nebula.config.PipelineFile;
import io.nebula.dispatch.CpuPlacement;
import io.nebula.dispatch.PlacementSettings;
import io.nebula.engine.Preview;
import io.nebula.options.InvalidOptionsException;
import java.nio.file.Path;
import java.util.List;

/**
 * A pipeline file and what a run of it would do.
 *
 * @param placement which CPUs the groups would get; null where the run would be sequential
 */
record PlannedPipeline(Preview preview, CpuPlacement placement) {
    /** Looks at a file and its inputs; null if a run would be refused, which has been said. */
    static PlannedPipeline of(Path file, PipelineLoading loading) {
        PipelineFile loaded = loading.loadValid(file);
        if (loaded == null) {
            return null;
        }
        try {
            Preview preview = Preview.of(loaded.pipeline());
            loading.say(loaded, List.of());
            return new PlannedPipeline(preview, preview.spread().parallel()
                    ? preview.spread().placement(PlacementSettings.of(loaded.dispatcherSettings())) : null);
        } catch (InvalidOptionsException e) {
            loading.say(loaded, e.problems());
            return null;
        }
    }
}
