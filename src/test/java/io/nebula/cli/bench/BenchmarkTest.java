package io.nebula.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.connector.Buffers;
import io.nebula.connector.Consumed;
import io.nebula.connector.FileSinkSpec;
import io.nebula.connector.FileSourceSpec;
import io.nebula.connector.GenerateSpec;
import io.nebula.connector.MorselReader;
import io.nebula.connector.MorselSize;
import io.nebula.connector.RecordSource;
import io.nebula.connector.SourceSpec;
import io.nebula.engine.PipelineRun;
import io.nebula.format.Morsel;
import io.nebula.format.csv.CsvFormat;
import io.nebula.metrics.RunResult;
import io.nebula.pipeline.ErrorSettings;
import io.nebula.pipeline.ParallelSettings;
import io.nebula.pipeline.Pipeline;
import io.nebula.record.Field;
import io.nebula.record.ValueType;
import io.nebula.transform.Compute;
import io.nebula.transform.RowTransform;
import io.nebula.transform.TransformSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BenchmarkTest {
    private static ActorSystem system;
    @TempDir
    private Path directory;

    @BeforeAll
    static void start() {
        system = ActorSystem.create("BenchmarkTest");
    }

    @AfterAll
    static void stop() {
        TestKit.shutdownActorSystem(system);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldReadAsManyRecordsAsAskedForAlsoBehindAQuoteThatIsNeverClosed(long records) throws Exception {
        Path file = Files.writeString(directory.resolve("a.csv"), "a,b\n1,x\n2,\"y\n3,z\n4,z\n5,z\n");
        SourceSpec bounded = new BoundedSourceSpec(new FileSourceSpec(file.toString(), CsvFormat.csv()), records);

        try (RecordSource source = bounded.open();
                MorselReader morsels = source.read(new MorselSize(1 << 16, Long.MAX_VALUE), new Buffers(1),
                        Consumed.nothing())) {
            long read = 0;
            for (Morsel morsel = morsels.next(); morsel != null; morsel = morsels.next()) {
                read += source.count(morsel);
            }
            assertThat(read).isEqualTo(records);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 7, 3_000, 3_001, 3_002})
    void shouldReadAsManyRecordsAsAskedForFromAsManyPassesAsItTakes(long records) throws Exception {
        Path first = Files.writeString(directory.resolve("a.csv"), "a,b\n1,\"x\ny\"\n2,z\n");
        Files.writeString(directory.resolve("b.csv"), "a,b\n3,\"\"\"\"\n");

        Findings findings = bench(new FileSourceSpec(first.resolveSibling("*.csv").toString(), CsvFormat.csv()), records);

        assertThat(findings.differences()).isEmpty();
        assertThat(findings.expected().read()).isEqualTo(records);
        assertThat(findings.expected().written()).isEqualTo(records);
        assertThat(findings.measured()).hasSize(9).allMatch(one -> one.runs().size() == 1);
        assertThat(directory.resolve("out.csv.gz")).doesNotExist();
    }

    @Test
    void shouldReadWhatThereIsWhereNothingIsAskedFor() throws Exception {
        assertThat(bench(new GenerateSpec(1_234), 0).expected().read()).isEqualTo(1_234);
        assertThat(bench(new GenerateSpec(10), 2_000).expected().read()).isEqualTo(2_000);
        Path empty = Files.writeString(directory.resolve("empty.csv"), "value\n");
        assertThat(bench(new FileSourceSpec(empty.toString(), CsvFormat.csv()), 5).expected().read()).isZero();
    }

    @Test
    void shouldNoticeThatAnotherRunGivesSomethingElse() throws Exception {
        AtomicLong calls = new AtomicLong();
        TransformSpec numbering = RowTransform.of(row -> row.setLong("call", calls.incrementAndGet()),
                new Field("call", ValueType.LONG));

        Findings findings = bench(new GenerateSpec(5_000), 0, numbering);

        assertThat(findings.verified()).isFalse();
        assertThat(findings.differences()).hasSize(10).allMatch(difference -> difference.contains("arrive"));
        assertThat(findings.differences().get(0)).startsWith("2 workers, pinned, unordered: ");
    }

    @Test
    void shouldStopWhenThePlainLoopFails() throws Exception {
        Findings findings = bench(new GenerateSpec(5_000), 0, new Compute("x = 1 / (id - 7)"));

        assertThat(findings.measured()).isEmpty();
        assertThat(findings.differences()).hasSize(1);
        assertThat(findings.differences().get(0)).startsWith("sequential: generated record 7").contains("division-by-zero");
        assertThat(BenchJson.of(findings)).contains("\"verified\":false", "\"setups\":[],\"advice\":null");
    }

    private Findings bench(SourceSpec source, long records, TransformSpec... transforms) throws Exception {
        Pipeline pipeline = new Pipeline("bench", source, List.of(transforms),
                new FileSinkSpec(directory.resolve("out.csv.gz").toString(), CsvFormat.csv()), ParallelSettings.DEFAULT,
                ErrorSettings.fail());
        return new Benchmark(pipeline, records, BenchmarkTest::execute, doing -> {}).run(List.of(1, 2), 1);
    }

    private static RunResult execute(PipelineRun run) {
        return run.parallel() ? run.on(system).toCompletableFuture().join() : run.sequentially();
    }
}
