package io.nebula.cli;

import io.nebula.config.Diagnostic;
import io.nebula.config.PipelineFile;
import io.nebula.engine.PipelineRun;
import io.nebula.metrics.RunResult;
import io.nebula.options.InvalidOptionsException;
import io.nebula.pipeline.Pipeline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options of every command that runs a pipeline, and what such a command does. */
@Command
final class Execution {
    private final Console console;
    private final Shutdown shutdown;

    @Option(names = "--set", paramLabel = "KEY=VALUE",
            description = "Override a key of nebula.pipeline; the value is HOCON. May be repeated.")
    private List<String> overrides = new ArrayList<>();

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

    Execution(Console console, Shutdown shutdown) {
        this.console = console;
        this.shutdown = shutdown;
    }

    /** How a pipeline that has been read is made ready. */
    interface Preparation {
        /** @throws IOException if something else than the pipeline is wrong, said for a person */
        PipelineRun prepare(Pipeline pipeline) throws InvalidOptionsException, IOException;
    }

    /** Runs the pipeline of a file; returns the exit code. */
    int run(Path file, Preparation preparation) {
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
            run = preparation.prepare(loaded.pipeline());
        } catch (InvalidOptionsException e) {
            say(loaded.diagnosticsWith(e.problems()));
            return ExitCode.CONFIGURATION;
        } catch (IOException e) {
            console.err().println("nebula: " + e.getMessage());
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
            return run.parallel() ? ActorSystemRun.run(run, loaded.systemSettings())
                    : run.sequentially(Execution::start).toCompletableFuture().join();
        } finally {
            if (line != null) {
                line.close();
            }
        }
    }

    /** A transform that is stuck must not keep the process. */
    private static void start(Runnable loop) {
        Thread thread = new Thread(loop, "nebula-loop");
        thread.setDaemon(true);
        thread.start();
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
