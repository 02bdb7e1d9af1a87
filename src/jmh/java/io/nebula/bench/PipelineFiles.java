package io.nebula.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Inputs and pipeline files of the measured runs of the tool. */
final class PipelineFiles {
    private static final int BLOCK = 1 << 20;

    private final Path directory;
    private final Processes processes;

    PipelineFiles(Path directory, Processes processes) {
        this.directory = directory;
        this.processes = processes;
    }

    Path output(String engine, String format) {
        return directory.resolve(engine + "." + format);
    }

    /** The classic records; made once, the same every time. */
    Path input(long records, String format) throws IOException, InterruptedException {
        Path input = directory.resolve("classic-" + records + "." + format);
        if (!Files.exists(input)) {
            processes.nebula(List.of("run", write("generate", """
                    nebula.pipeline {
                      source { type = generate, count = %d }
                      sink { type = file, path = "%s", overwrite = true }
                    }
                    """.formatted(records, input)), "--summary", "none"));
        }
        return input;
    }

    /** Workload A as a user writes it: everything that can be left to the engine is. */
    String workloadA(Path input, Path output) throws IOException {
        return write("workload-a", """
                nebula.pipeline {
                  source = "%s"
                  transforms = [
                    { type = rename, fields { id = record_id, name = label, category = kind } }
                    { type = convert, field = timestamp, to = epoch-seconds }
                    { type = compute, set = ["squared = value * value", "root = sqrt(value)"] }
                  ]
                  sink { type = file, path = "%s", overwrite = true }
                }
                """.formatted(input, output));
    }

    /** That pipeline with a test: one record in, one expected. */
    String testOfWorkloadA(String pipeline) throws IOException {
        return write("workload-a-tested", """
                include file("%s")
                nebula.tests = [{
                  name = "one record"
                  input = [{ id = 1, name = a, value = 6.25, timestamp = "1970-01-01T00:00:01Z", category = x, status = ok }]
                  expect = [{ record_id = 1, label = a, value = 6.25, timestamp = 1, kind = x, status = ok
                    squared = 39.0625, root = 2.5 }]
                }]
                """.formatted(pipeline));
    }

    /** Reads a file to its end, so that the page cache has what fits. */
    static void warm(Path file) throws IOException {
        byte[] block = new byte[BLOCK];
        try (InputStream in = Files.newInputStream(file)) {
            while (in.read(block) >= 0) {
                continue;
            }
        }
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name + ".conf"), text).toString();
    }
}
