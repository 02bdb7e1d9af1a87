package io.nebula.engine;

import io.nebula.connector.DiscardSinkSpec;
import io.nebula.connector.ForwardingSpec;
import io.nebula.connector.RecordSource;
import io.nebula.connector.SinkSpec;
import io.nebula.connector.SourceSpec;
import io.nebula.options.InvalidOptionsException;
import io.nebula.options.Problem;
import io.nebula.pipeline.ErrorSettings;
import io.nebula.pipeline.Pipeline;
import io.nebula.record.Field;
import io.nebula.record.Schema;
import io.nebula.record.ValueType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a run of a pipeline would do here and now. Looks at the inputs as a run does, except that it leaves standard
 * input alone; writes nothing.
 *
 * @param inputs the files that would be read
 * @param storedBytes of the inputs; -1 if not known
 * @param made whether records are made up, so that nothing is parsed
 * @param read the fields as they are read; null if they show only when data arrives
 * @param steps the transforms, in order; empty if the fields are not known
 * @param fields what becomes of each field that is read
 * @param written the fields that the output has
 * @param checkpoints whether an interrupted run could be continued
 * @param checkpointReason why, in a few words
 * @param refusals why a run would be refused all the same: outputs that exist
 */
public record Preview(Pipeline pipeline, List<Path> inputs, long storedBytes, boolean made, Schema read,
        List<Step> steps, List<ReadField> fields, List<WrittenField> written, Spread spread, boolean checkpoints,
        String checkpointReason, List<Problem> refusals) {
    /** A transform. @param output the fields after it */
    public record Step(String name, Schema output) {}

    /**
     * A field that is read.
     *
     * @param parsedBy the names of the steps that parse it, {@code decode} where its type is declared; empty if nobody
     *     looks at its bytes
     * @param writtenAs the fields of the output that it is, untouched
     */
    public record ReadField(String name, ValueType type, List<String> parsedBy, List<String> writtenAs) {}

    /** A field of the output. @param madeBy the step that makes it; null if it is handed on as it was read */
    public record WrittenField(String name, ValueType type, String madeBy) {}

    /** @throws InvalidOptionsException with every problem for which a run would be refused, outputs that exist apart */
    public static Preview of(Pipeline pipeline) throws InvalidOptionsException {
        if (!pipeline.source().type().equals("stdin")) {
            return open(pipeline);
        }
        try {
            return open(with(pipeline, declared(pipeline.source()), pipeline.sink(), pipeline.errors()));
        } catch (InvalidOptionsException e) {
            boolean undeclared = e.problems().stream().anyMatch(problem -> problem.code().equals("not-declared"));
            if (!undeclared) {
                throw e;
            }
            return new Preview(pipeline, List.of(), -1, false, null, List.of(), List.of(), List.of(),
                    new Spread(pipeline.parallel(), Sizing.Machine.current(), -1, -1), false,
                    "a source of type stdin cannot be read again", List.of());
        }
    }

    private static Preview open(Pipeline pipeline) throws InvalidOptionsException {
        try {
            return describe(Plan.of(pipeline), null, List.of());
        } catch (InvalidOptionsException e) {
            if (!e.problems().stream().allMatch(problem -> problem.code().equals("output-exists"))) {
                throw e;
            }
            Pipeline elsewhere = with(pipeline, pipeline.source(), new DiscardSinkSpec(), ErrorSettings.fail());
            return describe(Plan.of(elsewhere), pipeline, e.problems());
        }
    }

    /** @param asked the pipeline if the plan is for another one, whose outputs exist */
    private static Preview describe(Plan plan, Pipeline asked, List<Problem> refusals) throws InvalidOptionsException {
        Pipeline pipeline = asked == null ? plan.pipeline() : asked;
        try (RecordSource source = plan.source()) {
            Schema read = source.schema();
            FieldTrace trace = new FieldTrace(read);
            List<Step> steps = new ArrayList<>();
            Schema schema = read;
            for (Plan.Step step : plan.steps()) {
                Schema output = step.bound().output();
                trace.step(steps.size(), schema, output, step.bound().instances().get());
                steps.add(new Step(step.name(), output));
                schema = output;
            }
            return new Preview(pipeline, source.files(), source.storedBytes(), source.records() >= 0, read, steps,
                    fields(read, pipeline.source().declared().keySet(), schema, steps, trace),
                    written(schema, steps, trace),
                    new Spread(pipeline.parallel(), Sizing.Machine.current(), source.storedBytes(), source.records()),
                    plan.fingerprint() != null, asked == null ? Recognition.reason(plan) : "the output exists",
                    refusals);
        } catch (IOException e) {
            throw new InvalidOptionsException(Problem.at("source", "not-readable", e.getMessage(), null));
        }
    }

    private static List<ReadField> fields(Schema read, Set<String> declared, Schema output, List<Step> steps,
            FieldTrace trace) {
        List<ReadField> fields = new ArrayList<>();
        for (int i = 0; i < read.size(); i++) {
            List<String> writtenAs = new ArrayList<>();
            for (int j = 0; j < output.size(); j++) {
                if (trace.from(j) == i) {
                    writtenAs.add(output.field(j).name());
                }
            }
            List<String> parsedBy = new ArrayList<>();
            if (declared.contains(read.field(i).name())) {
                parsedBy.add("decode");
            }
            trace.parsedBy(i).forEach(step -> parsedBy.add(steps.get(step).name()));
            fields.add(new ReadField(read.field(i).name(), read.type(i), parsedBy, writtenAs));
        }
        return fields;
    }

    private static List<WrittenField> written(Schema output, List<Step> steps, FieldTrace trace) {
        List<WrittenField> written = new ArrayList<>();
        for (Field field : output.fields()) {
            int index = written.size();
            written.add(new WrittenField(field.name(), field.type(),
                    trace.from(index) == FieldTrace.MADE ? steps.get(trace.maker(index)).name() : null));
        }
        return written;
    }

    /** The same source, looked at without reading it. */
    static SourceSpec declared(SourceSpec source) {
        return new Unread(source);
    }

    private record Unread(SourceSpec original) implements ForwardingSpec {
        @Override
        public RecordSource open() throws InvalidOptionsException {
            return original.reopen();
        }
    }

    static Pipeline with(Pipeline pipeline, SourceSpec source, SinkSpec sink, ErrorSettings errors) {
        return new Pipeline(pipeline.name(), source, pipeline.transforms(), sink, pipeline.parallel(), errors,
                pipeline.checkpoint(), pipeline.secrets(), pipeline.files());
    }
}
