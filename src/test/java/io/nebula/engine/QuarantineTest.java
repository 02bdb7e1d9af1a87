package io.nebula.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.nebula.connector.FileSinkSpec;
import io.nebula.connector.FileSourceSpec;
import io.nebula.connector.GenerateSpec;
import io.nebula.connector.SourceSpec;
import io.nebula.delivery.Suspect;
import io.nebula.delivery.SuspectStore;
import io.nebula.delivery.WorkNotes;
import io.nebula.engine.DeadLetterFile.Letter;
import io.nebula.format.csv.CsvFormat;
import io.nebula.format.jsonl.JsonLinesFormat;
import io.nebula.metrics.Outcome;
import io.nebula.metrics.RunResult;
import io.nebula.pipeline.ErrorSettings;
import io.nebula.pipeline.ParallelSettings;
import io.nebula.pipeline.Pipeline;
import io.nebula.pipeline.Switch;
import io.nebula.transform.Compute;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a run makes of what others that have died were working on. */
@Timeout(60)
class QuarantineTest {
    private static final String CODE = "killed-the-process";
    private static ActorSystem system;

    @TempDir
    private Path folder;
    private Path input;
    private Path output;
    private Path dead;

    @BeforeAll
    static void start() {
        system = ActorSystem.create("QuarantineTest");
    }

    @AfterAll
    static void stop() {
        TestKit.shutdownActorSystem(system);
    }

    @BeforeEach
    void name() {
        input = folder.resolve("in");
        output = folder.resolve("out");
        dead = folder.resolve("dead.jsonl");
    }

    private Pipeline pipeline(SourceSpec source, Switch parallel, ErrorSettings errors) {
        ParallelSettings settings = ParallelSettings.DEFAULT.withUseParallel(parallel).withBatchSize(40)
                .withWorkerCount(2).withParallelGroups(1);
        return new Pipeline("test", source, List.of(new Compute("twice = id * 2")),
                new FileSinkSpec(output.toString(), new JsonLinesFormat()), settings, errors);
    }

    private ErrorSettings toDeadLetters() {
        return ErrorSettings.deadLetter(new FileSinkSpec(dead.toString(), new JsonLinesFormat()));
    }

    private static RunResult run(Pipeline pipeline) throws Exception {
        PipelineRun run = PipelineRun.prepare(pipeline);
        return run.parallel() ? run.on(system).toCompletableFuture().get(30, SECONDS) : run.sequentially();
    }

    private SuspectStore store(Pipeline pipeline) throws Exception {
        Files.createDirectories(folder.resolve("out.nebula"));
        Plan plan = Plan.of(pipeline);
        plan.source().close();
        return new SuspectStore(folder.resolve("out.nebula"), plan.fingerprint().without("errors."));
    }

    /** A run dies while it works on that. */
    private static void die(SuspectStore store, long from, long to, boolean alone) throws Exception {
        WorkNotes notes = store.notes(1);
        notes.begin(0, 0, from, to, alone);
        notes.stage(0, alone ? 1 : 0);
        store.find();
    }

