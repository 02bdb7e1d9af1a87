package io.nebula;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nebula.connector.FileSinkSpec;
import io.nebula.connector.GenerateSpec;
import io.nebula.format.csv.CsvDialect;
import io.nebula.format.csv.CsvFormat;
import io.nebula.metrics.Outcome;
import io.nebula.metrics.RunResult;
import io.nebula.options.InvalidOptionsException;
import io.nebula.pipeline.ErrorSettings;
import io.nebula.pipeline.ParallelSettings;
import io.nebula.pipeline.Switch;
import io.nebula.record.DoubleColumn;
import io.nebula.record.Field;
import io.nebula.record.ValueType;
import io.nebula.transform.BoundTransform;
import io.nebula.transform.Compute;
import io.nebula.transform.Filter;
import io.nebula.transform.RowTransform;
import io.nebula.transform.Select;
import io.nebula.transform.TransformSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class ParallelPipelineTest {
    private static final CsvFormat CSV = new CsvFormat("csv", new CsvDialect((byte) ',', (byte) '"', List.of()), true,
            List.of());
    private static final ParallelSettings SETTINGS = ParallelSettings.DEFAULT.withBatchSize(50).withWorkerCount(3)
            .withParallelGroups(2);

    private static ActorSystem system;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        system = ActorSystem.create("ParallelPipelineTest");
    }

    @AfterAll
    static void stop() {
        TestKit.shutdownActorSystem(system);
    }

    private static ParallelPipeline.Builder builder(Path output, int records) {
        return ParallelPipeline.named("squares")
                .from(new GenerateSpec(records, GenerateSpec.NARROW, 7))
                .to(new FileSinkSpec(output.toString(), CSV))
                .settings(SETTINGS);
    }

    private static RunResult await(CompletionStage<RunResult> run) throws Exception {
        return run.toCompletableFuture().get(30, SECONDS);
    }

    @ParameterizedTest
    @EnumSource
    void shouldRunARowLambdaAndAColumnTransformFromEndToEnd(Switch parallel) throws Exception {
        Path output = folder.resolve("out.csv");
        TransformSpec halve = TransformSpec.of("halve", schema -> {
            int field = schema.indexOf("squared");
            return new BoundTransform(schema, () -> batch -> {
                double[] values = ((DoubleColumn) batch.column(field)).values();
                for (int row = 0; row < batch.rows(); row++) {
                    values[row] /= 2;
                }
                return batch;
            });
        });

        RunResult result = await(builder(output, 2_000)
                .transform(RowTransform.of(row -> row.setDouble("squared", (double) row.getLong("id") * row.getLong("id")),
                        new Field("squared", ValueType.DOUBLE)))
                .transform(halve)
                .transform(new Filter("id % 2 = 0"))
                .transform(new Select(List.of("id", "squared")))
                .settings(SETTINGS.withUseParallel(parallel))
                .run(system));

        assertThat(result.failure()).isNull();
        assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(result.read()).isEqualTo(2_000);
        assertThat(result.filtered()).isEqualTo(1_000);
        assertThat(Files.readString(output)).isEqualTo("id,squared\n" + IntStream.rangeClosed(1, 1_000).map(n -> 2 * n)
                .mapToObj(n -> n + "," + (double) n * n / 2 + "\n").collect(Collectors.joining()));
    }

    @Test
    void shouldRunManyAtOnceInOneActorSystemAndLeaveNoThreadsBehind() throws Exception {
        List<CompletionStage<RunResult>> runs = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            runs.add(builder(folder.resolve(i + ".csv"), 3_000)
                    .settings(SETTINGS.withUseParallel(i % 3 == 0 ? Switch.OFF : Switch.ON)).run(system));
        }

        for (CompletionStage<RunResult> run : runs) {
            assertThat(await(run).outcome()).isEqualTo(Outcome.COMPLETED);
        }
        for (int i = 1; i < 12; i++) {
            assertThat(folder.resolve(i + ".csv")).hasSameBinaryContentAs(folder.resolve("0.csv"));
        }
        long deadline = System.nanoTime() + SECONDS.toNanos(20);
        while (Thread.getAllStackTraces().keySet().stream().anyMatch(t -> t.getName().startsWith("nebula-squares-"))) {
            assertThat(System.nanoTime()).as("worker threads end").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    @Test
    void shouldThrowWhatIsWrongBeforeTheStartAndLetTheSamePipelineRunAgainLater() throws Exception {
        Path output = folder.resolve("out.csv");
        ParallelPipeline pipeline = builder(output, 100).build();
        assertThat(await(pipeline.run(system)).outcome()).isEqualTo(Outcome.COMPLETED);

        assertThatThrownBy(() -> pipeline.run(system)).isInstanceOfSatisfying(InvalidOptionsException.class,
                e -> assertThat(e.problems().get(0).path()).isEqualTo("sink.path"));
        Files.delete(output);

        assertThat(await(pipeline.run(system)).outcome()).isEqualTo(Outcome.COMPLETED);
    }

    @ParameterizedTest
    @EnumSource
    void shouldGoOnAfterRejectsWhereTheBuilderSaysSo(Switch parallel) throws Exception {
        Path output = folder.resolve("out.csv");

        RunResult result = await(builder(output, 1_000).settings(SETTINGS.withUseParallel(parallel))
                .transform(new Compute("q = 1 / (id % 100)")).errors(ErrorSettings.skip()).run(system));

        assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(result.rejects()).containsExactly(Map.entry("division-by-zero", 10L));
        assertThat(Files.readAllLines(output)).hasSize(991);
    }

    @Test
    void shouldMissASourceOrSinkWhenBuilt() {
        assertThatThrownBy(() -> ParallelPipeline.named("none").build()).isInstanceOf(NullPointerException.class)
                .hasMessageContaining("source");
    }
}
