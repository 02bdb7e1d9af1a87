package io.nebula.soak;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.nebula.ParallelProcessor;
import io.nebula.balance.WorkerGroups;
import io.nebula.format.csv.CsvFormat;
import io.nebula.format.jsonl.JsonLinesFormat;
import io.nebula.operator.ProcessorControl;
import io.nebula.pipeline.Ordering;
import io.nebula.pipeline.ParallelSettings;
import io.nebula.record.Field;
import io.nebula.record.Schema;
import io.nebula.record.ValueType;
import io.nebula.transform.Compute;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/** Operators one after the other in one actor system, in streams that end in every way in which a stream can end. */
final class OperatorRounds implements Callable<String> {
    private static final int ELEMENTS = 5000;

    private final ActorSystem system;
    private final AtomicBoolean over;
    private final Random random;
    private int done;

    private enum Kind {
        ORDERED, UNORDERED, SKIPPING, SHARED, FAILING, CANCELLED, DRAINED, UPSTREAM_FAILING, BYTES
    }

    OperatorRounds(ActorSystem system, AtomicBoolean over, long seed) {
        this.system = system;
        this.over = over;
        this.random = new Random(seed);
    }

    @Override
    public String call() throws Exception {
        while (!over.get() || done < Kind.values().length) {
            run(Kind.values()[done % Kind.values().length]);
            done++;
        }
        return done + " operators, each kind of " + List.of(Kind.values()) + " in turn";
    }

    private void run(Kind kind) throws Exception {
        ParallelSettings settings = ParallelSettings.DEFAULT.withWorkerCount(1 + random.nextInt(4)).withParallelGroups(1)
                .withBatchSize(1 + random.nextInt(100));
        switch (kind) {
            case ORDERED -> expect(kind, numbers(), get(range().via(doubling(settings)).runWith(Sink.seq(), system)));
            case UNORDERED -> expect(kind, numbers(), get(range().via(doubling(settings.withOrdering(Ordering.NONE)))
                    .runWith(Sink.seq(), system)).stream().sorted().toList());
            case SKIPPING -> expect(kind, numbers().stream().filter(n -> n % 200 != 0).toList(),
                    get(range().via(ParallelProcessor.<Integer>elements(settings).skippingFailures()
                            .map(n -> failAt(n, n % 100 == 0))).runWith(Sink.seq(), system)));
            case SHARED -> shared(settings);
            case FAILING -> expectFailure(range().via(ParallelProcessor.<Integer, Integer>of(settings,
                    n -> failAt(n, n == ELEMENTS / 2))).runWith(Sink.ignore(), system));
            case CANCELLED -> expect(kind, numbers().subList(0, 100), get(endless().via(doubling(settings)).take(100)
                    .runWith(Sink.seq(), system)));
            case DRAINED -> drained(settings);
            case UPSTREAM_FAILING -> expectFailure(range().map(n -> failAt(n, n == ELEMENTS - 1)).via(doubling(settings))
                    .runWith(Sink.ignore(), system));
            case BYTES -> bytes(settings);
        }
    }

    private static Flow<Integer, Integer, ProcessorControl> doubling(ParallelSettings settings) {
        return ParallelProcessor.of(settings, n -> 2 * n);
    }

    private static Source<Integer, NotUsed> range() {
        return Source.range(0, ELEMENTS - 1);
    }

    private static Source<Integer, NotUsed> endless() {
        return Source.fromIterator(() -> Stream.iterate(0, n -> n + 1).iterator());
    }

    private static List<Integer> numbers() {
        return IntStream.range(0, ELEMENTS).map(n -> 2 * n).boxed().toList();
    }

    private static int failAt(int n, boolean fails) {
        if (fails) {
            throw new IllegalArgumentException("no " + n);
        }
        return 2 * n;
    }

    private void shared(ParallelSettings settings) throws Exception {
        try (WorkerGroups groups = ParallelProcessor.groups(system, settings)) {
            Flow<Integer, Integer, ProcessorControl> flow = ParallelProcessor.<Integer>elements(settings).on(groups)
                    .map(n -> n + 1);
            expect(Kind.SHARED, IntStream.range(2, ELEMENTS + 2).boxed().toList(),
                    get(range().via(flow).via(flow).runWith(Sink.seq(), system)));
        }
    }

    private void drained(ParallelSettings settings) throws Exception {
        Pair<ProcessorControl, CompletionStage<Long>> run = endless().viaMat(doubling(settings), Keep.right())
                .toMat(Sink.fold(0L, (count, n) -> count + 1), Keep.both()).run(system);
        while (run.first().status().processed() < ELEMENTS) {
            Thread.onSpinWait();
        }
        get(run.first().drain());
        expect(Kind.DRAINED, run.first().status().arrived(), get(run.second()));
    }

    private void bytes(ParallelSettings settings) throws Exception {
        Flow<ByteString, ByteString, ProcessorControl> flow = ParallelProcessor.bytes(settings, CsvFormat.csv(),
                new Schema(List.of(new Field("id", ValueType.LONG)))).transform(new Compute("twice = id * 2"))
                .to(JsonLinesFormat.jsonLines());
        Source<ByteString, NotUsed> lines = Source.single("id\n").concat(range().map(n -> n + "\n"))
                .map(ByteString::fromString);
        String expected = IntStream.range(0, ELEMENTS).mapToObj(n -> "{\"id\":" + n + ",\"twice\":" + 2 * n + "}\n")
                .collect(Collectors.joining());
        expect(Kind.BYTES, expected, get(lines.via(flow).runFold(ByteString.emptyByteString(), ByteString::concat, system))
                .utf8String());
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(300, SECONDS);
    }

    private static void expect(Kind kind, Object expected, Object found) {
        if (!Objects.equals(expected, found)) {
            throw new AssertionError(kind + ": " + found + " instead of " + expected);
        }
    }

    private static void expectFailure(CompletionStage<?> stage) throws Exception {
        try {
            get(stage);
        } catch (ExecutionException e) {
            if (String.valueOf(e.getCause().getMessage()).contains("no ")) {
                return;
            }
            throw e;
        }
        throw new AssertionError("should have failed");
    }
}
