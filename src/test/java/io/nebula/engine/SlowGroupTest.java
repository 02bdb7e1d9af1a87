package io.nebula.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.connector.GenerateSpec;
import io.nebula.connector.MorselReader;
import io.nebula.format.Morsel;
import io.nebula.format.csv.CsvFormat;
import io.nebula.metrics.RunProgress;
import io.nebula.metrics.RunResult;
import io.nebula.metrics.WorkerResult;
import io.nebula.pipeline.Ordering;
import io.nebula.pipeline.ParallelSettings;
import io.nebula.pipeline.Pipeline;
import io.nebula.pipeline.Switch;
import io.nebula.record.Schema;
import io.nebula.transform.BoundTransform;
import io.nebula.transform.Transform;
import io.nebula.transform.TransformSpec;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two worker groups, one of them a hundred times slower than the other. */
@Timeout(120)
class SlowGroupTest {
    private static final int BATCH = 10;
    private static final int MORSELS = 1_000;
    private static final int INSIDE = 400;
    private static final int SLOWER = 100;
    private static final long HEALTHY_NANOS = 1_500_000;
    /** The machine may be busy with something else the first times. */
    private static final int ATTEMPTS = 4;
    private static final double SHARE = 0.85;

    private static ActorSystem system;

    /** Rests in every morsel; the first worker that comes by, if told so, a hundred times as long as the others. */
    private record Resting(AtomicBoolean slow) implements TransformSpec {
        @Override
        public String type() {
            return "resting";
        }

        @Override
        public BoundTransform bind(Schema schema) {
            return new BoundTransform(schema, this::instance);
        }

        private Transform instance() {
            long nanos = slow.getAndSet(false) ? SLOWER * HEALTHY_NANOS : HEALTHY_NANOS;
            return batch -> {
                long end = System.nanoTime() + nanos;
                while (System.nanoTime() < end) {
                    LockSupport.parkNanos(end - System.nanoTime());
                }
                return batch;
            };
        }
    }

    /** Knows how many records were read and not yet settled at most. */
    private static final class Ahead implements MorselReader {
        private final MorselReader whole;
        private final AtomicReference<RunProgress> progress;
        private final long[] most;
        private long taken;

        Ahead(MorselReader whole, AtomicReference<RunProgress> progress, long[] most) {
            this.whole = whole;
            this.progress = progress;
            this.most = most;
        }

        @Override
        public Morsel next() throws IOException {
            Morsel morsel = whole.next();
            taken += morsel == null ? 0 : BATCH;
            most[0] = Math.max(most[0], taken - progress.get().read());
            return morsel;
        }

        @Override
        public boolean ready() throws IOException {
            return whole.ready();
        }

        @Override
        public void close() {
            whole.close();
        }
    }

    /** How a run went. */
    private record Run(RunResult result, CollectingSink sink, double seconds, long mostInside) {}

    @BeforeAll
    static void start() {
        system = ActorSystem.create("SlowGroupTest");
    }

    @AfterAll
    static void stop() {
        TestKit.shutdownActorSystem(system);
    }

    @ParameterizedTest
    @EnumSource(Ordering.class)
    void shouldHardlyBeHeldUpByAGroupThatIsAHundredTimesSlower(Ordering ordering) throws Exception {
        String expected = run(1, false, ordering).sink.text();
        double best = 0;
        for (int attempt = 0; attempt < ATTEMPTS && best < SHARE; attempt++) {
            double alone = run(1, false, ordering).seconds;
            Run both = run(2, true, ordering);

            check(both, ordering, expected);
            best = Math.max(best, alone / (1 + 1.0 / SLOWER) / both.seconds);
        }
        assertThat(best).as("the part of what both groups could do that they did").isGreaterThanOrEqualTo(SHARE);
    }

    private static void check(Run run, Ordering ordering, String expected) {
        assertThat(run.result.failure()).isNull();
        if (ordering == Ordering.INPUT) {
            assertThat(run.sink.text()).isEqualTo(expected);
        } else {
            assertThat(run.sink.text().split("\n")).containsExactlyInAnyOrder(expected.split("\n"));
        }
        assertThat(run.result.workers().stream().mapToLong(WorkerResult::stolen).sum()).as("stolen").isPositive();
        assertThat(run.mostInside).as("records inside").isLessThanOrEqualTo((long) BATCH * INSIDE);
    }

    private static Run run(int groups, boolean slow, Ordering ordering) throws Exception {
        AtomicReference<RunProgress> progress = new AtomicReference<>();
        long[] most = new long[1];
        CollectingSink sink = new CollectingSink(CsvFormat.csv(), bytes -> {});
        ParallelSettings settings = ParallelSettings.DEFAULT.withUseParallel(Switch.ON).withWorkerCount(groups)
                .withParallelGroups(groups).withBatchSize(BATCH).withQueueSize(BATCH * INSIDE).withOrdering(ordering);
        PipelineRun run = PipelineRun.prepare(new Pipeline("slow-group",
                new WrappedSource(new GenerateSpec((long) MORSELS * BATCH), reader -> new Ahead(reader, progress, most)),
                List.of(new Resting(new AtomicBoolean(slow))), sink, settings));
        progress.set(run.progress());
        long before = System.nanoTime();
        RunResult result = run.on(system).toCompletableFuture().get(60, SECONDS);
        return new Run(result, sink, (System.nanoTime() - before) / 1e9, most[0]);
    }
}
