package io.nebula.cli;

import io.nebula.config.PipelineFile;
import io.nebula.engine.PipelineRun;
import io.nebula.metrics.RunResult;
import io.nebula.options.InvalidOptionsException;
import io.nebula.pipeline.Pipeline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Function;

/** The options of every verb that runs a pipeline, and what such a verb does. */
final class Execution {
    private static final Option SUMMARY = Option.choice("--summary", "STYLE", SummaryFormat.class,
            "What to say at the end: text, json (the last line is\none object) or none. Default: text.");
    private static final Option PROGRESS = Option.choice("--progress", "STYLE", ProgressStyle.class,
            "auto: one redrawn line on a terminal. plain: a line\nevery few seconds. none.");
    private static final Option QUIET = new Option("--quiet", null, false,
            "Say nothing but errors; --summary json is still\nwritten.");
    /** Every verb takes it; those that run pipelines show it in their help. */
    static final Option DEBUG = new Option("--debug", null, true,
            "Log what happens inside, and show stack traces.");
    /** What {@link #Execution} understands. */
    static final List<Option> OPTIONS = List.of(PipelineLoading.SET, SUMMARY, PROGRESS, QUIET, DEBUG);

    private static final String STOPPING = ProgressLine.ERASE + "stopping after what has been read (again: at once)";

    private final Console console;
    private final Shutdown shutdown;
    private final PipelineLoading loading;
    private final SummaryFormat summary;
    private final ProgressStyle progress;
    private final boolean quiet;

    Execution(Console console, Shutdown shutdown, Arguments arguments) throws UsageException {
        this.console = console;
        this.shutdown = shutdown;
        summary = arguments.choice(SUMMARY, SummaryFormat.class, SummaryFormat.TEXT);
        progress = arguments.choice(PROGRESS, ProgressStyle.class, ProgressStyle.AUTO);
        quiet = arguments.has(QUIET);
        loading = new PipelineLoading(console, arguments, quiet);
    }

    /** How a pipeline that has been read is made ready. */
    interface Preparation {
        /** @throws IOException if something else than the pipeline is wrong, said for a person */
        PipelineRun prepare(Pipeline pipeline) throws InvalidOptionsException, IOException;
    }

    /** Runs the pipeline of a file; returns the exit code. */
    int run(Path file, Preparation preparation) {
        return run(file, preparation, result -> "");
    }

    /** The same. @param remarks lines that the summary for a person has to add */
    int run(Path file, Preparation preparation, Function<RunResult, String> remarks) {
        PipelineFile loaded = loading.loadValid(file);
        if (loaded == null) {
            return ExitCode.CONFIGURATION;
        }
        ActorSystemRun actors = ActorSystemRun.of(loaded.systemSettings(),
                PipelineRun.likelyParallel(loaded.pipeline()));
        PreparedRun prepared = new PreparedRun(() -> preparation.prepare(loaded.pipeline()));
        shutdown.interrupts(() -> interrupt(prepared));
        start(prepared, "nebula-prepare");
        PipelineRun run;
        try {
            run = prepared.await();
        } catch (InvalidOptionsException e) {
            loading.say(loaded, e.problems());
            actors.abandon();
            return ExitCode.CONFIGURATION;
        } catch (IOException e) {
            console.err().println("nebula: " + e.getMessage());
            actors.abandon();
            return ExitCode.CONFIGURATION;
        } catch (CancellationException e) {
            actors.abandon();
            conclude(RunResult.notBegun(loaded.pipeline().name(), "interrupted before the run began\n"
                    + "It has written nothing. To begin, run the same command again."), false, remarks);
            return shutdown.code();
        }
        loading.say(loaded, List.of());
        run.whenOutOfMemory(shutdown.memoryExhausted());
        RunResult result = execute(run, actors);
        if (!run.started()) {
            console.err().println("nebula: " + result.failure());
            return ExitCode.CONFIGURATION;
        }
        conclude(result, run.outputClosed(), remarks);
        return run.tooManyRejects() ? ExitCode.TOO_MANY_REJECTS : code(result, run.outputClosed());
    }

    private void interrupt(PreparedRun run) {
        if (run.cancel()) {
            return;
        }
        if (console.terminal() && !quiet) {
            console.err().println(STOPPING);
        }
        run.interrupt();
    }

    private RunResult execute(PipelineRun run, ActorSystemRun actors) {
        ProgressLine line = ProgressLine.start(run.progress(), console, quiet ? ProgressStyle.NONE : progress);
        try {
            if (run.parallel()) {
                return actors.run(run);
            }
            actors.abandon();
            return run.sequentially(loop -> start(loop, "nebula-loop")).toCompletableFuture().join();
        } finally {
            if (line != null) {
                line.close();
            }
        }
    }

    /** An input or a transform that is stuck must not keep the process. */
    private static void start(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void conclude(RunResult result, boolean outputClosed, Function<RunResult, String> remarks) {
        if (result.failure() != null) {
            console.err().println("nebula: " + result.failure());
        }
        if (summary == SummaryFormat.JSON) {
            console.err().println(JsonSummary.of(result));
        } else if (summary == SummaryFormat.TEXT && !quiet && !outputClosed) {
            console.err().print(TextSummary.of(result, console.errStyle()) + remarks.apply(result));
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
