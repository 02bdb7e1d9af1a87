package io.nebula.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code nebula run FILE}. */
final class RunCommand implements Verb {
    private static final Option RESTART = new Option("--restart", null, false,
            "Begin at the beginning, also where an interrupted run\ncould be continued.");
    private final Console console;
    private final Shutdown shutdown;

    RunCommand(Console console, Shutdown shutdown) {
        this.console = console;
        this.shutdown = shutdown;
    }

    @Override
    public Synopsis synopsis() {
        List<Option> options = new ArrayList<>(Execution.OPTIONS);
        options.add(1, RESTART);
        options.addAll(2, RunScope.OPTIONS);
        return new Synopsis("run", "Run the pipeline that a file describes.",
                List.of(PipelineLoading.FILE), options);
    }

    @Override
    public int run(Arguments arguments) throws UsageException {
        boolean restart = arguments.has(RESTART);
        RunScope scope = RunScope.of(arguments);
        return new Execution(console, shutdown, arguments).run(Path.of(arguments.parameter(0)),
                pipeline -> scope.prepare(pipeline, restart), scope::remarks);
    }
}
