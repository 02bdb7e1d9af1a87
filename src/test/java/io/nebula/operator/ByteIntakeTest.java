package io.nebula.operator;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.ParallelPipeline;
import io.nebula.connector.Buffers;
import io.nebula.connector.FileSinkSpec;
import io.nebula.connector.MemorySpec;
import io.nebula.connector.MorselSize;
import io.nebula.engine.ByteWork;
import io.nebula.format.Format;
import io.nebula.format.csv.CsvFormat;
import io.nebula.format.jsonl.JsonLinesFormat;
import io.nebula.metrics.RunResult;
import io.nebula.pipeline.ErrorSettings;
import io.nebula.pipeline.ParallelSettings;
import io.nebula.pipeline.Switch;
import io.nebula.transform.Compute;
import io.nebula.transform.Filter;
import io.nebula.transform.TransformSpec;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Without a stream: what becomes of bytes that arrive piece by piece, compared with what a pipeline makes of them. */
@Timeout(60)
class ByteIntakeTest {
    private static final int SEEDS = 60;
    private static final List<TransformSpec> TRANSFORMS = List.of(new Compute("twice = amount * 2"),
            new Filter("amount is null or amount > 10"));

    private static ActorSystem system;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final List<String> places = new ArrayList<>();
    private int rejected;

    @BeforeAll
    static void start() {
        system = ActorSystem.create("ByteIntakeTest");
    }

    @AfterAll
    static void stop() {
        TestKit.shutdownActorSystem(system);
    }

    @Test
    void shouldMakeOfBrokenRecordsInAnyPiecesWhatAPipelineMakesOfThem() throws Exception {
        long first = ThreadLocalRandom.current().nextLong();
        for (long seed = first; seed < first + SEEDS; seed++) {
            compare(seed);
        }
    }

    private void compare(long seed) throws Exception {
        Random random = new Random(seed);
        Format input = random.nextBoolean() ? CsvFormat.csv() : JsonLinesFormat.jsonLines();
        Format written = random.nextBoolean() ? CsvFormat.csv() : JsonLinesFormat.jsonLines();
        byte[] bytes = RandomRecords.of(input, random, random.nextInt(80), true);
        int maxRecordBytes = random.nextBoolean() ? 64 + random.nextInt(100) : 4 << 20;

        RunResult expected = pipeline(seed, bytes, input, written, maxRecordBytes);
        run(random, bytes, input, written, maxRecordBytes);

        assertThat(output.toString(StandardCharsets.UTF_8)).as("seed " + seed)
                .isEqualTo(Files.readString(file(seed), StandardCharsets.UTF_8));
        assertThat(rejected).as("seed " + seed).isEqualTo((int) expected.rejected());
        assertThat(places.stream().limit(3)).as("seed " + seed).containsExactlyElementsOf(expected.rejectSamples());
    }

    private RunResult pipeline(long seed, byte[] bytes, Format input, Format written, int maxRecordBytes) throws Exception {
        ParallelPipeline.Builder pipeline = ParallelPipeline.named("expected")
                .from(new MemorySpec("stream", bytes, input, RandomRecords.DECLARED, maxRecordBytes))
                .to(new FileSinkSpec(file(seed).toString(), written))
                .settings(ParallelSettings.DEFAULT.withUseParallel(Switch.OFF)).errors(ErrorSettings.skip());
        TRANSFORMS.forEach(pipeline::transform);
        RunResult result = pipeline.run(system).toCompletableFuture().get(30, SECONDS);
        assertThat(result.failure()).as("seed " + seed).isNull();
        return result;
    }

    private Path file(long seed) {
        return folder.resolve(seed + ".out");
    }

    private void run(Random random, byte[] bytes, Format input, Format written, int maxRecordBytes) throws Exception {
        output.reset();
        places.clear();
        rejected = 0;
        InputFields fields = random.nextBoolean()
                ? new InferredFields(input, Map.copyOf(RandomRecords.DECLARED), TRANSFORMS, written)
                : new DeclaredFields(input, RandomRecords.SCHEMA,
                        ByteWork.of(input, RandomRecords.SCHEMA, RandomRecords.DECLARED, TRANSFORMS, written));
        MorselSize size = random.nextBoolean() ? new MorselSize(1 + random.nextInt(500), Long.MAX_VALUE)
                : new MorselSize(Integer.MAX_VALUE / 4, 1 + random.nextInt(20));
        long budget = 1 + random.nextInt(random.nextBoolean() ? 100 : 10_000);
        ByteIntake intake = new ByteIntake(input, fields, maxRecordBytes, size, budget, new Buffers(3));
        ByteKernel kernel = new ByteKernel(0, 1 + random.nextInt(50), OnFailure.DIVERT);
        ByteResults results = new ByteResults();
        for (ByteString piece : RandomRecords.pieces(bytes, random.nextBoolean() ? 3 : 3_000, random)) {
            boolean any = random.nextInt(4) == 0;
            while (any && take(intake, true, kernel, results) || !intake.hasRoom(false, budget)) {
                assertThat(any || take(intake, true, kernel, results) || intake.hasRoom(false, budget)).isTrue();
            }
            intake.add(piece);
        }
        intake.end();
        while (!intake.isEmpty()) {
            assertThat(take(intake, true, kernel, results) || intake.isEmpty()).isTrue();
        }
        kernel.close();
    }

    private boolean take(ByteIntake intake, boolean any, ByteKernel kernel, ByteResults results) {
        ByteMorsel morsel = intake.next(any);
        if (morsel == null) {
            return false;
        }
        ByteOutcome outcome = kernel.apply(morsel);
        intake.done(morsel, 1);
        for (Results each : results.of(List.of(outcome))) {
            for (int i = 0; i < each.count(); i++) {
                collect(each.item(i));
            }
        }
        return true;
    }

    private void collect(Object item) {
        if (item instanceof ByteString bytes) {
            output.writeBytes(bytes.toArrayUnsafe());
        } else {
            RejectedRecord record = (RejectedRecord) item;
            rejected++;
            places.add("stream:" + record.line() + " (byte " + record.offset() + "): " + record.reject().text() + " ["
                    + record.reject().code() + " in " + record.reject().stage() + "]");
        }
    }
}
