package io.nebula.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.nebula.connector.GenerateSpec;
import io.nebula.connector.MorselReader;
import io.nebula.connector.SourceSpec;
import io.nebula.format.Morsel;
import io.nebula.format.csv.CsvDialect;
import io.nebula.format.csv.CsvFormat;
import io.nebula.metrics.Outcome;
import io.nebula.metrics.RunResult;
import io.nebula.pipeline.ParallelSettings;
import io.nebula.pipeline.Pipeline;
import io.nebula.pipeline.Switch;
import io.nebula.record.LongColumn;
import io.nebula.record.RecordBatch;
import io.nebula.transform.BoundTransform;
import io.nebula.transform.Transform;
import io.nebula.transform.TransformSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever breaks around a run, it ends, says so, and leaves no output that looks whole. */
@Timeout(60)
class PipelineTroubleTest {
    private static final CsvFormat CSV = new CsvFormat("csv", new CsvDialect((byte) ',', (byte) '"', List.of()), true,
            List.of());
    private static final int RECORDS = 5_000;
    private static final ParallelSettings SETTINGS = ParallelSettings.DEFAULT.withBatchSize(70).withVectorBatchSize(16)
            .withWorkerCount(3).withParallelGroups(2);

    private static ActorSystem system;

    private CollectingSink sink = new CollectingSink(CSV, bytes -> {});

    @BeforeAll
    static void start() {
        // a fatal error would end the system of all these tests, and not the process
        system = ActorSystem.create("PipelineTroubleTest", ConfigFactory.parseString("pekko.jvm-exit-on-fatal-error = off")
                .withFallback(ConfigFactory.load()));
    }

    @AfterAll
    static void stop() {
        TestKit.shutdownActorSystem(system);
    }

    private static SourceSpec numbers(UnaryOperator<MorselReader> wrapping) {
        return new WrappedSource(new GenerateSpec(RECORDS, GenerateSpec.NARROW, 0), wrapping);
    }

    private PipelineRun prepare(Switch parallel, SourceSpec source, Transform transform) throws Exception {
        TransformSpec spec = TransformSpec.of("test", schema -> new BoundTransform(schema, () -> transform));
        return PipelineRun.prepare(new Pipeline("trouble", source, List.of(spec), sink, SETTINGS.withUseParallel(parallel)));
    }

    private static CompletableFuture<RunResult> begin(PipelineRun run) {
        return run.parallel() ? run.on(system).toCompletableFuture()
                : run.sequentially(task -> new Thread(task).start()).toCompletableFuture();
    }

    private RunResult finish(PipelineRun run) throws Exception {
        RunResult result = begin(run).get(30, SECONDS);
        assertThat(sink.committed()).isEqualTo(result.outcome() == Outcome.COMPLETED);
        assertThat(sink.abandoned()).isEqualTo(result.outcome() != Outcome.COMPLETED);
        assertThat(result.read() + result.added()).isEqualTo(result.written() + result.filtered() + result.rejected());
        return result;
    }

