package io.nebula.config;

import io.nebula.connector.SinkProvider;
import io.nebula.connector.SinkSpec;
import io.nebula.connector.SourceProvider;
import io.nebula.connector.SourceSpec;
import io.nebula.options.Options;
import io.nebula.options.Problem;
import io.nebula.pipeline.CheckpointSettings;
import io.nebula.pipeline.ErrorSettings;
import io.nebula.pipeline.ParallelSettings;
import io.nebula.pipeline.Pipeline;
import io.nebula.transform.TransformProvider;
import io.nebula.transform.TransformSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code nebula.pipeline { … }} as plain data. */
final class PipelineSection {
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> unread = new ArrayList<>();
    private final Options options;
    private final String fallbackName;
    private Pipeline pipeline;
    private Pipeline draft;

    /** @param values of the section @param fallbackName the pipeline's name if it says none */
    PipelineSection(Map<String, ?> values, String fallbackName) {
        Map<String, Object> copy = new LinkedHashMap<>(values);
        copy.computeIfPresent("source", (key, value) -> ShortForm.expand(value));
        copy.computeIfPresent("sink", (key, value) -> ShortForm.expand(value));
        copy.computeIfPresent("errors", (key, value) -> withDeadLetterSection(value));
        this.options = new Options(copy);
        this.fallbackName = fallbackName;
        read();
    }

    /** The pipeline; null if there are problems. */
    Pipeline pipeline() {
        return pipeline;
    }

    /** The pipeline with gaps where it could not be read, see {@link Gap}. */
    Pipeline draft() {
        return draft;
    }

    /** Everything that is wrong, paths relative to the section. */
    List<Problem> problems() {
        return problems;
    }

    /** What is probably not meant, paths relative to the section. */
    List<Problem> doubts() {
        return options.doubts();
    }

    private void read() {
        String name = options.string("name", fallbackName);
        var sources = new Components<SourceProvider, SourceSpec>("source", SourceProvider.class, SourceProvider::type,
                SourceProvider::create);
        var transforms = new Components<TransformProvider, TransformSpec>("transform", TransformProvider.class,
                TransformProvider::type, TransformProvider::create);
        var sinks = new Components<SinkProvider, SinkSpec>("sink", SinkProvider.class, SinkProvider::type,
                SinkProvider::create);
        SourceSpec source = component("source", sources, "write source = \"input.csv\"");
        List<TransformSpec> steps = new ArrayList<>();
        for (Options step : options.sections("transforms")) {
            String path = "transforms." + steps.size();
            steps.add(create(path, step, transforms));
        }
        SinkSpec sink = component("sink", sinks, "write sink = \"output.jsonl\"");
        ParallelSettings parallel = ParallelSection.read(options.section("parallel"));
        ErrorSettings errors = ErrorSection.read(options.section("errors"), sinks, unread);
        CheckpointSettings checkpoint = CheckpointSection.read(options.section("checkpoint"));
        collect();
        if (problems.isEmpty()) {
            pipeline = new Pipeline(name, source, steps, sink, parallel, errors, checkpoint);
        }
        Gap gap = new Gap("unreadable");
        // to look at standard input could keep the user waiting for what is known already
        boolean open = isWhole("source", source) && !source.type().equals("stdin");
        draft = new Pipeline(name, open ? source : gap, withGaps(steps, gap),
                isWhole("sink", sink) ? sink : gap, parallel, errors, checkpoint);
    }

    private List<TransformSpec> withGaps(List<TransformSpec> steps, Gap gap) {
        List<TransformSpec> filled = new ArrayList<>();
        for (TransformSpec step : steps) {
            filled.add(isWhole("transforms." + filled.size(), step) ? step : gap);
        }
        return filled;
    }

    /** Whether a component is what its section says; an unknown key more does not change it. */
    private boolean isWhole(String path, Object component) {
        return component != null && problems.stream().noneMatch(problem -> !problem.code().equals("unknown-key")
                && (problem.path().equals(path) || problem.path().startsWith(path + ".")));
    }

    private <P, S> S component(String key, Components<P, S> components, String advice) {
        if (!options.has(key)) {
            options.section(key);
            problems.add(Problem.at(key, "missing-key", "\"" + key + "\" is missing", advice));
            return null;
        }
        return create(key, options.section(key), components);
    }

    private <P, S> S create(String path, Options section, Components<P, S> components) {
        S created = components.create(section);
        if (components.isUnread(section)) {
            unread.add(path + ".");
        }
        return created;
    }

    private static Object withDeadLetterSection(Object errors) {
        if (!(errors instanceof Map<?, ?> section) || !(section.get("dead-letter") instanceof String)) {
            return errors;
        }
        Map<Object, Object> expanded = new LinkedHashMap<>(section);
        expanded.computeIfPresent("dead-letter", (key, path) -> ShortForm.expand(path));
        return expanded;
    }

    /** A section nobody could read has no unknown keys, and what is no section is not also incomplete. */
    private void collect() {
        List<Problem> found = options.problems();
        for (Problem problem : found) {
            boolean unreadKey = problem.code().equals("unknown-key")
                    && unread.stream().anyMatch(section -> problem.path().startsWith(section));
            boolean noSection = problem.code().equals("missing-key") && found.stream().anyMatch(other ->
                    other.code().equals("wrong-type")
                    && (problem.path().equals(other.path()) || problem.path().startsWith(other.path() + ".")));
            if (!unreadKey && !noSection) {
                problems.add(problem);
            }
        }
    }
}
