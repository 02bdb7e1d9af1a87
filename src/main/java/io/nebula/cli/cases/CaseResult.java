package io.nebula.cli.cases;

import io.nebula.cli.records.Trial;
import io.nebula.config.Diagnostic;
import io.nebula.config.PipelineFile;
import io.nebula.config.PipelineTests;
import io.nebula.config.TestCase;
import io.nebula.options.InvalidOptionsException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A case that has been run.
 *
 * @param file where the case is written
 * @param inPipeline whether that is the pipeline file itself
 * @param differences line by line; empty if all is as expected
 * @param actual what came out; null if the pipeline could not be run
 * @param seconds how long it took
 */
public record CaseResult(TestCase test, String file, boolean inPipeline, List<String> differences,
        PipelineTests.Actual actual, double seconds) {
    /** Runs a case through the transforms of a pipeline. */
    public static CaseResult of(TestCase test, String file, boolean inPipeline, PipelineFile pipeline) {
        long start = System.nanoTime();
        List<String> differences = new ArrayList<>();
        PipelineTests.Actual actual = null;
        try {
            Trial trial = Trial.of(CaseInput.of(test, pipeline.pipeline().source()), pipeline.pipeline().transforms());
            actual = new PipelineTests.Actual(trial.records(), codes(trial.result().rejects()));
            compare(test, trial, actual, differences);
        } catch (InvalidOptionsException e) {
            differences.add("the pipeline cannot be run with these records, whose fields and types are all it knows");
            List<Diagnostic> found = pipeline.diagnosticsWith(e.problems());
            Diagnostic.render(found.stream().filter(Diagnostic::isError).toList()).lines().forEach(differences::add);
        } catch (IOException e) {
            differences.add(e.getMessage());
        }
        return new CaseResult(test, file, inPipeline, differences, actual, (System.nanoTime() - start) / 1e9);
    }

    private static List<String> codes(Map<String, Long> rejects) {
        List<String> codes = new ArrayList<>();
        new TreeMap<>(rejects).forEach((code, count) -> codes.addAll(Collections.nCopies((int) (long) count, code)));
        return codes;
    }

    private static void compare(TestCase test, Trial trial, PipelineTests.Actual actual, List<String> differences) {
        if (test.expect() != null) {
            differences.addAll(Comparison.of(test.expect(), trial.values()));
        }
        List<String> expected = test.rejects().stream().sorted().toList();
        if (!expected.equals(actual.rejects())) {
            differences.add("rejected records");
            differences.add("  expected  " + orNone(expected));
            differences.add("  actual    " + orNone(actual.rejects()));
            trial.result().rejectSamples().forEach(sample -> differences.add("  e.g. " + sample));
        }
    }

    private static String orNone(List<String> codes) {
        return codes.isEmpty() ? "none" : String.join(", ", codes);
    }

    public boolean passed() {
        return differences.isEmpty();
    }
}