    @ParameterizedTest
    @EnumSource(names = {"ON", "OFF"})
    void shouldTurnAnyErrorOfATransformIntoAFailedResult(Switch parallel) throws Exception {
        RunResult result = finish(prepare(parallel, numbers(reader -> reader), batch -> {
            throw new AssertionError("a wrong assumption");
        }));

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.failure()).contains("AssertionError: a wrong assumption");
    }

    @ParameterizedTest
    @EnumSource(names = {"ON", "OFF"})
    void shouldTurnAnErrorWhileReadingIntoAFailedResult(Switch parallel) throws Exception {
        RunResult result = finish(prepare(parallel, numbers(reader -> new Breaking(reader, 3)), batch -> batch));

        assertThat(result.failure()).contains("OutOfMemoryError: no room for a morsel");
    }

    @ParameterizedTest
    @EnumSource(names = {"ON", "OFF"})
    void shouldTurnAnErrorWhileWritingIntoAFailedResult(Switch parallel) throws Exception {
        sink = new CollectingSink(CSV, bytes -> {
            throw new OutOfMemoryError("no room for an append");
        });

        RunResult result = finish(prepare(parallel, numbers(reader -> reader), batch -> batch));

        assertThat(result.failure()).contains("OutOfMemoryError: no room for an append");
    }

    @RepeatedTest(10)
    void shouldNeverEndARunOnAThreadOfTheHub() throws Exception {
        sink = new CollectingSink(CSV, bytes -> {
            throw new IllegalStateException("no room");
        });

        finish(prepare(Switch.ON, numbers(reader -> reader), batch -> batch));

        assertThat(sink.endedOn()).contains("io").doesNotContain("hub");
    }

    @ParameterizedTest
    @EnumSource(names = {"ON", "OFF"})
    void shouldFreeAReadThatWaitsWhenInterruptedAndWriteWhatHasBeenRead(Switch parallel) throws Exception {
        CountDownLatch waits = new CountDownLatch(1);
        PipelineRun run = prepare(parallel, numbers(reader -> new Pausing(reader, 3, waits)), batch -> batch);
        CompletableFuture<RunResult> result = begin(run);
        assertThat(waits.await(30, SECONDS)).isTrue();

        run.interrupt();

        assertThat(result.get(30, SECONDS).outcome()).isEqualTo(Outcome.INTERRUPTED);
        assertThat(result.get().failure()).startsWith("interrupted before the end of the input");
        assertThat(sink.committed()).isFalse();
        assertThat(sink.text().lines().count()).isEqualTo(result.get().written()).isBetween(140L, 210L);
    }

    @ParameterizedTest
    @EnumSource(names = {"ON", "OFF"})
    void shouldReadNothingWhenInterruptedBeforeTheStart(Switch parallel) throws Exception {
        PipelineRun run = prepare(parallel, numbers(reader -> reader), batch -> batch);
        run.interrupt();

        RunResult result = finish(run);

        assertThat(result.outcome()).isEqualTo(Outcome.INTERRUPTED);
        assertThat(result.read()).isLessThanOrEqualTo(70);
    }

    @ParameterizedTest
    @EnumSource(names = {"ON", "OFF"})
    void shouldFailWhenItsOutputCannotBeOpened(Switch parallel) throws Exception {
        sink = new CollectingSink(CSV, bytes -> {}, new IOException("out.csv: cannot be created; check permissions"));

        RunResult result = begin(prepare(parallel, numbers(reader -> reader), batch -> batch)).get(30, SECONDS);

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.failure()).startsWith("out.csv: cannot be created; check permissions");
        assertThat(result.read()).isZero();
    }

    @Test
    void shouldStayCompletedWhenInterruptedAfterItsEnd() throws Exception {
        PipelineRun run = prepare(Switch.ON, numbers(reader -> reader), batch -> batch);
        RunResult result = finish(run);

        run.interrupt();

        assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(sink.abandoned()).isFalse();
    }

    @Test
    void shouldFailAndCloseItsOutputInAnActorSystemThatHasEnded() throws Exception {
        ActorSystem ended = ActorSystem.create("ended");
        TestKit.shutdownActorSystem(ended);
        PipelineRun run = prepare(Switch.ON, numbers(reader -> reader), batch -> batch);

        RunResult result = run.on(ended).toCompletableFuture().get(30, SECONDS);

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(sink.abandoned()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"ON", "OFF"})
    void shouldGiveUpOnAStuckTransformAndNotWaitForIt(Switch parallel) throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        TransformSpec stuck = TransformSpec.of("stuck", schema -> new BoundTransform(schema, () -> batch -> {
            if (first(batch) > 1_000) {
                await(never);
            }
            return batch;
        }));
        PipelineRun run = PipelineRun.prepare(new Pipeline("trouble", numbers(reader -> reader), List.of(stuck), sink,
                SETTINGS.withUseParallel(parallel).withMorselTimeout(Duration.ofMillis(300))));

        RunResult result = finish(run);

        assertThat(result.failure()).contains("morsel-timeout").contains("CountDownLatch.await")
                .containsPattern("It is in generate, records \\d+ to \\d+\\.");
        String partial = sink.text();
        never.countDown();
        assertThat(sink.text()).isEqualTo(partial);
    }

    @ParameterizedTest
    @EnumSource(names = {"ON", "OFF"})
    void shouldNameTheGeneratedRecordThatIsBad(Switch parallel) throws Exception {
        RunResult result = finish(prepare(parallel, numbers(reader -> reader), batch -> {
            for (int k = 0; k < batch.selected(); k++) {
                if (((LongColumn) batch.column(0)).values()[batch.selection()[k]] == 3_333) {
                    batch.reject(batch.selection()[k], "unlucky", "id", "is not wanted");
                }
            }
            return batch;
        }));

        assertThat(result.failure()).startsWith("generated record 3333: field 'id': is not wanted [unlucky in transforms[0] ");
        assertThat(result.read()).isEqualTo(3_333);
        assertThat(sink.text().lines()).hasSize(3_332);
    }

    private static long first(RecordBatch batch) {
        return ((LongColumn) batch.column(0)).values()[0];
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Has no memory after some morsels. */
    private static final class Breaking implements MorselReader {
        private final MorselReader whole;
        private int left;

        Breaking(MorselReader whole, int left) {
            this.whole = whole;
            this.left = left;
        }

        @Override
        public Morsel next() throws IOException {
            if (left-- == 0) {
                throw new OutOfMemoryError("no room for a morsel");
            }
            return whole.next();
        }

        @Override
        public boolean ready() {
            return true;
        }

        @Override
        public void close() {
            throw new UncheckedIOException(new IOException("cannot be closed either"));
        }
    }

    /** Waits for ever after some morsels, until it is closed. */
    private static final class Pausing implements MorselReader {
        private final MorselReader whole;
        private final CountDownLatch waits;
        private final CountDownLatch closed = new CountDownLatch(1);
        private int left;

        Pausing(MorselReader whole, int left, CountDownLatch waits) {
            this.whole = whole;
            this.left = left;
            this.waits = waits;
        }

        @Override
        public Morsel next() throws IOException {
            if (left-- > 0) {
                return whole.next();
            }
            waits.countDown();
            await(closed);
            throw new IOException("closed while it was read");
        }

        private static void await(CountDownLatch latch) {
            PipelineTroubleTest.await(latch);
        }

        @Override
        public void close() {
            closed.countDown();
            whole.close();
        }
    }
}
