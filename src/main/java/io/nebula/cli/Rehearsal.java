package io.nebula.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs small pipelines like those of users, so that the JVM can record the classes, and from Java 25 on the profiles, that
 * every start needs. The launcher runs it once for each JVM; {@code args[0]} is an empty directory that may be filled.
 */
final class Rehearsal {
    /** Enough for the hot loops to be seen as hot. */
    private static final int MANY = 100_000;
    private static final int FEW = 2_000;
    private static final String MADE = """
            nebula.pipeline {
              source { type = generate, count = %d }
              sink = "%s"
              parallel.use-parallel = %s
            }
            """;
    private static final String WORK = """
            nebula.pipeline {
              source = "%s"
              transforms = [
                { type = rename, fields { id = record_id, name = label, category = kind } }
                { type = convert, field = timestamp, to = epoch-seconds }
                { type = filter, where = "value is not null and status <> 'unknown'" }
                { type = compute, set = ["squared = value * value", "root = sqrt(value)",
                  "large = case when value > 500 then 'yes' else 'no' end"] }
                { type = drop, fields = [status] }
              ]
              sink { type = file, path = "%s", overwrite = true }
              parallel.use-parallel = %s
            }
            nebula.tests = [ { input = [ { id = 1, name = a, value = 2.5, timestamp = "2024-01-31T12:00:00Z"
              category = b, status = c } ], expect = [ { record_id = 1 } ] } ]
            """;
    private final Path directory;
    private final Console console;

    private Rehearsal(Path directory) {
        this.directory = directory;
        PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        this.console = new Console(nowhere, nowhere, false);
    }

    public static void main(String[] args) throws IOException {
        Main.process(new String[] {"version"});
        Rehearsal rehearsal = new Rehearsal(Path.of(args[0]));
        for (String format : new String[] {"csv", "jsonl"}) {
            rehearsal.play(format, FEW, false);
            rehearsal.play(format, MANY, true);
        }
        rehearsal.answer();
        System.exit(ExitCode.DONE);
    }

    /** The verbs that answer questions, with the pipeline that was run last. */
    private void answer() {
        String file = directory.resolve("pipeline.conf").toString();
        String input = directory.resolve("in-" + FEW + ".csv").toString();
        for (String line : List.of("--help", "run --help", "version", "list", "list functions", "list settings",
                "list codes", "list --format json", "explain filter", "explain worker-count", "explain cast",
                "validate " + file, "validate --level sample " + file, "validate --format json " + file,
                "validate " + file + " --set prallel.worker-count=none", "explain fitler",
                "explain " + file, "explain " + file + " --set parallel.use-parallel=false",
                "explain " + file + " --format json", "graph " + file, "graph " + file + " --format dot", "schema",
                "completion bash", "completion zsh", "completion fish", "eval sqrt(2)", "eval sqrrt(2)",
                "eval value*2 --input " + input + " --format text", "init " + input + " -", "test " + file,
                "run " + file + " --dry-run --limit 10")) {
            Main.run(line.split(" "), console, new Shutdown(console.err(), Runtime.getRuntime()::halt));
        }
    }

    private void play(String format, int records, boolean parallel) throws IOException {
        String input = directory.resolve("in-" + records + "." + format).toString();
        run(MADE.formatted(records, input, parallel));
        run(WORK.formatted(input, directory.resolve("out-" + records + "." + format), parallel));
    }

    private void run(String pipeline) throws IOException {
        Path file = Files.writeString(directory.resolve("pipeline.conf"), pipeline);
        Shutdown shutdown = new Shutdown(console.err(), Runtime.getRuntime()::halt);
        Signals.handle(shutdown::signalled);
        int code = Main.run(new String[] {"run", file.toString()}, console, shutdown);
        if (code != ExitCode.DONE) {
            throw new IllegalStateException("a pipeline of the rehearsal ended with code " + code + ":\n" + pipeline);
        }
    }
}
