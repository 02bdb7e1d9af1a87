package io.nebula.engine;

import io.nebula.connector.Buffers;
import io.nebula.connector.DiscardSinkSpec;
import io.nebula.connector.RecordSink;
import io.nebula.connector.RecordSource;
import io.nebula.connector.SinkSpec;
import io.nebula.connector.StdoutSinkSpec;
import io.nebula.connector.UnwrittenSink;
import io.nebula.delivery.Fingerprint;
import io.nebula.options.InvalidOptionsException;
import io.nebula.options.Problem;
import io.nebula.pipeline.ErrorPolicy;
import io.nebula.pipeline.Pipeline;
import io.nebula.record.Schema;
import io.nebula.transform.BoundTransform;
import io.nebula.transform.TransformSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A pipeline that has been checked against the outside world: inputs found, transforms bound, output possible. Nothing has
 * been written.
 *
 * @param deadLetter null if there are no dead letters, or an interrupted publication has already put them in their place
 * @param fingerprint by which a run that is started again recognises what an earlier one has left; null if no checkpoints
 *     are taken
 */
record Plan(Pipeline pipeline, RecordSource source, List<Step> steps, RecordSink sink, RecordSink deadLetter,
        Fingerprint fingerprint) {
    /** The codes of problems that a transform has whatever the fields are. */
    private static final Set<String> FIELDLESS = Set.of("syntax", "unknown-function", "wrong-arguments", "wrong-type",
            "bad-constant", "not-constant", "untyped", "named-twice");

    /** A bound transform and what messages call it. */
    record Step(String name, BoundTransform bound) {}

    /**
     * Checks source, transforms and sink, going on after a problem to find the others. An input that is empty to the last
     * byte has no fields, so there is nothing to check the transforms against, and nothing for them to do.
     *
     * @throws InvalidOptionsException with every problem, paths relative to the pipeline: {@code source}, {@code
     *     transforms.2.set.0}, {@code sink}
     */
    static Plan of(Pipeline pipeline) throws InvalidOptionsException {
        List<Problem> problems = new ArrayList<>();
        RecordSource source = null;
        Schema schema = new Schema(List.of());
        List<Step> steps = new ArrayList<>();
        try {
            source = pipeline.source().open();
            schema = source.schema();
            if (schema.size() > 0) {
                schema = bind(pipeline.transforms(), schema, steps, problems);
            }
        } catch (InvalidOptionsException e) {
            e.problems().forEach(problem -> problems.add(problem.under("source")));
            problems.addAll(withoutFields(pipeline.transforms()));
        }
        RecordSink sink = null;
        try {
            refuseOwnInput(source, path(pipeline.sink()));
            refuseOwnFile(pipeline, path(pipeline.sink()));
            sink = pipeline.sink().plan(schema);
            refuseOwnInput(source, sink);
            refuseOwnFile(pipeline, sink);
        } catch (InvalidOptionsException e) {
            e.problems().forEach(problem -> problems.add(problem.under("sink")));
        }
        RecordSink deadLetter = null;
        if (pipeline.errors().policy() == ErrorPolicy.DEAD_LETTER) {
            SinkSpec letters = pipeline.errors().deadLetter();
            try {
                refuseOwnInput(source, path(letters));
                refuseOwnFile(pipeline, path(letters));
                refuseSameStream(pipeline.sink(), letters);
                refuseSameOutput(path(pipeline.sink()), path(letters));
                deadLetter = letters.plan(DeadLetters.SCHEMA);
                refuseOwnInput(source, deadLetter);
                refuseSameOutput(sink, deadLetter);
            } catch (InvalidOptionsException e) {
                if (!isPublished(sink, e)) {
                    e.problems().forEach(problem -> problems.add(problem.under("errors.dead-letter")));
                }
            }
        }
        Fingerprint fingerprint = null;
        if (source != null && sink != null && problems.isEmpty()) {
            try {
                fingerprint = Recognition.of(pipeline, source, sink, deadLetter);
            } catch (InvalidOptionsException e) {
                problems.addAll(e.problems());
            }
        }
        if (source == null || sink == null || !problems.isEmpty()) {
            if (source != null) {
                source.close();
            }
            throw new InvalidOptionsException(problems);
        }
        return new Plan(pipeline, source, List.copyOf(steps), sink, deadLetter, fingerprint);
    }

    /** The same, to be run without writing anything: no checkpoints are taken, and none are looked at. */
    Plan unwritten() {
        RecordSink letters = deadLetter != null || pipeline.errors().policy() != ErrorPolicy.DEAD_LETTER ? deadLetter
                : new DiscardSinkSpec(pipeline.errors().deadLetter().format()).plan(DeadLetters.SCHEMA);
        return new Plan(pipeline, source, steps, new UnwrittenSink(sink),
                letters == null ? null : new UnwrittenSink(letters), null);
    }

    /** Whether dead letters exist because they are published, and the output that belongs to them will be next. */
    private static boolean isPublished(RecordSink sink, InvalidOptionsException refusal) {
        return sink != null && sink.publicationInterrupted()
                && refusal.problems().stream().allMatch(problem -> problem.code().equals("output-exists"));
    }

    /** Where a sink writes, as far as its description tells; null if it does not. */
    private static Path path(SinkSpec sink) {
        try {
            return sink.path() == null ? null : Path.of(sink.path());
        } catch (InvalidPathException e) {
            return null; // planning the sink says so
        }
    }

    /** Before anybody advises to remove what is there. */
    private static void refuseReplacing(Path output, List<Path> files, String what) throws InvalidOptionsException {
        if (output == null || !Files.exists(output)) {
            return;
        }
        for (Path file : files) {
            if (isSameFile(file, output)) {
                throw new InvalidOptionsException(Problem.at("path", "output-is-input", "'" + output + "' is " + what,
                        "write to another file"));
            }
        }
    }

    private static void refuseOwnInput(RecordSource source, Path output) throws InvalidOptionsException {
        if (source != null) {
            refuseReplacing(output, source.files(), "also an input");
        }
    }

    private static void refuseOwnInput(RecordSource source, RecordSink sink) throws InvalidOptionsException {
        if (source != null && sink.routes() != null) {
            for (Path input : source.files()) {
                refuseCovered(sink, input, "output-is-input", "is an input", "write to another directory");
            }
        }
        refuseOwnInput(source, sink.path());
    }

    private static void refuseOwnFile(Pipeline pipeline, Path output) throws InvalidOptionsException {
        refuseReplacing(output, pipeline.files(), "the pipeline file, or one that it includes");
    }

    private static void refuseOwnFile(Pipeline pipeline, RecordSink sink) throws InvalidOptionsException {
        if (sink.routes() != null) {
            for (Path file : pipeline.files()) {
                refuseCovered(sink, file, "output-is-input", "is a pipeline file", "write to another directory");
            }
        }
    }

    private static void refuseSameStream(SinkSpec sink, SinkSpec letters) throws InvalidOptionsException {
        if (sink instanceof StdoutSinkSpec && letters instanceof StdoutSinkSpec) {
            throw new InvalidOptionsException(Problem.at("type", "same-output",
                    "standard output is the pipeline's output too", "write dead letters to a file"));
        }
    }

    private static void refuseCovered(RecordSink sink, Path file, String code, String what, String advice)
            throws InvalidOptionsException {
        if (sink.routes().covers(file)) {
            throw new InvalidOptionsException(Problem.at("path", code, "'" + file + "' " + what + ", and '"
                    + sink.routes().path() + "' can stand for it too", advice));
        }
    }

    private static void refuseSameOutput(RecordSink sink, RecordSink deadLetter) throws InvalidOptionsException {
        if (deadLetter.routes() != null) {
            throw new InvalidOptionsException(Problem.at("path", "bad-path", "dead letters go to one file, and '"
                    + deadLetter.routes().path() + "' stands for several",
                    "write {{ for a brace that belongs to the name"));
        }
        if (sink != null && sink.routes() != null && deadLetter.path() != null) {
            refuseCovered(sink, deadLetter.path(), "same-output", "would hold dead letters",
                    "write them to another directory");
        }
        refuseSameOutput(sink == null ? null : sink.path(), deadLetter.path());
    }

    private static void refuseSameOutput(Path output, Path letters) throws InvalidOptionsException {
        if (output != null && letters != null
                && output.toAbsolutePath().normalize().equals(letters.toAbsolutePath().normalize())) {
            throw new InvalidOptionsException(Problem.at("path", "same-output", "'" + letters
                    + "' is the pipeline's output too", "write dead letters to another file"));
        }
    }

    private static boolean isSameFile(Path input, Path output) {
        try {
            return Files.isSameFile(input, output);
        } catch (IOException e) {
            return input.toAbsolutePath().normalize().equals(output.toAbsolutePath().normalize());
        }
    }

    /** Binds one after the other; after a bad one, goes on with the schema before it. */
    static Schema bind(List<TransformSpec> transforms, Schema input, List<Step> steps, List<Problem> problems) {
        Schema schema = input;
        for (int i = 0; i < transforms.size(); i++) {
            TransformSpec transform = transforms.get(i);
            try {
                BoundTransform bound = transform.bind(schema);
                steps.add(new Step("transforms[" + i + "] " + transform.type(), bound));
                schema = bound.output();
            } catch (InvalidOptionsException e) {
                String path = "transforms." + i;
                e.problems().forEach(problem -> problems.add(problem.under(path)));
            }
        }
        return schema;
    }

    /** What is wrong with transforms whatever the fields are; each is checked alone. */
    private static List<Problem> withoutFields(List<TransformSpec> transforms) {
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < transforms.size(); i++) {
            String path = "transforms." + i;
            try {
                transforms.get(i).bind(new Schema(List.of()));
            } catch (InvalidOptionsException e) {
                e.problems().stream().filter(problem -> FIELDLESS.contains(problem.code()))
                        .forEach(problem -> problems.add(problem.under(path)));
            } catch (RuntimeException e) {
                continue; // a transform of the user's own need not know what to do without fields
            }
        }
        return problems;
    }

    /** A worker's own instances of the transforms. */
    static List<NamedTransform> instances(List<Step> steps) {
        List<NamedTransform> transforms = new ArrayList<>(steps.size());
        for (Step step : steps) {
            transforms.add(new NamedTransform(step.name(), step.bound().instances().get()));
        }
        return transforms;
    }

    /** The kernel of one worker. */
    MorselKernel kernel(int worker, int vectorRows, Buffers results, StageClock clock) {
        return kernel(worker, vectorRows, results, instances(steps), clock);
    }

    /** A kernel with other transforms than the pipeline's. */
    MorselKernel kernel(int worker, int vectorRows, Buffers results, List<NamedTransform> transforms,
            StageClock clock) {
        RoutedEncoding routes = sink.routes() == null ? null : new RoutedEncoding(sink.encoder(), sink.routes());
        return new MorselKernel(worker, source::decoder, vectorRows, transforms,
                routes == null ? sink.encoder() : routes, routes, sink.compressor(), results,
                pipeline.errors().policy() != ErrorPolicy.FAIL, clock);
    }
}
