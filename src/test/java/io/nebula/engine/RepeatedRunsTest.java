package io.nebula.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.connector.GenerateSpec;
import io.nebula.format.csv.CsvDialect;
import io.nebula.format.csv.CsvFormat;
import io.nebula.metrics.Outcome;
import io.nebula.metrics.RunResult;
import io.nebula.metrics.WorkerResult;
import io.nebula.pipeline.Ordering;
import io.nebula.pipeline.ParallelSettings;
import io.nebula.pipeline.Pipeline;
import io.nebula.pipeline.Switch;
import io.nebula.record.LongColumn;
import io.nebula.record.RecordBatch;
import io.nebula.transform.BoundTransform;
import io.nebula.transform.Filter;
import io.nebula.transform.Select;
import io.nebula.transform.TransformSpec;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.PoisonPill;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many short runs with random settings and random trouble, each compared with what a plain loop says. */
class RepeatedRunsTest {
    private static final CsvFormat CSV = new CsvFormat("csv", new CsvDialect((byte) ',', (byte) '"', List.of()), true,
            List.of());
    private static final int RUNS = 200;

    private static ActorSystem system;

    @BeforeAll
    static void start() {
        system = ActorSystem.create("RepeatedRunsTest");
    }

    @AfterAll
    static void stop() {
        TestKit.shutdownActorSystem(system);
    }

    @Test
    @Timeout(120)
    void shouldAgreeWithAPlainLoopWhateverTheSettingsAndTheTrouble() throws Exception {
        for (int run = 0; run < RUNS; run++) {
            long seed = ThreadLocalRandom.current().nextLong();
            Scenario scenario = Scenario.of(new Random(seed));
            try {
                scenario.check();
            } catch (Exception | AssertionError e) {
                throw new AssertionError("seed " + seed + "L, " + scenario, e);
            }
        }
    }

    /**
     * One run.
     *
     * @param bad the number of the record that is refused or that a transform throws at; beyond the last: none
     */
    private record Scenario(ParallelSettings settings, int records, int divisor, int bad, boolean thrown, int kills,
            long seed) {
        static Scenario of(Random random) {
            int workers = 1 + random.nextInt(6);
            int batch = 1 + random.nextInt(60);
            ParallelSettings settings = ParallelSettings.DEFAULT.withUseParallel(Switch.ON)
                    .withWorkerCount(workers).withParallelGroups(1 + random.nextInt(workers))
                    .withCredits(1 + random.nextInt(3)).withBatchSize(batch)
                    .withVectorBatchSize(1 + random.nextInt(40))
                    .withQueueSize(random.nextInt(3) == 0 ? batch * (1 + random.nextInt(8)) : ParallelSettings.AUTO)
                    .withInFlightBytes(random.nextInt(4) == 0 ? 1 : ParallelSettings.AUTO)
                    .withEnableAffinity(random.nextBoolean() ? Switch.ON : Switch.AUTO)
                    .withOrdering(random.nextInt(3) == 0 ? Ordering.NONE : Ordering.INPUT);
            int records = random.nextInt(1_500);
            int bad = random.nextInt(3) == 0 ? 1 + random.nextInt(records + 1) : Integer.MAX_VALUE;
            return new Scenario(settings, records, 2 + random.nextInt(5), bad, random.nextBoolean(), random.nextInt(3),
                    random.nextLong());
        }

        void check() throws Exception {
            CollectingSink sink = new CollectingSink(CSV, bytes -> {});
            RunResult result = PipelineRun.prepare(new Pipeline("repeated", new GenerateSpec(records, GenerateSpec.NARROW, 0),
                    List.of(trouble(), new Filter("id % " + divisor + " <> 0"), new Select(List.of("id"))), sink, settings))
                    .on(system).toCompletableFuture().get(30, SECONDS);

            boolean fails = bad <= records;
            assertThat(result.outcome()).as(result.failure()).isEqualTo(fails ? Outcome.FAILED : Outcome.COMPLETED);
            assertThat(sink.committed()).isEqualTo(!fails);
            assertThat(sink.abandoned()).isEqualTo(fails);
            assertThat(result.read()).isEqualTo(result.written() + result.filtered() + result.rejected());
            List<Long> written = sink.text().lines().map(Long::valueOf).toList();
            assertThat(written).doesNotHaveDuplicates().hasSize((int) result.written());
            if (settings.ordering() == Ordering.INPUT) {
                assertThat(written).isSorted();
            }
            if (fails) {
                checkFailure(result, written);
            } else {
                assertThat(written).containsExactlyInAnyOrderElementsOf(kept(records));
                assertThat(result.workers().stream().mapToLong(WorkerResult::records).sum()).isEqualTo(records);
                assertThat(result.workers().stream().mapToLong(WorkerResult::stolen).sum())
                        .isLessThanOrEqualTo(result.workers().stream().mapToLong(WorkerResult::morsels).sum());
            }
        }

        private void checkFailure(RunResult result, List<Long> written) {
            if (thrown) {
                assertThat(result.failure()).contains("StackOverflowError: at " + bad);
                assertThat(written).containsAll(kept((bad - 1) / (int) settings.batchSize() * (int) settings.batchSize()));
            } else {
                assertThat(result.failure()).startsWith("generated record " + bad + ": ");
                assertThat(written).containsAll(kept(bad - 1));
            }
            if (settings.ordering() == Ordering.INPUT) {
                assertThat(written).isSubsetOf(kept(bad - 1));
            }
        }

        private List<Long> kept(long last) {
            return LongStream.rangeClosed(1, last).filter(n -> n % divisor != 0).boxed().toList();
        }

        private TransformSpec trouble() {
            AtomicInteger killsLeft = new AtomicInteger(kills);
            Random random = new Random(seed);
            return TransformSpec.of("trouble", schema -> new BoundTransform(schema, () -> batch -> {
                if (random.nextInt(20) == 0 && killsLeft.getAndDecrement() > 0) {
                    kill(random.nextInt(settings.workerCount()));
                }
                for (int k = 0; k < batch.selected(); k++) {
                    check(batch, batch.selection()[k]);
                }
                return batch;
            }));
        }

        private void check(RecordBatch batch, int row) {
            if (((LongColumn) batch.column(0)).values()[row] == bad) {
                if (thrown) {
                    throw new StackOverflowError("at " + bad);
                }
                batch.reject(row, "unlucky", "id", "is not wanted");
            }
        }

        private static void kill(int worker) {
            system.actorSelection("/system/nebula-worker-" + worker + "-*").tell(PoisonPill.getInstance(), ActorRef.noSender());
        }
    }
}
