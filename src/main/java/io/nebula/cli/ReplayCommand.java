package io.nebula.cli;

import io.nebula.engine.Replay;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code nebula replay DEADLETTERS PIPELINE}. */
@Command(name = "replay", sortOptions = false, description = {
    "Run a pipeline over the records of a dead-letter file.",
    "They are read as the pipeline's source reads them. The output is a file of its own: give --set sink.path=…"})
final class ReplayCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "DEADLETTERS", description = "The file that errors.dead-letter has written.")
    private Path letters;

    @Parameters(index = "1", paramLabel = "PIPELINE", description = "The pipeline file, HOCON, repaired meanwhile.")
    private Path file;

    @Mixin
    private final Execution execution;

    ReplayCommand(Console console, Shutdown shutdown) {
        execution = new Execution(console, shutdown);
    }

    @Override
    public Integer call() {
        return execution.run(file, pipeline -> Replay.prepare(pipeline, letters.toString()));
    }
}
