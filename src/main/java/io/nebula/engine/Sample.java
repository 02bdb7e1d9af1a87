package io.nebula.engine;

import io.nebula.connector.Buffers;
import io.nebula.connector.Consumed;
import io.nebula.connector.MorselReader;
import io.nebula.connector.MorselSize;
import io.nebula.connector.RecordSource;
import io.nebula.connector.SourceSpec;
import io.nebula.format.Format;
import io.nebula.format.Morsel;
import io.nebula.options.InvalidOptionsException;
import io.nebula.options.Problem;
import io.nebula.record.Reject;
import io.nebula.record.Schema;
import io.nebula.transform.TransformSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The first records of a source, and what each step makes of them. Nothing is written.
 *
 * @param records how many were read, those included that were rejected
 * @param stages the source, and each transform; empty if the input has no fields
 * @param refusals the records that were rejected, in the order of the input
 * @param header what the output begins with; empty if it has no header or no format
 * @param written the records as they would be written; empty if the output has no format
 */
public record Sample(int records, List<Stage> stages, List<Refusal> refusals, String header, List<Line> written) {
    private static final int MORSEL_BYTES = 32 << 10;

    /**
     * What has come out of a stage.
     *
     * @param name {@code source}, or what messages call the transform
     * @param schema the fields
     * @param from for each field, the index of the field before the stage that it still is, untouched; -1 if it was made
     * @param rows one for each record that is still there, or several
     */
    public record Stage(String name, Schema schema, List<Integer> from, List<Row> rows) {}

    /**
     * A record after a stage.
     *
     * @param record its number, from 1
     * @param values as text, null for null
     */
    public record Row(int record, List<String> values) {}

    /** A record that was rejected. @param place where it stands, for a person */
    public record Refusal(int record, String place, Reject reject) {}

    /** A record of the output, without its line end. */
    public record Line(int record, String text) {}

    /**
     * Reads as many records as there are, at most {@code most}, and takes them through the transforms, one by one.
     *
     * @param output the format of the output; null if there is none
     * @throws InvalidOptionsException with every problem for which there can be no sample, paths relative to the pipeline
     * @throws IOException if an input cannot be read, said for a person
     */
    public static Sample of(SourceSpec source, List<TransformSpec> transforms, Format output, int most)
            throws InvalidOptionsException, IOException {
        RecordSource opened;
        try {
            opened = source.open();
        } catch (InvalidOptionsException e) {
            throw new InvalidOptionsException(e.problems().stream().map(problem -> problem.under("source")).toList());
        }
        try (opened) {
            return of(opened, transforms, output, most);
        }
    }

    private static Sample of(RecordSource source, List<TransformSpec> transforms, Format output, int most)
            throws InvalidOptionsException, IOException {
        if (source.schema().size() == 0) {
            return new Sample(0, List.of(), List.of(), "", List.of());
        }
        List<Problem> problems = new ArrayList<>();
        List<Plan.Step> steps = new ArrayList<>();
        Schema schema = Plan.bind(transforms, source.schema(), steps, problems);
        if (!problems.isEmpty()) {
            throw new InvalidOptionsException(problems);
        }
        SampleTaker taker = new SampleTaker(source, steps, output == null ? null : output.encoder(schema), most);
        Buffers buffers = new Buffers(1);
        try (MorselReader morsels = source.read(new MorselSize(MORSEL_BYTES, Long.MAX_VALUE), buffers, Consumed.nothing())) {
            Morsel morsel;
            while (!taker.full() && (morsel = morsels.next()) != null) {
                taker.take(morsel);
                if (morsel.bytes() != null) {
                    buffers.give(morsel.bytes());
                }
            }
        }
        return new Sample(taker.records(), stages(source.schema(), steps, taker), taker.refusals(),
                output == null ? "" : SampleTaker.line(output.prologue(schema)), taker.written());
    }

    private static List<Stage> stages(Schema read, List<Plan.Step> steps, SampleTaker taker) {
        List<Stage> stages = new ArrayList<>();
        Integer[] none = new Integer[read.size()];
        Arrays.fill(none, FieldTrace.MADE);
        stages.add(new Stage("source", read, List.of(none), taker.rows(0)));
        Schema before = read;
        for (Plan.Step step : steps) {
            Schema after = step.bound().output();
            FieldTrace trace = new FieldTrace(before);
            trace.step(0, before, after, step.bound().instances().get());
            Integer[] from = new Integer[after.size()];
            Arrays.setAll(from, trace::from);
            stages.add(new Stage(step.name(), after, List.of(from), taker.rows(stages.size())));
            before = after;
        }
        return stages;
    }
}
