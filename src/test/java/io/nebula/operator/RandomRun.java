package io.nebula.operator;

import io.nebula.ParallelProcessor;
import io.nebula.pipeline.Ordering;
import io.nebula.pipeline.ParallelSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/** A stream with an operator in it: everything about it comes from a seed. Elements are 0, 1, 2, …. */
final class RandomRun {
    private static final int MOST_RESULTS = 4;
    private static final int MOST_SPIN_NANOS = 50_000;

    /** How the stream comes to its end. */
    enum Ending {
        COMPLETES, UPSTREAM_FAILS, DRAIN, TAKE
    }

    private final long seed;
    private final Random random;
    private final int count;
    private final ParallelSettings settings;
    private final boolean keyed;
    private final int keys;
    private final OnFailure onFailure;
    private final int failEvery;
    private final Ending ending;
    private final int most;
    private final int workSpin;
    private final int sourceSpin;
    private final int sinkSpin;
    private final boolean sourceApart;
    private final boolean sinkApart;
    private final int[] sizes;

    private final List<FailedElement<Integer>> sideOutput = new ArrayList<>();
    private final CompletableFuture<List<FailedElement<Integer>>> diverted = new CompletableFuture<>();
    private final List<Integer> emitted = new ArrayList<>();
    private ProcessorControl control;
    private CompletionStage<Done> results;

    RandomRun(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
        this.count = chance(10) ? random.nextInt(3) : random.nextInt(1_500);
        this.keyed = chance(3);
        this.keys = 1 + random.nextInt(20);
        int workers = 1 + random.nextInt(4);
        this.settings = ParallelSettings.DEFAULT.withWorkerCount(workers).withParallelGroups(1 + random.nextInt(workers))
                .withBatchSize(chance(2) ? 0 : 1 + random.nextInt(30)).withQueueSize(chance(2) ? 0 : 1 + random.nextInt(60))
                .withCredits(chance(2) ? 0 : 1 + random.nextInt(4))
                .withOrdering(chance(3) ? Ordering.NONE : Ordering.INPUT);
        this.onFailure = OnFailure.values()[random.nextInt(OnFailure.values().length)];
        this.failEvery = chance(2) ? Integer.MAX_VALUE : 2 + random.nextInt(200);
        this.ending = chance(2) ? Ending.COMPLETES : Ending.values()[random.nextInt(Ending.values().length)];
        this.most = 1 + random.nextInt(500);
        this.workSpin = spinOrNone();
        this.sourceSpin = spinOrNone();
        this.sinkSpin = spinOrNone();
        this.sourceApart = chance(2);
        this.sinkApart = chance(2);
        this.sizes = random.ints(chance(2) ? 0 : random.nextInt(6), 1, 6).toArray();
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private int spinOrNone() {
        return chance(2) ? 0 : 1 + random.nextInt(MOST_SPIN_NANOS);
    }

    void start(ActorSystem system) {
        Flow<Integer, Integer, ProcessorControl> operator = operator();
        Pair<ProcessorControl, CompletionStage<Done>> run = source().viaMat(operator, Keep.right())
                .via(sinkApart ? apart() : Flow.create()).via(enough()).map(result -> {
                    spin(sinkSpin);
                    return result;
                }).toMat(Sink.foreach(emitted::add), Keep.both()).run(system);
        control = run.first();
        results = run.second();
        for (int size : sizes) {
            control.resize(size);
        }
        if (ending == Ending.DRAIN) {
            control.drain();
        }
    }

    private Source<Integer, NotUsed> source() {
        return Source.range(0, count - 1).map(element -> {
            if (ending == Ending.UPSTREAM_FAILS && element == count / 2) {
                throw new IllegalStateException("upstream broke");
            }
            spin(sourceSpin);
            return element;
        }).concat(ending == Ending.UPSTREAM_FAILS ? Source.failed(new IllegalStateException("upstream broke")) : Source.empty())
                .via(sourceApart ? apart() : Flow.create());
    }

    private static Flow<Integer, Integer, NotUsed> apart() {
        return Flow.<Integer>create().map(element -> element).withAttributes(Attributes.inputBuffer(1, 1)).async();
    }

    private Flow<Integer, Integer, NotUsed> enough() {
        return ending == Ending.TAKE ? Flow.<Integer>create().take(most) : Flow.create();
    }

    private Flow<Integer, Integer, ProcessorControl> operator() {
        ElementProcessor<Integer> elements = ParallelProcessor.<Integer>elements(settings).maxDelay(Duration.ofMillis(2));
        elements = keyed ? elements.orderedBy(element -> element % keys) : elements;
        elements = switch (onFailure) {
            case FAIL -> elements;
            case SKIP -> elements.skippingFailures();
            case DIVERT -> elements.divertingFailuresTo(Sink.<FailedElement<Integer>>foreach(sideOutput::add)
                    .mapMaterializedValue(end -> end.whenComplete((done, failure) -> diverted.complete(sideOutput))));
        };
        return elements.mapMulti((element, consumer) -> {
            spin(workSpin);
            for (int n = 0; n < resultsOf(element); n++) {
                consumer.accept(result(element, n));
            }
            if (fails(element)) {
                throw new IllegalStateException("no " + element);
            }
        });
    }

    private static void spin(int nanos) {
        long end = System.nanoTime() + nanos;
        while (nanos > 0 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    boolean fails(int element) {
        return element % failEvery == failEvery - 1;
    }

    int resultsOf(int element) {
        return Integer.hashCode(element * 31 + (int) seed) % MOST_RESULTS & MOST_RESULTS - 1;
    }

    static int result(int element, int index) {
        return element * MOST_RESULTS + index;
    }

    int keyOfResult(int result) {
        return result / MOST_RESULTS % keys;
    }

    /** Whether the first element that fails ends it all. */
    boolean failing() {
        return onFailure == OnFailure.FAIL;
    }

    /** All that there are. */
    List<Integer> elements() {
        return IntStream.range(0, count).boxed().toList();
    }

    /** Those that the operator has taken in, once it has ended. */
    List<Integer> taken() {
        return elements().subList(0, (int) control.status().arrived());
    }

    Ending ending() {
        return ending;
    }

    int most() {
        return most;
    }

    Ordering ordering() {
        return settings.ordering();
    }

    boolean keyed() {
        return keyed;
    }

    ProcessorControl control() {
        return control;
    }

    /** When the stream has ended. */
    CompletionStage<Done> results() {
        return results;
    }

    /** What has arrived at the end of the stream, once that has ended. */
    List<Integer> emitted() {
        return emitted;
    }

    /** Null if failures are not diverted. */
    CompletionStage<List<FailedElement<Integer>>> diverted() {
        return onFailure == OnFailure.DIVERT ? diverted : null;
    }

    @Override
    public String toString() {
        return "seed " + seed + ": " + count + " elements, " + settings + ", " + (keyed ? keys + " keys, " : "") + onFailure
                + " every " + failEvery + ", " + ending + " " + most;
    }
}
