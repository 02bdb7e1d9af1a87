package io.nebula.cli;

import io.nebula.config.Diagnostic;
import io.nebula.config.PipelineFile;
import io.nebula.engine.PipelineRun;
import io.nebula.metrics.RunResult;
import io.nebula.options.InvalidOptionsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nebula run FILE}. */
@Command(name = "run", description = "Run the pipeline that a file describes.", sortOptions = false)
final class RunCommand implements Callable<Integer> {
    private final Console console;
    private final Shutdown shutdown;

    @Parameters(index = "0", paramLabel = "FILE", description = "The pipeline file, HOCON.")
    private Path file;

    @Option(names = "--set", paramLabel = "KEY=VALUE",
            description = "Override a key of nebula.pipeline; the value is HOCON. May be repeated.")
    private List<String> overrides = new ArrayList<>();

    @Option(names = "--restart", description = "Begin at the beginning, also where an interrupted run could be continued.")
    private boolean restart;

    @Option(names = "--summary", paramLabel = "STYLE", defaultValue = "text",
            description = "What to say at the end: text, json (the last line is one object) or none. Default: text.")
    private SummaryFormat summary;

    @Option(names = "--progress", paramLabel = "STYLE", defaultValue = "auto",
            description = "auto: one redrawn line on a terminal. plain: a line every few seconds. none.")
    private ProgressStyle progress;

    @Option(names = "--quiet", description = "Say nothing but errors; --summary json is still written.")
    private boolean quiet;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help and exit.")
    private boolean help;

    RunCommand(Console console, Shutdown shutdown) {
        this.console = console;
        this.shutdown = shutdown;
    }

    @Override
    public Integer call() {
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
        PipelineRun run;
        try {
            run = PipelineRun.prepare(loaded.pipeline(), restart);
        } catch (InvalidOptionsException e) {
            say(loaded.diagnosticsWith(e.problems()));
            return ExitCode.CONFIGURATION;
        }
        say(loaded.diagnostics());
        shutdown.interrupts(run::interrupt);
        RunResult result = execute(run, loaded);
        if (!run.started()) {
            console.err().println("nebula: " + result.failure());
            return ExitCode.CONFIGURATION;
        }
        conclude(result, run.outputClosed());
        return run.tooManyRejects() ? ExitCode.TOO_MANY_REJECTS : code(result, run.outputClosed());
    }

    private RunResult execute(PipelineRun run, PipelineFile loaded) {
        ProgressLine line = ProgressLine.start(run.progress(), console, quiet ? ProgressStyle.NONE : progress);
        try {
            return run.parallel() ? ActorSystemRun.run(run, loaded.systemSettings()) : run.sequentially();
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
