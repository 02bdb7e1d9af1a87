package io.nebula.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nebula.connector.Compression;
import io.nebula.connector.FileSinkSpec;
import io.nebula.connector.FileSourceSpec;
import io.nebula.format.csv.CsvFormat;
import io.nebula.metrics.Outcome;
import io.nebula.metrics.RunResult;
import io.nebula.options.InvalidOptionsException;
import io.nebula.pipeline.CheckpointSettings;
import io.nebula.pipeline.ErrorSettings;
import io.nebula.pipeline.Ordering;
import io.nebula.pipeline.ParallelSettings;
import io.nebula.pipeline.Pipeline;
import io.nebula.pipeline.Switch;
import io.nebula.record.RecordBatch;
import io.nebula.record.Schema;
import io.nebula.transform.BoundTransform;
import io.nebula.transform.TransformSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Somebody changes the files of a run while it works: nothing is lost without a word. */
@Timeout(120)
class ChangingFilesTest {
    private static final int RECORDS = 60_000;
    private static final int BATCHES_BEFORE = 5;
    private static final ParallelSettings PARALLEL = ParallelSettings.DEFAULT.withUseParallel(Switch.ON)
            .withBatchSize(500).withQueueSize(4_000).withWorkerCount(2).withParallelGroups(2);
    private static final List<ParallelSettings> WAYS = List.of(PARALLEL, PARALLEL.withUseParallel(Switch.OFF),
            PARALLEL.withOrdering(Ordering.NONE));

    private static ActorSystem system;
    /** What happens when some batches have been worked on. */
    private static volatile Runnable hook;
    /** What the hook does is done: the run that called it may have ended before. */
    private static volatile CountDownLatch hooked;
    private static final AtomicInteger BATCHES = new AtomicInteger();

    @TempDir
    private Path folder;
    private Path input;
    private Path output;

