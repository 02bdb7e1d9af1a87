package io.nebula.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** How long the whole process takes for next to no work, the launcher included. */
final class StartUp {
    private static final int RECORDS = 1_000;
    private static final String WORK = "`nebula run`, 1,000 records";
    private static final double HELP_SECONDS = 0.3;
    private static final double OFFLINE_SECONDS = 0.5;

    private final Settings settings;
    private final Report report;
    private final Processes processes;
    private final PipelineFiles files;

    StartUp(Settings settings, Report report, Processes processes) {
        this.settings = settings;
        this.report = report;
        this.processes = processes;
        this.files = new PipelineFiles(settings.directory(), processes);
    }

    void run() throws IOException, InterruptedException {
        processes.prepareTool();
        Path output = files.output("nebula", "csv");
        String pipeline = files.workloadA(files.input(RECORDS, "csv"), output);
        for (int start = 0; start < settings.starts(); start++) {
            report.run(WORK, "auto", processes.nebula(List.of("run", pipeline)).seconds(), "s");
            check(output);
            report.run(WORK, "worker groups", processes.nebula(
                    List.of("run", pipeline, "--set", "parallel.use-parallel = true")).seconds(), "s");
            check(output);
        }
        double auto = report.median(WORK, "auto");
        report.row(WORK + ", whole process, s", seconds(auto), "", auto, Report.Goal.atMost(0.5));
        double parallel = report.median(WORK, "worker groups");
        report.row(WORK + ", use-parallel = true, s", seconds(parallel), "", parallel, null);
        for (String verb : List.of("--help", "run --help")) {
            answer(verb, List.of(verb.split(" ")), HELP_SECONDS);
        }
        for (String verb : List.of("version", "list", "list functions", "explain filter", "schema", "completion bash")) {
            answer(verb, List.of(verb.split(" ")), OFFLINE_SECONDS);
        }
        for (String verb : List.of("explain", "graph", "validate")) {
            answer(verb + " FILE", List.of(verb, pipeline), OFFLINE_SECONDS);
        }
        answer("test FILE", List.of("test", files.testOfWorkloadA(pipeline)), OFFLINE_SECONDS);
        String input = files.input(RECORDS, "csv").toString();
        answer("init INPUT OUTPUT", List.of("init", input, output.toString()), OFFLINE_SECONDS);
        answer("eval 'value * value' --input FILE", List.of("eval", "value * value", "--input", input), OFFLINE_SECONDS);
    }

    /** A verb that runs nothing. */
    private void answer(String verb, List<String> arguments, double goal) throws IOException, InterruptedException {
        String work = "`nebula " + verb + "`";
        for (int start = 0; start < settings.starts(); start++) {
            report.run(work, "offline", processes.nebula(arguments).seconds(), "s");
        }
        double median = report.median(work, "offline");
        report.row(work + ", whole process, s", seconds(median), "", median, Report.Goal.atMost(goal));
    }

    private static void check(Path output) throws IOException {
        int lines = Files.readAllLines(output).size();
        if (lines != RECORDS + 1) {
            throw new IllegalStateException(output + " has " + lines + " lines, not " + (RECORDS + 1));
        }
        Files.delete(output);
    }

    private static String seconds(double value) {
        return String.format(Locale.ROOT, "%.3f s", value);
    }
}