    @ParameterizedTest
    @EnumSource(value = Switch.class, names = {"ON", "OFF"})
    void shouldRejectTheRecordThatHasDiedAloneTwice(Switch parallel) throws Exception {
        StringBuilder text = new StringBuilder("id,text\n");
        long[] starts = new long[301];
        for (int i = 0; i < 300; i++) {
            starts[i] = text.length();
            text.append(i).append(i % 3 == 0 ? ",\"a\nb\"\n" : i % 7 == 0 ? ",c,ragged\n\n\r\n" : ",c\r\n");
        }
        Files.writeString(input, text);
        Pipeline pipeline = pipeline(new FileSourceSpec(input.toString(), CsvFormat.csv()), parallel,
                toDeadLetters());
        SuspectStore store = store(pipeline);
        die(store, starts[150], starts[200], false);
        die(store, starts[160], starts[240], false);
        die(store, starts[171], starts[172], true);
        die(store, starts[171], starts[172], true);

        RunResult result = run(pipeline);

        assertThat(result.failure()).isNull();
        assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(result.rejects()).containsEntry(CODE, 1L);
        assertThat(result.read()).isEqualTo(300);
        List<Letter> letters = DeadLetterFile.read(dead);
        assertThat(letters).filteredOn(letter -> letter.code().equals(CODE))
                .extracting(Letter::offset, Letter::line, Letter::stage, Letter::record)
                .containsExactly(tuple(starts[171], text.substring(0, (int) starts[171]).lines().count() + 1,
                        "transforms[0] compute", "171,\"a\nb\""));
        assertThat(letters).isSortedAccordingTo((a, b) -> Long.compare(a.offset(), b.offset()));
        assertThat(Files.readAllLines(output)).hasSize(300 - letters.size())
                .noneMatch(line -> line.startsWith("{\"id\":171,"))
                .isSortedAccordingTo((a, b) -> Long.compare(id(a), id(b)));
        assertThat(folder.resolve("out.nebula")).doesNotExist();
    }

    private static long id(String line) {
        return Long.parseLong(line.substring(line.indexOf(':') + 1, line.indexOf(',')));
    }

    @ParameterizedTest
    @EnumSource(value = Switch.class, names = {"ON", "OFF"})
    void shouldRejectARecordThatIsNotMadeOfBytes(Switch parallel) throws Exception {
        Pipeline pipeline = pipeline(new GenerateSpec(200), parallel, ErrorSettings.skip());
        SuspectStore store = store(pipeline);
        die(store, 50, 91, true);
        die(store, 90, 91, true);

        RunResult result = run(pipeline);

        assertThat(result.failure()).isNull();
        assertThat(result.rejects()).containsEntry(CODE, 1L);
        assertThat(Files.readAllLines(output)).hasSize(199).noneMatch(line -> line.startsWith("{\"id\":90,"));
    }

    @ParameterizedTest
    @EnumSource(value = Switch.class, names = {"ON", "OFF"})
    void shouldRejectNothingThatDoesNotDieAlone(Switch parallel) throws Exception {
        Pipeline pipeline = pipeline(new GenerateSpec(200), parallel, ErrorSettings.skip());
        SuspectStore store = store(pipeline);
        for (int i = 0; i < 10; i++) {
            die(store, 1, 120, false);
        }
        die(store, 70, 71, true);

        RunResult result = run(pipeline);

        assertThat(result.failure()).isNull();
        assertThat(result.written()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(value = Switch.class, names = {"ON", "OFF"})
    void shouldNameTheRecordOnceWhereNoneMayBeLost(Switch parallel) throws Exception {
        Pipeline pipeline = pipeline(new GenerateSpec(200), parallel, ErrorSettings.fail());
        SuspectStore store = store(pipeline);
        die(store, 90, 91, true);
        die(store, 90, 91, true);

        RunResult named = run(pipeline);

        assertThat(named.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(named.failure()).contains("generated record 90", CODE, "errors.policy");
        assertThat(store.find().suspects().at(0, 90)).extracting(Suspect::guilty, Suspect::named)
                .containsExactly(true, true);
        assertThat(run(pipeline).written()).as("it gets another chance").isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(value = Switch.class, names = {"ON", "OFF"})
    void shouldForgetEverythingWhenTheJobStartsOver(Switch parallel) throws Exception {
        Pipeline pipeline = pipeline(new GenerateSpec(200), parallel, ErrorSettings.skip());
        SuspectStore store = store(pipeline);
        die(store, 90, 91, true);
        die(store, 90, 91, true);

        PipelineRun run = PipelineRun.prepare(pipeline, true);
        RunResult result = run.parallel() ? run.on(system).toCompletableFuture().get(30, SECONDS) : run.sequentially();

        assertThat(result.written()).isEqualTo(200);
    }
}
