package io.nebula.soak;

import static java.util.concurrent.TimeUnit.SECONDS;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdInputStream;
import io.nebula.config.Diagnostic;
import io.nebula.config.PipelineFile;
import io.nebula.engine.PipelineRun;
import io.nebula.metrics.Outcome;
import io.nebula.metrics.RunResult;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.PoisonPill;

/**
 * Pipelines one after the other in one actor system: left alone, interrupted and continued, with workers that are ended from
 * outside, failing at a bad record and continued. What is there in the end must be what a plain loop has made of the same
 * input.
 */
final class PipelineRounds implements Callable<String> {
    private static final int RECORDS = 6000;
    private static final List<String> SOURCES = List.of("in.csv", "in.jsonl.gz", "in.csv.zst", "in.jsonl");
    private static final List<String> SINKS = List.of("out.jsonl", "out.csv.gz", "out.jsonl.zst", "out-{group}.csv", "out.csv");
    private static final String PIPELINE = """
            nebula.pipeline {
              source = "%s"
              transforms = [
                { type = compute, set = ["part = 1000 / (id %% 500 - 7)", "digest = sha256(text)", "group = id %% 3"] }
                { type = filter, where = "id %% 5 <> 4" }
              ]
              sink = "%s"
              errors { policy = dead-letter, dead-letter = "%s" }
              parallel { use-parallel = true, worker-count = 3, parallel-groups = 2, batch-size = 200 }
              checkpoint.interval = 10ms
            }
            """;

    private enum Trouble {
        NONE, INTERRUPTION, END_OF_A_WORKER, BAD_RECORD
    }

    private final ActorSystem system;
    private final Path directory;
    private final AtomicBoolean over;
    private final Random random;
    private final Map<Path, Map<String, Long>> expected = new TreeMap<>();
    private int done;
    private int interruptions;
    private int failures;

    PipelineRounds(ActorSystem system, Path directory, AtomicBoolean over, long seed) {
        this.system = system;
        this.directory = directory;
        this.over = over;
        this.random = new Random(seed);
    }

    @Override
    public String call() throws Exception {
        for (String source : SOURCES) {
            writeInput(source);
        }
        while (!over.get() || done == 0) {
            Path pipeline = pipeline(SOURCES.get(done % SOURCES.size()), SINKS.get(done % SINKS.size()));
            if (!expected.containsKey(pipeline)) {
                check(RECORDS, PipelineRun.prepare(PipelineFile.load(pipeline, List.of(), Map.of()).pipeline())
                        .sequentially(), Outcome.COMPLETED);
                expected.put(pipeline, outputs());
                clear();
            }
            disturb(pipeline, Trouble.values()[random.nextInt(Trouble.values().length)]);
            if (!outputs().equals(expected.get(pipeline))) {
                throw new AssertionError(pipeline + ": " + outputs() + " instead of " + expected.get(pipeline));
            }
            clear();
            done++;
        }
        return done + " pipelines of " + expected.size() + " kinds, " + interruptions + " times interrupted and " + failures
                + " times failed before they were done";
    }

    private Path pipeline(String source, String sink) throws IOException {
        Path file = directory.resolve((source + " to " + sink).replaceAll("\\W+", "-") + ".conf");
        return Files.exists(file) ? file : Files.writeString(file, PIPELINE.formatted(directory.resolve(source),
                directory.resolve(sink), directory.resolve("dead.jsonl")));
    }

    private void disturb(Path pipeline, Trouble trouble) throws Exception {
        if (trouble == Trouble.BAD_RECORD) {
            check(-1, get(prepare(pipeline, "errors.policy=fail").on(system)), Outcome.FAILED);
            failures++;
        }
        PipelineRun run = prepare(pipeline);
        CompletionStage<RunResult> stage = run.on(system);
        if (trouble == Trouble.END_OF_A_WORKER) {
            system.actorSelection("/system/nebula-worker-" + random.nextInt(3) + "-*").tell(PoisonPill.getInstance(),
                    ActorRef.noSender());
        } else if (trouble == Trouble.INTERRUPTION) {
            long moment = System.nanoTime() + random.nextInt(30_000_000);
            while (System.nanoTime() < moment) {
                Thread.onSpinWait();
            }
            run.interrupt();
        }
        RunResult result = get(stage);
        if (result.outcome() == Outcome.INTERRUPTED) {
            check(-1, result, Outcome.INTERRUPTED);
            interruptions++;
            result = get(prepare(pipeline).on(system));
        }
        check(RECORDS, result, Outcome.COMPLETED);
    }

    private static PipelineRun prepare(Path pipeline, String... overrides) throws Exception {
        PipelineFile file = PipelineFile.load(pipeline, List.of(overrides), Map.of());
        if (!file.valid()) {
            throw new AssertionError(Diagnostic.render(file.diagnostics()));
        }
        return PipelineRun.prepare(file.pipeline());
    }

    private static RunResult get(CompletionStage<RunResult> stage) throws Exception {
        return stage.toCompletableFuture().get(300, SECONDS);
    }

    /** @param records how many it must have read, -1 if any number will do */
    private static void check(long records, RunResult result, Outcome outcome) {
        boolean accounted = result.read() + result.added() == result.written() + result.filtered() + result.rejected();
        if (result.outcome() != outcome || !accounted || records >= 0 && result.read() != records) {
            throw new AssertionError("not " + outcome + " with " + records + " records: " + result);
        }
    }

    private static void writeInput(OutputStream out, boolean csv) throws IOException {
        StringBuilder text = new StringBuilder(csv ? "id,text\n" : "");
        for (int i = 0; i < RECORDS; i++) {
            text.append(csv ? i + ",text of " + i : "{\"id\":" + i + ",\"text\":\"text of " + i + "\"}").append('\n');
        }
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void writeInput(String name) throws IOException {
        Path file = directory.resolve(name);
        try (OutputStream stored = Files.newOutputStream(file);
                OutputStream out = name.endsWith(".gz") ? new GZIPOutputStream(stored) : stored) {
            writeInput(out, name.contains(".csv"));
        }
        if (name.endsWith(".zst")) {
            Files.write(file, Zstd.compress(Files.readAllBytes(file)));
        }
    }

    /** The checksum of what is in each output, decompressed. */
    private Map<String, Long> outputs() throws IOException {
        Map<String, Long> sums = new TreeMap<>();
        for (Path file : outputFiles()) {
            String name = file.getFileName().toString();
            CRC32 sum = new CRC32();
            try (InputStream stored = new BufferedInputStream(Files.newInputStream(file));
                    InputStream in = name.endsWith(".gz") ? new GZIPInputStream(stored)
                            : name.endsWith(".zst") ? new ZstdInputStream(stored) : stored) {
                sum.update(in.readAllBytes());
            }
            sums.put(name, sum.getValue());
        }
        return sums;
    }

    private List<Path> outputFiles() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return new ArrayList<>(files.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().matches("(out|dead).*")).toList());
        }
    }

    private void clear() throws IOException {
        for (Path file : outputFiles()) {
            Files.delete(file);
        }
    }
}
