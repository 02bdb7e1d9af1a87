package io.nebula.cli;

import io.nebula.config.Diagnostic;
import io.nebula.config.PipelineFile;
import io.nebula.engine.PipelineRun;
import io.nebula.metrics.RunResult;
import io.nebula.options.InvalidOptionsException;
import io.nebula.pipeline.Switch;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceConfigurationError;

/** {@code nebula run FILE}. */
final class RunCommand implements Verb {
    private static final Option SET = new Option("--set", "KEY=VALUE", true,
            "Override a key of nebula.pipeline; the value is HOCON.\nMay be repeated.");
    private static final Option RESTART = new Option("--restart", null, false,
            "Begin at the beginning, also where an interrupted run\ncould be continued.");
    private static final Option SUMMARY = new Option("--summary", "STYLE", false,
            "What to say at the end: text, json (the last line is\none object) or none. Default: text.");
    private static final Option PROGRESS = new Option("--progress", "STYLE", false,
            "auto: one redrawn line on a terminal. plain: a line\nevery few seconds. none.");
    private static final Option QUIET = new Option("--quiet", null, false,
            "Say nothing but errors; --summary json is still\nwritten.");
    private static final Synopsis SYNOPSIS = new Synopsis("run", "Run the pipeline that a file describes.",
            "FILE", "The pipeline file, HOCON.", List.of(SET, RESTART, SUMMARY, PROGRESS, QUIET));
    private final Console console;
    private final Shutdown shutdown;

    private SummaryFormat summary;
    private ProgressStyle progress;
    private boolean quiet;

    RunCommand(Console console, Shutdown shutdown) {
        this.console = console;
        this.shutdown = shutdown;
    }

    @Override
    public Synopsis synopsis() {
        return SYNOPSIS;
    }

    @Override
    public int run(Arguments arguments) throws UsageException {
        summary = arguments.choice(SUMMARY, SummaryFormat.class, SummaryFormat.TEXT);
        progress = arguments.choice(PROGRESS, ProgressStyle.class, ProgressStyle.AUTO);
        quiet = arguments.has(QUIET);
        return run(Path.of(arguments.parameter()), arguments.all(SET), arguments.has(RESTART));
    }

    private int run(Path file, List<String> overrides, boolean restart) {
        PipelineFile loaded;
        try {
            loaded = PipelineFile.load(file, overrides, System.getenv());
        } catch (ServiceConfigurationError e) {
            console.err().println("nebula: a class of your own cannot be used: " + e.getMessage()
                    + "; check META-INF/services in the jars of NEBULA_CLASSPATH");
            return ExitCode.CONFIGURATION;
        }
        if (!loaded.valid()) {
            say(loaded.diagnosticsWith(loaded.draft() == null ? List.of() : PipelineRun.problems(loaded.draft())));
            return ExitCode.CONFIGURATION;
        }
        boolean parallel = loaded.pipeline().parallel().useParallel() == Switch.ON;
        ActorSystemRun actors = ActorSystemRun.of(loaded.systemSettings(), parallel);
        PipelineRun run;
        try {
            run = PipelineRun.prepare(loaded.pipeline(), restart);
        } catch (InvalidOptionsException e) {
            actors.abandon();
            say(loaded.diagnosticsWith(e.problems()));
            return ExitCode.CONFIGURATION;
        }
        say(loaded.diagnostics());
        shutdown.interrupts(run::interrupt);
        RunResult result = execute(run, actors);
        if (!run.started()) {
            console.err().println("nebula: " + result.failure());
            return ExitCode.CONFIGURATION;
        }
        conclude(result, run.outputClosed());
        return run.tooManyRejects() ? ExitCode.TOO_MANY_REJECTS : code(result, run.outputClosed());
    }

    private RunResult execute(PipelineRun run, ActorSystemRun actors) {
        ProgressLine line = ProgressLine.start(run.progress(), console, quiet ? ProgressStyle.NONE : progress);
        try {
            return run.parallel() ? actors.run(run) : run.sequentially();
        } finally {
            if (line != null) {
                line.close();
            }
        }
    }

    private void say(List<Diagnostic> diagnostics) {
        List<Diagnostic> said = quiet ? diagnostics.stream().filter(Diagnostic::isError).toList() : diagnostics;
        console.err().print(Diagnostic.render(said));
        console.err().flush();
    }

    private void conclude(RunResult result, boolean outputClosed) {
        if (result.failure() != null) {
            console.err().println("nebula: " + result.failure());
        }
        if (summary == SummaryFormat.JSON) {
            console.err().println(JsonSummary.of(result));
        } else if (summary == SummaryFormat.TEXT && !quiet && !outputClosed) {
            console.err().print(TextSummary.of(result));
        }
        console.err().flush();
    }

    private int code(RunResult result, boolean outputClosed) {
        return switch (result.outcome()) {
            case COMPLETED -> ExitCode.DONE;
            case FAILED -> ExitCode.FAILED;
            case INTERRUPTED -> outputClosed ? ExitCode.OUTPUT_CLOSED : shutdown.code();
        };
    }
}
