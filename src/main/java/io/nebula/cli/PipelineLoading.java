package io.nebula.cli;

import io.nebula.cli.records.Misreading;
import io.nebula.config.Diagnostic;
import io.nebula.config.PipelineFile;
import io.nebula.engine.PipelineRun;
import io.nebula.options.Problem;
import io.nebula.pipeline.Pipeline;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.regex.Pattern;

/** How verbs that are given a pipeline file read it, and how they say what is wrong with it. */
final class PipelineLoading {
    static final Option SET = new Option("--set", "KEY=VALUE", true,
            "Override a key of nebula.pipeline; the value is HOCON.\nMay be repeated.");
    private static final Pattern NO_KEY = Pattern.compile("(?s)\\s*([=:{#].*|\\+=.*|//.*)?");
    static final Synopsis.Parameter FILE = new Synopsis.Parameter("FILE", "The pipeline file, HOCON.");
    private final Console console;
    private final List<String> overrides;
    private final boolean errorsOnly;

    /** @param errorsOnly whether warnings are not said */
    PipelineLoading(Console console, Arguments arguments, boolean errorsOnly) throws UsageException {
        this.console = console;
        this.overrides = arguments.all(SET);
        for (String override : overrides) {
            if (NO_KEY.matcher(override).matches()) {
                throw new UsageException("Invalid value for option '" + SET.name()
                        + "': expected KEY=VALUE, such as name=birds, but was '" + override + "'");
            }
        }
        this.errorsOnly = errorsOnly;
    }

    /** Reads a file, whatever is in it; null if a class of the user's own is broken, which has been said. */
    PipelineFile load(Path file) {
        try {
            PipelineFile loaded = PipelineFile.load(file, overrides, System.getenv());
            console.hidden().add(loaded.secrets());
            return loaded;
        } catch (ServiceConfigurationError e) {
            console.err().println("nebula: a class of your own cannot be used: " + e.getMessage()
                    + "; check META-INF/services in the jars of NEBULA_CLASSPATH");
            return null;
        }
    }

    /** Reads a file; null if there is no pipeline in it, and everything is said why, also what only its inputs show. */
    PipelineFile loadValid(Path file) {
        PipelineFile loaded = load(file);
        if (loaded == null || loaded.valid()) {
            return loaded;
        }
        say(loaded, loaded.draft() == null ? List.of() : PipelineRun.problems(loaded.draft()));
        return null;
    }

    /** Says what has been found in a file, and what was found wrong when its pipeline was prepared. */
    void say(PipelineFile loaded, List<Problem> problems) {
        Pipeline pipeline = loaded.valid() ? loaded.pipeline() : loaded.draft();
        boolean doubting = pipeline != null && !errorsOnly;
        say(loaded.diagnosticsWith(problems, doubting ? Misreading.of(pipeline.source()) : List.of()));
    }

    void say(List<Diagnostic> diagnostics) {
        List<Diagnostic> said = errorsOnly ? diagnostics.stream().filter(Diagnostic::isError).toList() : diagnostics;
        console.err().print(Diagnostic.render(said.stream().map(Remedy::given).toList()));
        console.err().flush();
    }
}
