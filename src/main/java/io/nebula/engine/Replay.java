package io.nebula.engine;

import io.nebula.connector.FileSinkSpec;
import io.nebula.connector.ReplaySpec;
import io.nebula.connector.RoutedSinkSpec;
import io.nebula.connector.SinkSpec;
import io.nebula.options.InvalidOptionsException;
import io.nebula.options.Problem;
import io.nebula.pipeline.ErrorPolicy;
import io.nebula.pipeline.ErrorSettings;
import io.nebula.pipeline.Pipeline;
import java.io.IOException;
import java.util.List;

/** Runs a pipeline over the records that it has rejected before. */
public final class Replay {
    private Replay() {}

    /**
     * Checks everything, like {@link PipelineRun#prepare}.
     *
     * <p>Neither output replaces a file, whatever the pipeline says of overwriting: what stands there is most likely what
     * the first run has written, to which the replayed records are to be added.
     *
     * @param letters the dead-letter file
     * @throws InvalidOptionsException with every problem of the pipeline
     * @throws IOException if the dead-letter file cannot be read as one
     */
    public static PipelineRun prepare(Pipeline pipeline, String letters) throws InvalidOptionsException, IOException {
        ErrorSettings errors = pipeline.errors();
        ReplaySpec source = ReplaySpec.of(letters, errors.deadLetter(), pipeline.source());
        source.check();
        try {
            return PipelineRun.prepare(new Pipeline(pipeline.name(), source, pipeline.transforms(), fresh(pipeline.sink()),
                    pipeline.parallel(), fresh(errors)).concealing(pipeline.secrets()).describedBy(pipeline.files()));
        } catch (InvalidOptionsException e) {
            throw new InvalidOptionsException(e.problems().stream().map(Replay::explained).toList());
        }
    }

    private static ErrorSettings fresh(ErrorSettings errors) {
        return errors.policy() != ErrorPolicy.DEAD_LETTER ? errors : new ErrorSettings(errors.policy(),
                fresh(errors.deadLetter()), errors.maxRejects(), errors.maxRejectRatio());
    }

    private static SinkSpec fresh(SinkSpec sink) {
        if (sink instanceof RoutedSinkSpec files && files.overwrite()) {
            return new RoutedSinkSpec(files.path(), files.format(), false, files.compression(), files.level());
        }
        return sink instanceof FileSinkSpec file && file.overwrite()
                ? new FileSinkSpec(file.path(), file.format(), false, file.compression(), file.level()) : sink;
    }

    private static Problem explained(Problem problem) {
        boolean taken = List.of("output-exists", "output-is-input").contains(problem.code());
        return !taken ? problem : new Problem(problem.path(), problem.offset(), problem.length(), problem.code(),
                problem.message(), "a replay writes files of its own and overwrites none; add --set " + problem.path()
                        + "=…, and join the outputs afterwards", problem.onKey());
    }
}
