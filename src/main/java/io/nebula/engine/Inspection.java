package io.nebula.engine;

import io.nebula.connector.RecordSink;
import io.nebula.connector.RecordSource;
import io.nebula.connector.SinkSpec;
import io.nebula.connector.SourceSpec;
import io.nebula.delivery.Manifest;
import io.nebula.delivery.ManifestStore;
import io.nebula.options.InvalidOptionsException;
import io.nebula.options.Problem;
import io.nebula.pipeline.ErrorPolicy;
import io.nebula.pipeline.Pipeline;
import io.nebula.record.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the inputs and outputs of a pipeline answer when they are asked. Reads the heads of the inputs as a run does, except
 * that it leaves standard input alone; writes nothing, and leaves nothing open or locked.
 *
 * @param inputs the files that would be read
 * @param storedBytes of the inputs; -1 if not known
 * @param fields as they are read; null if they show only when data arrives, or if there are problems with the source
 * @param outputs what would be written
 * @param earlier what an earlier run has left and what a run would do with it, for a person; null if there is nothing
 * @param problems for which a run would be refused, paths relative to the pipeline
 */
public record Inspection(List<Path> inputs, long storedBytes, Schema fields, List<Output> outputs, String earlier,
        List<Problem> problems) {
    /**
     * Something that would be written.
     *
     * @param role {@code sink} or {@code dead letters}
     * @param path null if it is no file
     * @param exists whether there is such a file now
     */
    public record Output(String role, String type, String path, boolean exists) {}

    /** Asks the inputs and outputs of a pipeline, or of a draft of one. */
    public static Inspection of(Pipeline pipeline) {
        SourceSpec source = pipeline.source().type().equals("stdin") ? Preview.declared(pipeline.source())
                : pipeline.source();
        try {
            return of(Plan.of(Preview.with(pipeline, source, pipeline.sink(), pipeline.errors())));
        } catch (InvalidOptionsException e) {
            // what is not declared shows when data arrives
            return new Inspection(List.of(), -1, null, outputs(pipeline), null,
                    e.problems().stream().filter(problem -> !problem.code().equals("not-declared")).toList());
        }
    }

    private static Inspection of(Plan plan) {
        List<Problem> problems = new ArrayList<>();
        String earlier = earlier(plan, problems);
        inUse(plan.sink(), "sink", problems);
        if (plan.deadLetter() != null) {
            inUse(plan.deadLetter(), "errors.dead-letter", problems);
        }
        try (RecordSource source = plan.source()) {
            return new Inspection(source.files(), source.storedBytes(), source.schema(), outputs(plan.pipeline()), earlier,
                    List.copyOf(problems));
        }
    }

    private static List<Output> outputs(Pipeline pipeline) {
        List<Output> outputs = new ArrayList<>();
        outputs.add(output("sink", pipeline.sink()));
        if (pipeline.errors().policy() == ErrorPolicy.DEAD_LETTER) {
            outputs.add(output("dead letters", pipeline.errors().deadLetter()));
        }
        return outputs;
    }

    private static Output output(String role, SinkSpec sink) {
        return new Output(role, sink.type(), sink.path(), exists(sink.path()));
    }

    private static boolean exists(String path) {
        try {
            return path != null && Files.exists(Path.of(path));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static void inUse(RecordSink sink, String path, List<Problem> problems) {
        if (sink.inUse()) {
            problems.add(Problem.at(path, "output-in-use", "another run is writing '" + RunBeginning.place(sink) + "' now",
                    "wait for its end, or choose another output"));
        }
    }

    /** What a run would find of an earlier one; adds the problem if it would be refused for that. */
    private static String earlier(Plan plan, List<Problem> problems) {
        Path state = plan.sink().stateDirectory();
        if (state == null || !Files.isDirectory(state)) {
            return null;
        }
        Manifest found;
        try {
            found = new ManifestStore(state).load();
        } catch (IOException e) {
            problems.add(Problem.at("sink", "damaged-state", e.getMessage(), "add --restart to start from the beginning"));
            return null;
        }
        if (plan.fingerprint() == null) {
            return "an interrupted run has left " + state + "; without checkpoints a run drops it";
        }
        List<String> differences = found == null ? List.of() : RunBeginning.differences(found, plan);
        if (!differences.isEmpty()) {
            problems.add(Problem.at("sink", "other-job", "an interrupted run of another job has left its state in " + state
                    + ": " + String.join("; ", differences),
                    "run it as it was to go on, or add --restart to start from the beginning"));
            return null;
        }
        if (plan.sink().publicationInterrupted()) {
            return "an earlier run was interrupted when all was done; the next one puts its output in place";
        }
        return found == null || found.counts().read() == 0 ? "an interrupted run has left " + state
                + ", and no checkpoint; a run begins at the beginning"
                : "an interrupted run has left " + state + "; a run goes on after " + RunEnding.records(found.counts().read());
    }
}