    /** What somebody does, and the words that say so. */
    enum Change {
        CUT("was cut from") {
            @Override
            void make(Path file) throws IOException {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.truncate(channel.size() - 10 * record(RECORDS - 1).length());
                }
            }
        },
        EMPTIED("was cut from") {
            @Override
            void make(Path file) throws IOException {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.truncate(0);
                }
            }
        },
        APPENDED_TO("grew from") {
            @Override
            void make(Path file) throws IOException {
                Files.writeString(file, "1,more\n", StandardOpenOption.APPEND);
            }
        },
        REPLACED("was replaced") {
            @Override
            void make(Path file) throws IOException {
                Path other = file.resolveSibling("other");
                Files.writeString(other, "id,text\n1,other\n");
                Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
            }
        },
        REMOVED("was removed") {
            @Override
            void make(Path file) throws IOException {
                Files.delete(file);
            }
        };

        private final String words;

        Change(String words) {
            this.words = words;
        }

        abstract void make(Path file) throws IOException;
    }

    /** Lets everything through, and calls the hook once. */
    private record Stumble() implements TransformSpec {
        @Override
        public String type() {
            return "stumble";
        }

        @Override
        public BoundTransform bind(Schema schema) {
            return new BoundTransform(schema, () -> Stumble::look);
        }

        private static RecordBatch look(RecordBatch batch) {
            if (BATCHES.incrementAndGet() == BATCHES_BEFORE) {
                try {
                    hook.run();
                } finally {
                    hooked.countDown();
                }
            }
            return batch;
        }
    }

    @BeforeAll
    static void start() {
        system = ActorSystem.create("ChangingFilesTest");
    }

    @AfterAll
    static void stop() {
        TestKit.shutdownActorSystem(system);
    }

    @BeforeEach
    void prepare() throws IOException {
        BATCHES.set(0);
        hooked = new CountDownLatch(1);
        StringBuilder text = new StringBuilder("id,text\n");
        for (int i = 0; i < RECORDS; i++) {
            text.append(record(i));
        }
        input = Files.writeString(folder.resolve("in.csv"), text);
        output = Files.createDirectory(folder.resolve("target")).resolve("out.csv");
    }

    private static String record(int id) {
        return id + ",record with a text that makes it wide enough\n";
    }

    static Stream<Arguments> everyChange() {
        return Stream.of(Change.values()).flatMap(change -> WAYS.stream().map(way -> Arguments.of(change, way)));
    }

    static Stream<Arguments> everyWay() {
        return WAYS.stream().flatMap(way -> Stream.of(Arguments.of(way, true), Arguments.of(way, false)));
    }

    @ParameterizedTest
    @MethodSource("everyChange")
    void shouldFailWhenItsInputIsChangedWhileItIsReadAndNotGoOnWithAnother(Change change, ParallelSettings way)
            throws Exception {
        hook = () -> make(change);

        RunResult first = run(way, true, false);

        assertThat(first.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(first.failure()).contains(input + ": the file " + change.words, "run again when nobody writes to it");
        assertThat(output).doesNotExist();
        if (change == Change.REMOVED) {
            assertThatThrownBy(() -> run(way, true, false)).isInstanceOf(InvalidOptionsException.class);
            return;
        }
        RunResult second = run(way, true, false);
        assertThat(second.failure()).contains("it was not this one", "input[0] was path=", "--restart");
        RunResult third = run(way, true, true);
        assertThat(third.failure()).isNull();
        assertThat(third.resumedFrom()).isZero();
        assertThat(lines(output, way)).isEqualTo(lines(input, way));
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void shouldFailWhenItsStateDirectoryVanishesAndStartAgain(ParallelSettings way, boolean checkpoints) throws Exception {
        hook = () -> remove(Path.of(output + ".nebula"));

        RunResult first = run(way, checkpoints, false);

        assertThat(first.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(first.failure()).contains(output.toString());
        assertThat(output).doesNotExist();
        completesWith(way, checkpoints);
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void shouldFailWhenItsTargetDirectoryVanishesAndStartAgain(ParallelSettings way, boolean checkpoints) throws Exception {
        hook = () -> remove(output.getParent());

        RunResult first = run(way, checkpoints, false);

        assertThat(first.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(first.failure()).contains(output.toString());
        assertThat(output).doesNotExist();
        completesWith(way, checkpoints);
    }

    private void completesWith(ParallelSettings way, boolean checkpoints) throws Exception {
        assertThat(hooked.await(20, SECONDS)).isTrue();
        RunResult second = run(way, checkpoints, false);
        assertThat(second.failure()).isNull();
        assertThat(second.resumedFrom()).isZero();
        assertThat(second.written()).isEqualTo(RECORDS);
        assertThat(Files.size(output)).isEqualTo(Files.size(input));
    }

    private static List<String> lines(Path file, ParallelSettings way) throws IOException {
        List<String> lines = Files.readAllLines(file);
        return way.ordering() == Ordering.INPUT ? lines : lines.stream().sorted().toList();
    }

    private void make(Change change) {
        try {
            change.make(input);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a little at a time, so that there is something left to read when the file is changed. */
    private FileSourceSpec source() {
        return new FileSourceSpec(List.of(input.toString()), CsvFormat.csv(), Map.of(), 1 << 16, Compression.AUTO);
    }

    private RunResult run(ParallelSettings way, boolean checkpoints, boolean restart) throws Exception {
        CheckpointSettings settings = new CheckpointSettings(checkpoints ? Switch.ON : Switch.OFF, Duration.ofMillis(50));
        PipelineRun run = PipelineRun.prepare(new Pipeline("test", source(),
                List.of(new Stumble()), new FileSinkSpec(output.toString(), CsvFormat.csv()), way, ErrorSettings.fail(),
                settings), restart);
        return run.parallel() ? run.on(system).toCompletableFuture().get(60, SECONDS) : run.sequentially();
    }
}
