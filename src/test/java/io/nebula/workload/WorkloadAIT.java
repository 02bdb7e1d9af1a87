package io.nebula.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.format.Format;
import io.nebula.format.csv.CsvDialect;
import io.nebula.format.csv.CsvFormat;
import io.nebula.format.jsonl.JsonLinesFormat;
import io.nebula.metrics.RunResult;
import io.nebula.metrics.WorkerResult;
import io.nebula.pipeline.ParallelSettings;
import io.nebula.pipeline.Switch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Workload A: the same bytes however it is spread, and the values that DuckDB computes. Prints the rates. One million records;
 * {@code -Dnebula.workload.records=5000000} for more.
 */
class WorkloadAIT {
    private static final long RECORDS = Long.getLong("nebula.workload.records", 1_000_000);
    /** Below this, and with more workers than CPUs, the operating system decides how evenly CPU time is spread. */
    private static final long ENOUGH_FOR_BALANCE = 5_000_000;
    private static final ParallelSettings PARALLEL = ParallelSettings.DEFAULT.withUseParallel(Switch.ON);

    private static ActorSystem system;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        system = ActorSystem.create("WorkloadA");
    }

    @AfterAll
    static void stop() {
        TestKit.shutdownActorSystem(system);
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "jsonl"})
    void shouldGiveTheSameBytesEveryWayAndTheValuesThatDuckDbComputes(String name) throws Exception {
        Format format = name.equals("csv")
                ? new CsvFormat("csv", new CsvDialect((byte) ',', (byte) '"', List.of()), true, List.of())
                : new JsonLinesFormat();
        Path input = folder.resolve("in." + name);
        Path sequential = folder.resolve("sequential." + name);
        Path parallel = folder.resolve("parallel." + name);
        WorkloadA.generate(RECORDS, input, format);

        print(name + " sequential", WorkloadA.run(input, sequential, format, PARALLEL, null));
        for (int workers : new int[] {1, 2, 4}) {
            for (Switch affinity : new Switch[] {Switch.OFF, Switch.ON}) {
                RunResult result = WorkloadA.run(input, parallel, format,
                        PARALLEL.withWorkerCount(workers).withEnableAffinity(affinity), system);
                print(name + " " + workers + " workers, affinity " + affinity, result);
                assertThat(Files.mismatch(parallel, sequential)).as("first differing byte").isEqualTo(-1);
                assertThat(result.read()).isEqualTo(RECORDS);
                assertBalanced(result);
            }
        }

        compareWithDuckDb(name, input, sequential);
    }

    private void compareWithDuckDb(String name, Path input, Path output) throws Exception {
        try (DuckDb duck = new DuckDb(2)) {
            Path theirs = folder.resolve("duckdb." + name);
            long start = System.nanoTime();
            duck.execute(WorkloadA.copy(name, input, theirs));
            System.out.printf(Locale.ROOT, "%s DuckDB, 2 threads: %,.0f records/s%n", name,
                    RECORDS / ((System.nanoTime() - start) / 1e9));
            assertThat(WorkloadA.records(duck, name, output)).isEqualTo(RECORDS);
            assertThat(WorkloadA.differences(duck, name, output, theirs))
                    .as("records that differ from DuckDB's in value or place").isZero();
        }
    }

    private static void assertBalanced(RunResult result) {
        DoubleSummaryStatistics busy = result.workers().stream().mapToDouble(WorkerResult::busySeconds)
                .summaryStatistics();
        double spread = (busy.getMax() - busy.getMin()) / busy.getMax();
        System.out.printf(Locale.ROOT, "  busy %.2f to %.2f s, %.0f %% apart%n", busy.getMin(), busy.getMax(), 100 * spread);
        if (RECORDS >= ENOUGH_FOR_BALANCE && result.workers().size() <= Runtime.getRuntime().availableProcessors()) {
            assertThat(spread).as("spread of busySeconds").isLessThanOrEqualTo(0.15);
        }
    }

    private static void print(String what, RunResult result) {
        System.out.printf(Locale.ROOT, "%s: %,.0f records/s, %.2f s, %.2f s CPU, bottleneck %s%n", what,
                result.recordsPerSecond(), result.seconds(), result.cpuSeconds(), result.bottleneck());
    }
}
