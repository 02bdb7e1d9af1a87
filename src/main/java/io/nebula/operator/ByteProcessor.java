package io.nebula.operator;

import io.nebula.balance.BalanceLimits;
import io.nebula.balance.BalanceStage;
import io.nebula.balance.WorkerGroups;
import io.nebula.connector.Buffers;
import io.nebula.connector.FileSourceSpec;
import io.nebula.engine.ByteWork;
import io.nebula.engine.Sizing;
import io.nebula.format.Format;
import io.nebula.format.csv.CsvFormat;
import io.nebula.options.InvalidOptionsException;
import io.nebula.pipeline.Ordering;
import io.nebula.pipeline.ParallelSettings;
import io.nebula.record.Field;
import io.nebula.record.Schema;
import io.nebula.record.ValueType;
import io.nebula.transform.TransformSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.NotUsed;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.Graph;
import org.apache.pekko.stream.SinkShape;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.util.ByteString;

/**
 * Describes an operator that takes bytes of records, runs transforms on them on every core, and gives bytes of records; and
 * makes the {@code Flow}. Immutable: each method gives another one.
 *
 * <p>What comes out is what a pipeline would write to a file if what comes in were a file. Pieces may be of any size on both
 * sides, and have nothing to do with records; pieces that come in must stay as they are. Where the stream runs, records are
 * only told apart; they are decoded, transformed and encoded by the workers.
 *
 * <p>The flows that it makes:
 *
 * <p><b>Emit</b> when records are done and, with input order, all earlier ones have been emitted. They are worked on when they
 * fill a morsel, when a worker has nothing to do and nothing more is about to arrive, or after {@link #maxDelay}; fields
 * that must be inferred take a MiB of input, or all of it.<br>
 * <b>Backpressure</b> when workers and budget are full: {@code in-flight-bytes}, and {@code queue-size} records; a longer
 * record comes in alone.<br>
 * <b>Complete</b> when upstream has completed and everything has been emitted, or drained: then an incomplete record at
 * the end is left out.<br>
 * <b>Cancel</b> upstream when downstream cancels; workers end after the morsel they are working on.<br>
 * <b>Fail</b> at the first record that cannot be processed, with a {@link RecordRejectedException} that names its line and
 * byte, after everything before it, unless rejected records are skipped or diverted; with an {@link
 * UnusableInputException} if the input is not what it was said to be; when upstream fails, after all whole records taken in;
 * when a morsel takes longer than {@code morsel-timeout}; when workers keep ending.
 *
 * <p>In the status of the control, what has arrived are pieces, and what has been processed or has failed are records.
 */
public final class ByteProcessor {
    /** What messages call the input. */
    static final String INPUT = "the stream";

    private static final int MOST_WORKERS = 1024;
    private static final Duration USUAL_DELAY = Duration.ofMillis(1);
    /** Results that leave together count until downstream has taken them: not so many that nothing comes in meanwhile. */
    private static final int TRAINS = 4;

    private static final AtomicLong NAMES = new AtomicLong();

    private final Input input;
    private final ParallelSettings settings;
    private final WorkerGroups groups;
    private final Duration maxDelay;
    private final List<TransformSpec> transforms;
    private final OnFailure onReject;
    private final Graph<SinkShape<RejectedRecord>, ?> rejects;

    /** What comes in. @param schema null if the input says what its fields are @param declared their types, where known */
    private record Input(Format format, Schema schema, Map<String, ValueType> declared, int maxRecordBytes) {}

    private ByteProcessor(Input input, ParallelSettings settings, WorkerGroups groups, Duration maxDelay,
            List<TransformSpec> transforms, OnFailure onReject, Graph<SinkShape<RejectedRecord>, ?> rejects) {
        this.input = input;
        this.settings = settings;
        this.groups = groups;
        this.maxDelay = maxDelay;
        this.transforms = transforms;
        this.onReject = onReject;
        this.rejects = rejects;
    }

    /**
     * Records whose fields are known. A header must name the same, in any order; CSV without one has them in that order. All
     * types are checked in every record. What comes out is in the schema's order too.
     *
     * @throws IllegalArgumentException if the format has other names for the fields
     */
    public static ByteProcessor of(ParallelSettings settings, Format format, Schema schema) {
        if (format instanceof CsvFormat csv && !csv.names().isEmpty() && !csv.names().equals(schema.names())) {
            throw new IllegalArgumentException("the format names the fields " + String.join(", ", csv.names())
                    + ", and the schema " + String.join(", ", schema.names()) + "; leave the names of the format out");
        }
        Map<String, ValueType> declared = new LinkedHashMap<>();
        for (Field field : schema.fields()) {
            declared.put(field.name(), field.type());
        }
        return new ByteProcessor(new Input(format, schema, declared, FileSourceSpec.DEFAULT_MAX_RECORD_BYTES),
                Objects.requireNonNull(settings, "settings"), null, USUAL_DELAY, List.of(), OnFailure.FAIL, null);
    }

    /**
     * Records whose fields are those that the header names, or the first MiB of JSON objects; what is not declared is of the
     * type that all values of the first MiB have. Nothing leaves before that much has arrived, unless all fields that a header
     * names are declared, and whether the transforms fit is known only then.
     *
     * @param declared the types of fields, by name
     */
    public static ByteProcessor inferring(ParallelSettings settings, Format format, Map<String, ValueType> declared) {
        return new ByteProcessor(new Input(Objects.requireNonNull(format, "format"), null, Map.copyOf(declared),
                FileSourceSpec.DEFAULT_MAX_RECORD_BYTES), Objects.requireNonNull(settings, "settings"), null, USUAL_DELAY,
                List.of(), OnFailure.FAIL, null);
    }

