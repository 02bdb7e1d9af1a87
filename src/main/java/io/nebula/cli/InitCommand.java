package io.nebula.cli;

import io.nebula.cli.draft.PipelineDraft;
import io.nebula.cli.records.Recognised;
import io.nebula.config.CommandText;
import io.nebula.config.Diagnostic;
import io.nebula.connector.Compression;
import io.nebula.connector.FileSinkSpec;
import io.nebula.connector.Reason;
import io.nebula.connector.RecordSource;
import io.nebula.connector.SinkSpec;
import io.nebula.connector.StdoutSinkSpec;
import io.nebula.engine.PipelineRun;
import io.nebula.format.Format;
import io.nebula.format.Formats;
import io.nebula.options.InvalidOptionsException;
import io.nebula.options.Problem;
import io.nebula.pipeline.ErrorSettings;
import io.nebula.pipeline.ParallelSettings;
import io.nebula.pipeline.Pipeline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code nebula init INPUT OUTPUT}. */
final class InitCommand implements Verb {
    private static final Option FORCE = new Option("--force", null, false,
            "Replace FILE if it is there, and let the pipeline\nreplace OUTPUT.");
    private static final Option FILE = new Option("-o", "FILE", false, "Write the pipeline to FILE.");
    private static final String STREAM = "-";
    private static final Set<String> TEXT_ENDINGS = Set.of("txt", "dat", "data", "out", "log", "gz", "zst");
    private final Console console;

    InitCommand(Console console) {
        this.console = console;
    }

    @Override
    public Synopsis synopsis() {
        return new Synopsis("init", "Write a pipeline for data that it looks at.", List.of(
                new Synopsis.Parameter("INPUT", "The data: a file, or a pattern in quotes."),
                new Synopsis.Parameter("OUTPUT", "Where the pipeline will write, in the format that the\nname tells;"
                        + " - is standard output."),
                new Synopsis.Parameter("FILE", "Where the pipeline file goes. Default: standard output.", false,
                        List.of(), Synopsis.Offer.FILES)), List.of(FORCE, FILE));
    }

    @Override
    public int run(Arguments arguments) throws UsageException {
        String input = arguments.parameter(0);
        String output = arguments.parameter(1);
        String file = arguments.value(FILE);
        if (file != null && arguments.parameter(2) != null) {
            throw new UsageException("the pipeline file is named twice, '" + arguments.parameter(2) + "' and '" + file
                    + "'");
        }
        if (input.equals(STREAM)) {
            throw new UsageException("init looks at the data before a run reads it, so INPUT must be a file");
        }
        try {
            return write(input, output, file == null ? arguments.parameter(2) : file, arguments.has(FORCE));
        } catch (InvalidOptionsException e) {
            List<Diagnostic> found = new ArrayList<>();
            e.problems().forEach(problem -> found.add(explain(problem, input, output)));
            console.err().print(Diagnostic.render(found.stream().map(Remedy::given).toList()));
            return ExitCode.CONFIGURATION;
        } catch (IOException e) {
            console.err().println("nebula: " + e.getMessage());
            return ExitCode.CONFIGURATION;
        }
    }

    private int write(String input, String output, String file, boolean force)
            throws InvalidOptionsException, IOException {
        Recognised found = Recognised.file(input);
        refuseOtherFormat(output);
        List<Problem> problems = PipelineRun.problems(new Pipeline("init", found.source(), List.of(),
                sink(output, found.format(), force), ParallelSettings.DEFAULT, ErrorSettings.fail()));
        if (!problems.isEmpty()) {
            throw new InvalidOptionsException(problems);
        }
        if (file != null && !file.equals(STREAM)) {
            refuseData(file, output, found);
        }
        String text = PipelineDraft.of(input, output, found, force);
        if (file == null || file.equals(STREAM)) {
            console.out().print(text);
            return ExitCode.DONE;
        }
        save(file, text, force);
        console.err().println("nebula: " + file + " is written; to run it: nebula run " + file);
        return ExitCode.DONE;
    }

    /** A name without an ending, or with that of any text, may hold what the input holds; no other can be written. */
    private static void refuseOtherFormat(String output) throws InvalidOptionsException {
        String name = output.substring(output.lastIndexOf('/') + 1);
        String ending = name.substring(name.lastIndexOf('.') + 1);
        if (Formats.named(output) == null && !name.equals(ending) && !TEXT_ENDINGS.contains(ending)) {
            List<String> known = new ArrayList<>();
            Formats.all().forEach(format -> known.addAll(format.extensions()));
            throw new InvalidOptionsException(Problem.at("sink", "unknown-format",
                    "no format that can be written has names that end in ." + ending, "end the name in " + String.join(", ", known)
                    + ", and .gz or .zst behind it to compress"));
        }
    }

    /** What is to hold the pipeline must not be the data, whatever may be replaced. */
    private static void refuseData(String file, String output, Recognised found)
            throws InvalidOptionsException, IOException {
        Path path = path(file);
        try (RecordSource source = found.source().open()) {
            for (Path data : source.files()) {
                if (Files.exists(path) && Files.isSameFile(path, data)) {
                    throw new IOException("'" + file + "' is the data; name another file for the pipeline");
                }
            }
        }
        if (!output.equals(STREAM) && path.toAbsolutePath().normalize().equals(Path.of(output).toAbsolutePath().normalize())) {
            throw new IOException("'" + file + "' is where the pipeline will write; name another file for the pipeline");
        }
    }

    private static Path path(String file) throws IOException {
        try {
            return Path.of(file);
        } catch (InvalidPathException e) {
            throw new IOException("'" + file + "' is no path of a file; name another one", e);
        }
    }

    private static void save(String file, String text, boolean force) throws IOException {
        Path path = path(file);
        try {
            if (!force && Files.exists(path)) {
                throw new IOException(file + " is there already; name another file, or add --force to replace it");
            }
            if (path.toAbsolutePath().getParent() != null) {
                Files.createDirectories(path.toAbsolutePath().getParent());
            }
            OpenOption[] options = force ? new OpenOption[0] : new OpenOption[] {StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE};
            Files.write(path, text.getBytes(StandardCharsets.UTF_8), options);
        } catch (FileSystemException e) {
            throw new IOException("the pipeline cannot be written to '" + file + "': " + Reason.of(e)
                    + "; name another file", e);
        }
    }

    private static SinkSpec sink(String output, Format usual, boolean force) {
        String named = Formats.named(output);
        Format format = named == null ? usual : Formats.plain(named);
        return output.equals(STREAM) ? new StdoutSinkSpec(format, Compression.NONE, Compression.USUAL_LEVEL)
                : new FileSinkSpec(output, format, force, Compression.AUTO, Compression.USUAL_LEVEL);
    }

    private static Diagnostic explain(Problem problem, String input, String output) {
        boolean ofSink = problem.path().startsWith("sink");
        String advice = problem.code().equals("output-exists")
                ? "name another output, or add --force to let the pipeline replace it" : problem.advice();
        return CommandText.problem(ofSink ? "OUTPUT" : "INPUT", ofSink ? output : input,
                Problem.at("", problem.code(), problem.message(), advice));
    }
}
