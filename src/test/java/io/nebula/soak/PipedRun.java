package io.nebula.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * One run of the tool from pipe to pipe, fed in bursts until the time is over by somebody who pauses, and read by somebody
 * who pauses too and checks every record.
 */
final class PipedRun {
    private static final Path LAUNCHER = Path.of("nebula").toAbsolutePath();
    private static final String PIPELINE = """
            nebula.pipeline {
              source { type = stdin, format = csv, schema { id = long, text = string } }
              transforms = [
                { type = filter, where = "id % 7 <> 3" }
                { type = compute, set = "twice = id * 2" }
              ]
              sink { type = stdout, format = jsonl }
              parallel { use-parallel = true, worker-count = 3, parallel-groups = 2 }
            }
            """;
    private static final int LARGEST_BURST = 4000;
    private static final int LONGEST_PAUSE_MILLIS = 200;

    private final Path directory;
    /** No more input: set once nobody looks at the process any more. */
    private volatile boolean enough;
    private final Random random;
    private final Process process;
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final Future<Long> fed;
    private final Future<Long> taken;

    PipedRun(Path directory, long seed) throws IOException {
        this.directory = directory;
        this.random = new Random(seed);
        Files.writeString(directory.resolve("piped.conf"), PIPELINE);
        ProcessBuilder builder = new ProcessBuilder(LAUNCHER.toString(), "run", "piped.conf", "--summary", "json")
                .directory(directory.toFile()).redirectError(directory.resolve("said").toFile());
        builder.environment().put("NEBULA_OPTS", String.join(" ", ProcessWatch.options(log())));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        this.process = builder.start();
        this.fed = threads.submit(this::feed);
        this.taken = threads.submit(() -> take(new Random(seed + 1)));
    }

    private Path log() {
        return directory.resolve("collections.log");
    }

    ProcessWatch watch() {
        return new ProcessWatch("a run from pipe to pipe", process, log(), directory.resolve("said"));
    }

    private long feed() throws Exception {
        long id = 0;
        try (BufferedWriter out = process.outputWriter()) {
            out.write("id,text\n");
            while (!enough) {
                for (int n = random.nextInt(LARGEST_BURST); n >= 0; n--) {
                    out.write(id + ",text of " + id + '\n');
                    id++;
                }
                out.flush();
                process.waitFor(random.nextInt(LONGEST_PAUSE_MILLIS), TimeUnit.MILLISECONDS);
            }
        }
        return id;
    }

    private long take(Random pauses) throws Exception {
        long count = 0;
        long id = 0;
        try (BufferedReader in = process.inputReader()) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                id += id % 7 == 3 ? 1 : 0;
                String expected = "{\"id\":" + id + ",\"text\":\"text of " + id + "\",\"twice\":" + 2 * id + "}";
                if (!line.equals(expected)) {
                    throw new AssertionError("instead of " + expected + " came " + line);
                }
                id++;
                count++;
                if (pauses.nextInt(50_000) == 0) {
                    process.waitFor(pauses.nextInt(10 * LONGEST_PAUSE_MILLIS), TimeUnit.MILLISECONDS);
                }
            }
        }
        return count;
    }

    /** Ends its input, waits for its end, and holds what the tool says against what went in and came out. */
    String verify() throws Exception {
        enough = true;
        assertThat(process.waitFor(300, TimeUnit.SECONDS)).as("ended after its input").isTrue();
        List<String> said = Files.readAllLines(directory.resolve("said"));
        assertThat(process.exitValue()).as(String.join("\n", said)).isZero();
        assertThat(said.get(said.size() - 1)).contains("\"outcome\":\"completed\"", "\"read\":" + fed.get() + ",",
                "\"written\":" + taken.get() + ",", "\"filtered\":" + (fed.get() - taken.get()) + ",", "\"rejected\":0,");
        return fed.get() + " records in, " + taken.get() + " out";
    }

    void end() {
        process.destroyForcibly();
        threads.shutdownNow();
    }
}