    /** Puts the workers into these groups, which other operators may use too; without, they have groups of their own. */
    public ByteProcessor on(WorkerGroups shared) {
        return new ByteProcessor(input, settings, Objects.requireNonNull(shared, "groups"), maxDelay, transforms, onReject,
                rejects);
    }

    /**
     * How long a record may wait for others to fill its morsel while all workers are at work; 1 ms unless said. As exact as the
     * timers of the actor system.
     *
     * @throws IllegalArgumentException unless it is positive
     */
    public ByteProcessor maxDelay(Duration delay) {
        if (delay.isNegative() || delay.isZero()) {
            throw new IllegalArgumentException("max-delay must be positive, not " + delay);
        }
        return new ByteProcessor(input, settings, groups, delay, transforms, onReject, rejects);
    }

    /**
     * The longest record that is read, without its line feed, in bytes; a longer one is rejected. 4 MiB unless said.
     *
     * @throws IllegalArgumentException unless it is from 1 byte to 1 GiB
     */
    public ByteProcessor maxRecordBytes(int bytes) {
        if (bytes < 1 || bytes > 1 << 30) {
            throw new IllegalArgumentException("the longest record has from 1 byte to 1 GiB, not " + bytes);
        }
        return new ByteProcessor(new Input(input.format, input.schema, input.declared, bytes), settings, groups, maxDelay,
                transforms, onReject, rejects);
    }

    /** What is done next to the records. */
    public ByteProcessor transform(TransformSpec transform) {
        List<TransformSpec> all = new ArrayList<>(transforms);
        all.add(transform);
        return new ByteProcessor(input, settings, groups, maxDelay, List.copyOf(all), onReject, rejects);
    }

    /** Goes on without the records that cannot be processed; they are counted in the status. */
    public ByteProcessor skippingRejects() {
        return new ByteProcessor(input, settings, groups, maxDelay, transforms, OnFailure.SKIP, null);
    }

    /**
     * Goes on without the records that cannot be processed; they go to that sink, each once, with the bytes that arrived, in
     * the same order as results. The stream waits for the sink, fails when it fails, and also fails when it cancels: no record
     * is lost unseen.
     */
    public ByteProcessor divertingRejectsTo(Graph<SinkShape<RejectedRecord>, ?> sink) {
        return new ByteProcessor(input, settings, groups, maxDelay, transforms, OnFailure.DIVERT,
                Objects.requireNonNull(sink, "sink"));
    }

    /**
     * The flow that gives records in that format.
     *
     * @throws InvalidOptionsException if a transform does not fit the fields, where they are known; paths are {@code
     *     transforms.0…}
     */
    public Flow<ByteString, ByteString, ProcessorControl> to(Format output) throws InvalidOptionsException {
        InputFields fields = fields(output);
        Sizing sizing = Sizing.of(settings, Sizing.Machine.current(), -1, -1);
        int mostCredits = groups == null ? sizing.mostCredits() : Math.min(sizing.mostCredits(), groups.mailboxSlots());
        BalanceStage<ByteString, ByteMorsel, ByteOutcome> stage = new BalanceStage<>(limits(sizing, mostCredits),
                sizing.crew(settings, "operator-bytes-" + NAMES.incrementAndGet()).upTo(MOST_WORKERS), groups,
                settings.morselTimeout(), maxDelay, new ByteWorkload(() -> intake(fields, sizing), sizing.vectorRows(), onReject));
        return divert(Flow.<ByteString>create().viaMat(stage, Keep.right())
                .via(Flow.<List<ByteOutcome>>create().statefulMap(ByteResults::new,
                        (results, train) -> Pair.create(results, results.of(train)), results -> Optional.empty()))
                .viaMat(new Unpack(), ProcessorControl::new));
    }

    private InputFields fields(Format output) throws InvalidOptionsException {
        return input.schema == null ? new InferredFields(input.format, input.declared, transforms, output)
                : new DeclaredFields(input.format, input.schema,
                        ByteWork.of(input.format, input.schema, input.declared, transforms, output));
    }

    private ByteIntake intake(InputFields fields, Sizing sizing) {
        return new ByteIntake(input.format, fields, input.maxRecordBytes, sizing.morsel(), sizing.maxWeight(),
                new Buffers(sizing.keptBuffers(settings)));
    }

    private BalanceLimits limits(Sizing sizing, int mostCredits) {
        int trainJobs = (int) Math.max(1, Math.min(BalanceLimits.LONGEST_TRAIN, sizing.maxJobs() / TRAINS));
        return new BalanceLimits(sizing.workers(), Math.min(sizing.credits(), mostCredits), mostCredits, sizing.maxWeight(),
                sizing.maxJobs(), Math.max(1, sizing.maxWeight() / TRAINS), trainJobs, settings.ordering() == Ordering.INPUT);
    }

    /** Sends what has been diverted to the side output; what is left are bytes. */
    private Flow<ByteString, ByteString, ProcessorControl> divert(Flow<ByteString, Object, ProcessorControl> results) {
        if (onReject != OnFailure.DIVERT) {
            return results.map(ByteString.class::cast);
        }
        Graph<SinkShape<Object>, NotUsed> side = Flow.<Object>create()
                .map(RejectedRecord.class::cast)
                .via(new Lossless<>("the sink for rejected records"))
                .to(rejects);
        return results.divertTo(side, RejectedRecord.class::isInstance).map(ByteString.class::cast);
    }
}
