package io.nebula.cli;

import io.nebula.engine.Replay;
import java.nio.file.Path;
import java.util.List;

/** {@code nebula replay DEADLETTERS PIPELINE}. */
final class ReplayCommand implements Verb {
    private final Console console;
    private final Shutdown shutdown;

    ReplayCommand(Console console, Shutdown shutdown) {
        this.console = console;
        this.shutdown = shutdown;
    }

    @Override
    public Synopsis synopsis() {
        return new Synopsis("replay", "Run a pipeline over the records of a dead-letter file.", List.of(
                new Synopsis.Parameter("DEADLETTERS", "The file that errors.dead-letter has written. Its records are\n"
                        + "read as the pipeline's source reads them."),
                new Synopsis.Parameter("PIPELINE", "The pipeline file, HOCON, repaired meanwhile. The output is\n"
                        + "a file of its own: give --set sink.path=…")), Execution.OPTIONS);
    }

    @Override
    public int run(Arguments arguments) throws UsageException {
        return new Execution(console, shutdown, arguments).run(Path.of(arguments.parameter(1)),
                pipeline -> Replay.prepare(pipeline, arguments.parameter(0)));
    }
}
