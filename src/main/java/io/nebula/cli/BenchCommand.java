package io.nebula.cli;

import io.nebula.cli.bench.BenchJson;
import io.nebula.cli.bench.BenchPage;
import io.nebula.cli.bench.BenchPlot;
import io.nebula.cli.bench.Benchmark;
import io.nebula.cli.bench.Findings;
import io.nebula.config.PipelineFile;
import io.nebula.engine.PipelineRun;
import io.nebula.metrics.RunResult;
import io.nebula.options.InvalidOptionsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;

/** {@code nebula bench FILE}. */
final class BenchCommand implements Verb {
    private static final int USUAL_RUNS = 3;
    private static final long USUAL_RECORDS = 500_000;
    private static final Option WORKERS = new Option("--workers", "LIST", false,
            "Numbers of workers, separated by commas. Default: 1,4,8,\nthe CPUs and twice as many.");
    private static final Option RUNS = new Option("--runs", "N", false, "How often each is measured. Default: 3.");
    private static final Option RECORDS = new Option("--records", "N", false,
            "Records in each run, from as many passes over files as\nit takes; all: one pass. Default: 500000.");
    private static final Option OUTPUT = new Option("--output", "FOLDER", false,
            "Put bench.svg, a plot, and bench.json, every run, there.");
    private final Console console;

    BenchCommand(Console console) {
        this.console = console;
    }

    @Override
    public Synopsis synopsis() {
        return new Synopsis("bench", "Measure a pipeline with more and more workers, and check what arrives.",
                List.of(PipelineLoading.FILE),
                List.of(PipelineLoading.SET, WORKERS, RUNS, RECORDS, OUTPUT, OutputFormat.OPTION, Execution.DEBUG));
    }

    @Override
    public int run(Arguments arguments) throws UsageException {
        List<Integer> workers = workers(arguments);
        int runs = (int) number(arguments, RUNS, USUAL_RUNS);
        boolean all = "all".equals(arguments.value(RECORDS));
        long records = all ? 0 : number(arguments, RECORDS, USUAL_RECORDS);
        OutputFormat format = OutputFormat.of(arguments);
        PipelineLoading loading = new PipelineLoading(console, arguments, false);
        PipelineFile loaded = loading.loadValid(Path.of(arguments.parameter(0)));
        if (loaded == null) {
            return ExitCode.CONFIGURATION;
        }
        if (loaded.pipeline().source().type().equals("stdin")) {
            console.err().println("nebula: standard input can be read only once, and bench reads it many times; give a"
                    + " file as the source: --set source=FILE");
            return ExitCode.CONFIGURATION;
        }
        loading.say(loaded, List.of());
        String folder = arguments.value(OUTPUT);
        try {
            Path directory = folder == null ? null : Files.createDirectories(Path.of(folder)); // not after all the work
            return conclude(measure(loaded, records, workers, runs), format, directory);
        } catch (InvalidOptionsException e) {
            loading.say(loaded, e.problems());
        } catch (IOException e) {
            console.err().println("nebula: " + folder + " cannot be written (" + e
                    + "); name another folder with --output");
        }
        return ExitCode.CONFIGURATION;
    }

    private Findings measure(PipelineFile loaded, long records, List<Integer> workers, int runs)
            throws InvalidOptionsException {
        boolean redrawn = console.redraws();
        Consumer<String> progress = text -> {
            String line = text.substring(0, Math.min(text.length(), Math.max(0, console.width().columns() - 1)));
            console.err().print(redrawn ? ProgressLine.ERASE + line : "");
            console.err().flush();
        };
        try {
            return new Benchmark(loaded.pipeline(), records, run -> execute(run, loaded), progress).run(workers, runs);
        } finally {
            progress.accept("");
        }
    }

    private static RunResult execute(PipelineRun run, PipelineFile loaded) {
        return run.parallel() ? ActorSystemRun.of(loaded.systemSettings(), false).run(run) : run.sequentially();
    }

    private int conclude(Findings findings, OutputFormat format, Path directory) throws IOException {
        findings.differences().forEach(difference -> console.err().println("nebula: " + difference));
        boolean whole = findings.verified();
        if (directory != null) {
            Files.writeString(directory.resolve("bench.json"), BenchJson.of(findings) + "\n");
            if (whole) {
                Files.writeString(directory.resolve("bench.svg"), BenchPlot.of(findings));
            }
        }
        if (format == OutputFormat.JSON) {
            console.out().println(BenchJson.of(findings));
        } else if (whole) {
            console.out().print(BenchPage.of(findings, console.style()));
        }
        if (!whole && findings.measured().isEmpty()) {
            String remedy = findings.expected().rejected() > 0
                    ? "repair that record, or leave such records out: --set errors.policy=skip"
                    : "remove the cause, and run the same command again";
            console.err().println("nebula: nothing is measured, since the plain loop does not get to the end; " + remedy);
        } else if (!whole) {
            console.err().println("nebula: not every run gave what the plain loop gave, a defect of the engine or of a"
                    + " transform whose result depends on more than its record; please report the former");
        }
        return whole ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static List<Integer> workers(Arguments arguments) throws UsageException {
        String list = arguments.value(WORKERS);
        TreeSet<Integer> workers = new TreeSet<>();
        if (list == null) {
            int cpus = Runtime.getRuntime().availableProcessors();
            workers.addAll(List.of(1, 4, 8));
            workers.addAll(List.of(cpus, 2 * cpus));
            return new ArrayList<>(workers);
        }
        for (String word : list.split(",", -1)) {
            workers.add((int) positive(WORKERS, word.strip()));
        }
        return new ArrayList<>(workers);
    }

    private static long number(Arguments arguments, Option option, long otherwise) throws UsageException {
        String word = arguments.value(option);
        return word == null ? otherwise : positive(option, word);
    }

    private static long positive(Option option, String word) throws UsageException {
        if (!word.matches("[1-9]\\d{0,8}")) {
            throw new UsageException("Invalid value for option '" + option.name()
                    + "': expected a number from 1 to 999999999 but was '" + word + "'");
        }
        return Long.parseLong(word);
    }
}
