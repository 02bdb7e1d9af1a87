package io.nebula.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.connector.Compression;
import io.nebula.connector.FileSinkSpec;
import io.nebula.connector.FileSourceSpec;
import io.nebula.connector.SourceSpec;
import io.nebula.format.csv.CsvDialect;
import io.nebula.format.csv.CsvFormat;
import io.nebula.format.jsonl.JsonLinesFormat;
import io.nebula.metrics.Outcome;
import io.nebula.metrics.RunResult;
import io.nebula.pipeline.ErrorPolicy;
import io.nebula.pipeline.ErrorSettings;
import io.nebula.pipeline.ParallelSettings;
import io.nebula.pipeline.Pipeline;
import io.nebula.pipeline.Switch;
import io.nebula.record.LongColumn;
import io.nebula.record.ValueType;
import io.nebula.transform.BoundTransform;
import io.nebula.transform.Compute;
import io.nebula.transform.Filter;
import io.nebula.transform.Transform;
import io.nebula.transform.TransformSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class ErrorPolicyTest {
    private static final CsvFormat CSV = new CsvFormat("csv", new CsvDialect((byte) ',', (byte) '"', List.of()), true,
            List.of());
    private static final int RECORDS = 2_000;
    private static final ParallelSettings PARALLEL = ParallelSettings.DEFAULT.withUseParallel(Switch.ON)
            .withBatchSize(70).withVectorBatchSize(16).withWorkerCount(4).withParallelGroups(2);
    private static final ParallelSettings SEQUENTIAL = PARALLEL.withUseParallel(Switch.OFF);

    private static ActorSystem system;

    @TempDir
    private Path folder;
    private Path input;
    private Path output;
    private Path dead;
    private final List<String> good = new ArrayList<>();
    private final List<Bad> bad = new ArrayList<>();

    /** A record that is not as it should be: its line, counted from 1, the byte at which it begins, and its bytes. */
    private record Bad(long line, long offset, String code, String text) {}

    @BeforeAll
    static void start() {
        system = ActorSystem.create("ErrorPolicyTest");
    }

    @AfterAll
    static void stop() {
        TestKit.shutdownActorSystem(system);
    }

    static Stream<ParallelSettings> everyWay() {
        return Stream.of(SEQUENTIAL, SEQUENTIAL.withVectorBatchSize(1), PARALLEL, PARALLEL.withWorkerCount(1),
                PARALLEL.withBatchSize(1).withVectorBatchSize(1), PARALLEL.withBatchSize(ParallelSettings.AUTO));
    }

    /** Records that fail at decoding, at their first use, and in an expression, beside each other and alone. */
    @BeforeEach
    void write() throws Exception {
        input = folder.resolve("in.csv");
        output = folder.resolve("out.csv");
        dead = folder.resolve("dead.jsonl");
        StringBuilder text = new StringBuilder("n,text\n");
        for (int n = 0; n < RECORDS; n++) {
            String record = n + ",row " + n;
            String code = null;
            if (n % 100 == 7) {
                record = n + ",too,many";
                code = "field-count";
            } else if (n % 100 == 8 || n == 0 || n == RECORDS - 1) {
                record = "x" + n + ",\"row \"\"" + n + "\"\"\"";
                code = "value-type";
            } else if (n % 250 == 50) {
                record = "77,\"a\nb\"";
                code = "division-by-zero";
            } else {
                good.add(record + "," + 1000 / (n - 77));
            }
            if (code != null) {
                long line = text.chars().filter(character -> character == '\n').count() + 1;
                bad.add(new Bad(line, text.length(), code, record));
            }
            text.append(record).append('\n');
        }
        Files.writeString(input, text);
    }
}
