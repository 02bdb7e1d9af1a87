package io.nebula.cli;

import io.nebula.cli.page.Validation;
import io.nebula.cli.records.Misreading;
import io.nebula.config.Diagnostic;
import io.nebula.config.PipelineFile;
import io.nebula.connector.FileSinkSpec;
import io.nebula.connector.FileSourceSpec;
import io.nebula.engine.Inspection;
import io.nebula.engine.Sample;
import io.nebula.options.InvalidOptionsException;
import io.nebula.options.Problem;
import io.nebula.pipeline.ErrorPolicy;
import io.nebula.pipeline.Pipeline;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Validates pipeline files, one at a time. Writes nothing. */
final class Validator {
    /** Inputs may be made later, and elsewhere. */
    private static final Set<String> INPUT_NOT_THERE = Set.of("no-such-file", "no-match", "not-readable");
    /** Where an output goes is as it must be; whether it can go there is another day's question. */
    private static final Set<String> OUTPUT_NOT_NOW = Set.of("output-exists", "not-writable", "not-a-directory",
            "output-in-use", "other-job", "damaged-state");
    private static final Pattern TRANSFORM = Pattern.compile("transforms\\[(\\d+)] .*");

    private final PipelineLoading loading;
    private final Level level;
    private final int records;
    private final boolean denyWarnings;

    Validator(PipelineLoading loading, Level level, int records, boolean denyWarnings) {
        this.loading = loading;
        this.level = level;
        this.records = records;
        this.denyWarnings = denyWarnings;
    }

    /** Null if a class of the user's own is broken, which has been said. */
    Validation validate(Path file) {
        PipelineFile loaded = loading.load(file);
        if (loaded == null) {
            return null;
        }
        Pipeline pipeline = loaded.valid() ? loaded.pipeline() : loaded.draft();
        if (pipeline == null) {
            return validation(file, loaded.diagnostics(), null, null, null);
        }
        Inspection inspection = Inspection.of(pipeline);
        List<Problem> problems = new ArrayList<>(inspection.problems());
        String unchecked = null;
        refuseOwnInput(pipeline, problems);
        if (level == Level.STATIC) {
            unchecked = unchecked(loaded, inspection);
            problems.removeIf(Validator::isOutside);
        }
        Sample sample = null;
        if (level == Level.SAMPLE && loaded.valid() && problems.stream().allMatch(Validator::isOutput)) {
            sample = sample(pipeline, problems);
        }
        boolean answered = level != Level.STATIC && loaded.valid() && inspection.problems().isEmpty();
        return validation(file, loaded.diagnosticsWith(problems, Misreading.of(pipeline.source())), unchecked,
                answered ? inspection : null, sample);
    }

    /** An input that is not there yet is no less the output for it. */
    private static void refuseOwnInput(Pipeline pipeline, List<Problem> problems) {
        if (!(pipeline.source() instanceof FileSourceSpec source) || !(pipeline.sink() instanceof FileSinkSpec sink)
                || problems.stream().anyMatch(problem -> problem.code().equals("output-is-input"))) {
            return;
        }
        String output = normal(sink.path());
        if (output != null && source.paths().stream().anyMatch(path -> output.equals(normal(path)))) {
            problems.add(Problem.at("sink.path", "output-is-input", "'" + sink.path() + "' is also an input",
                    "write to another file"));
        }
    }

    private static String normal(String path) {
        try {
            return Path.of(path).toAbsolutePath().normalize().toString();
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private Validation validation(Path file, List<Diagnostic> found, String unchecked, Inspection inspection,
            Sample sample) {
        List<Diagnostic> findings = new ArrayList<>();
        for (Diagnostic finding : found) {
            Diagnostic advised = Remedy.given(finding);
            findings.add(denyWarnings ? advised.asError() : advised);
        }
        return new Validation(file.toString(), findings, unchecked, inspection, sample);
    }

    /** Whether a problem is one of the world outside, which the files cannot tell. */
    private static boolean isOutside(Problem problem) {
        return isInput(problem) || isOutput(problem);
    }

    private static boolean isInput(Problem problem) {
        return problem.path().startsWith("source") && INPUT_NOT_THERE.contains(problem.code());
    }

    private static boolean isOutput(Problem problem) {
        return !problem.path().startsWith("source") && OUTPUT_NOT_NOW.contains(problem.code());
    }

    /** Why nothing tells the fields; null if something does, or if the source itself is wrong. */
    private static String unchecked(PipelineFile loaded, Inspection inspection) {
        for (Problem problem : inspection.problems()) {
            if (isInput(problem)) {
                return problem.message();
            }
        }
        boolean fromStandardInput = loaded.valid() && loaded.pipeline().source().type().equals("stdin");
        return fromStandardInput && inspection.fields() == null && inspection.problems().isEmpty()
                ? "standard input shows them when data arrives" : null;
    }

    /** Adds what is found on the way. */
    private Sample sample(Pipeline pipeline, List<Problem> problems) {
        try {
            Sample sample = Sample.of(pipeline.source(), pipeline.transforms(), pipeline.sink().format(), records);
            if (pipeline.errors().policy() == ErrorPolicy.FAIL && !sample.refusals().isEmpty()) {
                problems.add(problem(sample.refusals().get(0)));
            }
            return sample;
        } catch (InvalidOptionsException e) {
            problems.addAll(e.problems());
        } catch (IOException e) {
            problems.add(Problem.at("source", "not-readable", e.getMessage(), null));
        }
        return null;
    }

    private static Problem problem(Sample.Refusal refusal) {
        String stage = refusal.reject().stage();
        Matcher transform = TRANSFORM.matcher(stage);
        String path = transform.matches() ? "transforms." + transform.group(1) : stage.equals("encode") ? "sink" : "source";
        return Problem.at(path, refusal.reject().code(), "the run would end at record " + refusal.record() + ", "
                + refusal.place() + ": " + refusal.reject().text(),
                "set errors.policy = skip or dead-letter to go on without such records");
    }
}
