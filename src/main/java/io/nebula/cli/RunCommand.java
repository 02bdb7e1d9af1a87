package io.nebula.cli;

import io.nebula.engine.PipelineRun;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code nebula run FILE}. */
@Command(name = "run", description = "Run the pipeline that a file describes.", sortOptions = false)
final class RunCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FILE", description = "The pipeline file, HOCON.")
    private Path file;

    @Mixin
    private final Execution execution;

    RunCommand(Console console, Shutdown shutdown) {
        execution = new Execution(console, shutdown);
    }

    @Override
    public Integer call() {
        return execution.run(file, PipelineRun::prepare);
    }
}
