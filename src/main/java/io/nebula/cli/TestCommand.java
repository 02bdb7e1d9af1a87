package io.nebula.cli;

import io.nebula.cli.cases.CaseResult;
import io.nebula.cli.cases.JUnitReport;
import io.nebula.cli.cases.TestReport;
import io.nebula.config.Diagnostic;
import io.nebula.config.PipelineFile;
import io.nebula.config.PipelineTests;
import io.nebula.config.TestCase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code nebula test FILE...}. */
final class TestCommand implements Verb {
    private static final Option UPDATE = new Option("--update", null, false,
            "Take what came out as what is expected, in the\n.test.conf beside the pipeline.");
    private static final Option JUNIT = new Option("--junit", "XML", false,
            "Write a report for build servers to this file.");
    private static final Option FILTER = new Option("--filter", "NAME", false,
            "Run only the tests whose names contain this.");
    private static final String END = ".conf";
    private static final String BESIDE = ".test.conf";

    private final Console console;

    TestCommand(Console console) {
        this.console = console;
    }

    @Override
    public Synopsis synopsis() {
        return new Synopsis("test", "Run the tests of pipelines: records in, records expected.", List.of(
                Synopsis.Parameter.files("FILE", "A pipeline file. Its tests are in nebula.tests, there or in\n"
                        + "NAME.test.conf beside NAME.conf.")),
                List.of(PipelineLoading.SET, UPDATE, FILTER, JUNIT));
    }

    @Override
    public int run(Arguments arguments) throws UsageException {
        Map<String, List<CaseResult>> suites = new LinkedHashMap<>();
        PipelineLoading loading = new PipelineLoading(console, arguments, true);
        int code = ExitCode.DONE;
        for (String file : arguments.parameters()) {
            Path pipeline = file.endsWith(BESIDE) ? besides(file, BESIDE, END) : Path.of(file);
            List<CaseResult> results = suites.containsKey(pipeline.toString()) ? List.of()
                    : test(pipeline, loading, arguments.value(FILTER), arguments.has(UPDATE));
            if (results == null) {
                code = ExitCode.CONFIGURATION;
            } else if (!results.isEmpty()) {
                suites.put(pipeline.toString(), results);
            }
        }
        List<CaseResult> all = suites.values().stream().flatMap(List::stream).toList();
        if (code == ExitCode.DONE && all.isEmpty()) {
            console.err().println("nebula: " + nothing(arguments.value(FILTER)));
            return ExitCode.FAILED;
        }
        if (!all.isEmpty()) {
            console.out().print(TestReport.summary(all, console.style()));
        }
        if (arguments.value(JUNIT) != null && !report(arguments.value(JUNIT), suites)) {
            return ExitCode.FAILED;
        }
        boolean failed = all.stream().anyMatch(result -> !result.passed());
        return code != ExitCode.DONE ? code : failed ? ExitCode.FAILED : ExitCode.DONE;
    }

    private static String nothing(String filter) {
        return filter == null ? "there are no tests; write them as nebula.tests = [ { input = [ … ], expect = [ … ] } ]"
                + " in the pipeline file, or in NAME.test.conf beside it"
                : "no test has a name that contains \"" + filter + "\"";
    }

    private static Path besides(String file, String end, String otherEnd) {
        String name = file.endsWith(end) ? file.substring(0, file.length() - end.length()) : file;
        return Path.of(name + otherEnd);
    }

    /** Runs the tests of a pipeline; null if one of the files is wrong, which has been said. */
    private List<CaseResult> test(Path file, PipelineLoading loading, String filter, boolean update) {
        PipelineFile pipeline = loading.load(file);
        if (pipeline == null) {
            return null;
        }
        if (!pipeline.valid()) {
            loading.say(pipeline.diagnostics());
            return null;
        }
        Path other = besides(file.toString(), END, BESIDE);
        PipelineFile beside = Files.exists(other) ? PipelineFile.load(other, List.of(), System.getenv()) : null;
        List<Diagnostic> wrong = new ArrayList<>(pipeline.tests().diagnostics());
        if (beside != null) {
            console.hidden().add(beside.secrets());
            // that it has no pipeline is as it should be
            beside.diagnostics().stream().filter(found -> found.isError()
                    && !(found.code().equals("missing-key") && found.place() == null)).forEach(wrong::add);
            wrong.addAll(beside.tests().diagnostics());
        }
        if (!wrong.isEmpty()) {
            loading.say(wrong);
            return null;
        }
        List<CaseResult> results = new ArrayList<>(run(pipeline.tests(), file, true, pipeline, filter));
        if (beside != null) {
            results.addAll(run(beside.tests(), other, false, pipeline, filter));
        }
        List<CaseResult> left = update ? update(results, beside, other) : results;
        if (!left.isEmpty()) {
            console.out().println(console.style().heading(file.toString()));
            left.forEach(result -> console.out().print(TestReport.of(result, console.style())));
        }
        return left;
    }

    private static List<CaseResult> run(PipelineTests tests, Path file, boolean inPipeline, PipelineFile pipeline,
            String filter) {
        List<CaseResult> results = new ArrayList<>();
        for (TestCase test : tests.cases()) {
            if (filter == null || test.name().toLowerCase(Locale.ROOT).contains(filter.toLowerCase(Locale.ROOT))) {
                results.add(CaseResult.of(test, file.toString(), inPipeline, pipeline));
            }
        }
        return results;
    }

    /** Makes failures expected where that is possible; returns the results as they are then. */
    private List<CaseResult> update(List<CaseResult> results, PipelineFile beside, Path file) {
        Map<TestCase, PipelineTests.Actual> actuals = new LinkedHashMap<>();
        List<CaseResult> updated = new ArrayList<>();
        for (CaseResult result : results) {
            boolean possible = !result.passed() && result.actual() != null && !result.inPipeline();
            if (possible) {
                actuals.put(result.test(), result.actual());
            } else if (!result.passed() && result.inPipeline()) {
                console.err().println("nebula: \"" + result.test().name() + "\" is not updated: tests in the pipeline file"
                        + " itself are left as they are written; move it to " + file);
            }
            updated.add(possible ? new CaseResult(result.test(), result.file(), false, List.of(), result.actual(),
                    result.seconds()) : result);
        }
        if (actuals.isEmpty()) {
            return updated;
        }
        try {
            Files.write(file, beside.tests().rewritten(actuals).getBytes(StandardCharsets.UTF_8));
            console.err().println("nebula: " + file + ": " + actuals.size() + (actuals.size() == 1 ? " test" : " tests")
                    + " updated; look at the changes before you keep them");
            return updated;
        } catch (IllegalArgumentException e) {
            console.err().println("nebula: " + file + " is not updated: " + e.getMessage()
                    + "; write it out, or update it by hand");
        } catch (IOException e) {
            console.err().println("nebula: " + file + " cannot be written (" + e + "); check its permissions");
        }
        return results;
    }

    private boolean report(String file, Map<String, List<CaseResult>> suites) {
        try {
            Path path = Path.of(file).toAbsolutePath();
            Files.createDirectories(path.getParent());
            Files.write(path, console.hidden().mask(JUnitReport.of(suites)).getBytes(StandardCharsets.UTF_8));
            return true;
        } catch (IOException e) {
            console.err().println("nebula: " + file + " cannot be written (" + e
                    + "); check the directory's permissions");
            return false;
        }
    }
}
