package io.nebula.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.nebula.options.Problem;
import io.nebula.options.Secrets;
import io.nebula.pipeline.Pipeline;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A pipeline file that has been read: the pipeline, or everything that is wrong with it. Immutable.
 *
 * <p>Loading opens no input and touches no output; a problem that only shows when a pipeline is prepared is given its place
 * by {@link #diagnosticsWith}.
 */
public final class PipelineFile {
    private static final List<String> SECTION = List.of("nebula", "pipeline");
    private final Positions positions;
    private final SourceText main;
    private final List<Diagnostic> diagnostics;
    private final Pipeline pipeline;
    private final Pipeline draft;
    private final Map<String, Object> settings;
    private final Secrets secrets;

    private PipelineFile(Scan scan, SourceText main, List<Diagnostic> diagnostics, Pipeline pipeline,
            Pipeline draft, Map<String, Object> settings, Secrets secrets) {
        this.positions = scan.positions();
        this.main = main;
        this.diagnostics = diagnostics.stream().sorted(Diagnostic.BY_PLACE).distinct().toList();
        this.pipeline = pipeline == null ? null : pipeline.concealing(secrets).describedBy(scan.files());
        this.draft = draft == null ? null : draft.describedBy(scan.files());
        this.settings = settings;
        this.secrets = secrets;
    }

    private PipelineFile(PipelineFile same, List<Diagnostic> diagnostics) {
        this.positions = same.positions;
        this.main = same.main;
        this.diagnostics = diagnostics.stream().sorted(Diagnostic.BY_PLACE).distinct().toList();
        this.pipeline = same.pipeline;
        this.draft = same.draft;
        this.settings = same.settings;
        this.secrets = same.secrets;
    }

    /**
     * Reads a file.
     *
     * @param file as the user named it; messages repeat that name
     * @param overrides {@code key=value} each: the key relative to {@code nebula.pipeline}, the value HOCON; a later one wins
     * @param environment what {@code ${NAME}} may stand for beside the keys of the file
     */
    public static PipelineFile load(Path file, List<String> overrides, Map<String, String> environment) {
        PipelineFile loaded = read(file, overrides, environment);
        return loaded.valid() ? loaded : new PipelineFile(loaded, OverrideCauses.shown(loaded.diagnostics, overrides,
                left -> read(file, left, environment).diagnostics));
    }

    private static PipelineFile read(Path file, List<String> overrides, Map<String, String> environment) {
        Scan scan = new Scan();
        SourceText main;
        Secrets secrets = Secrets.NONE;
        try {
            main = scan.open(file);
        } catch (IOException e) {
            SourceText none = new SourceText(file.toString(), file, "", 0);
            return new PipelineFile(scan, none, List.of(unreadable(file, e)), null, null, Map.of(), secrets);
        }
        Diagnostic data = DataFile.found(file, main.text());
        if (data != null) {
            return new PipelineFile(scan, main, List.of(data), null, null, Map.of(), secrets);
        }
        ScanException failure = HoconScanner.tried(main, List.of(), scan);
        List<Diagnostic> refused = new ArrayList<>();
        Config config = ConfigFactory.empty();
        if (failure != null) {
            refused.add(failure.finding());
        } else {
            try {
                config = parse(main);
            } catch (ConfigException e) {
                refused.add(SyntaxFinding.of(e, scan, main));
            }
        }
        for (String setting : overrides) {
            Config override = override(scan.override(setting), setting, scan, refused);
            config = Retyping.dropDeadLetters(override, config);
            for (String end : List.of("source", "sink", "errors.dead-letter")) {
                config = Retyping.dropReplaced(end, setting, override, ShortForm.expand(end, override, config));
            }
            config = override.withFallback(config);
        }
        scan.findings().stream().filter(finding -> finding.code().equals(HoconScanner.MISSING_COMMA)).forEach(refused::add);
        if (!refused.isEmpty()) {
            return new PipelineFile(scan, main, refused, null, null, Map.of(), secrets);
        }
        return resolved(config, scan, main, environment);
    }

    /** Whether there is a pipeline. */
    public boolean valid() {
        return pipeline != null;
    }

    /** The pipeline; null if a diagnostic is an error. */
    public Pipeline pipeline() {
        return pipeline;
    }

    /**
     * The pipeline with gaps where it could not be read, to find in one pass what else is wrong with it: a gap reports
     * nothing and lets transforms pass. Not to be run. Null if the file says nothing of a pipeline.
     */
    public Pipeline draft() {
        return draft;
    }

    /** Everything found, in the order of the text; warnings too. */
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    /** The cases of {@code nebula.tests}, which a run does not look at; they need no pipeline in the same file. */
    public PipelineTests tests() {
        Object nebula = settings.get(SECTION.get(0));
        return PipelineTests.read(nebula instanceof Map<?, ?> section ? section : Map.of(), main, positions,
                problems -> explain(problems, SECTION.subList(0, 1), positions, main));
    }

    /** What nobody is to see of what the file says, as far as it could be read. */
    public Secrets secrets() {
        return secrets;
    }

    /** What the file says to the actor system: {@code nebula.dispatchers} and {@code pekko}, without defaults. */
    public Config systemSettings() {
        Config all = ConfigValueFactory.fromMap(settings).toConfig();
        return all.withOnlyPath("nebula.dispatchers").withFallback(all.withOnlyPath("pekko"));
    }

    /** What the file says of {@code nebula.dispatchers}, and the defaults of what it does not say. */
    public Config dispatcherSettings() {
        return systemSettings().withOnlyPath("nebula.dispatchers")
                .withFallback(Defaults.load().withOnlyPath("nebula.dispatchers")).resolve();
    }

    /** What was found, and the problems found when the pipeline or its draft was prepared, in the order of the text. */
    public List<Diagnostic> diagnosticsWith(List<Problem> problems) {
        return Stream.concat(diagnostics.stream(), explain(problems, SECTION, positions, main).stream())
                .sorted(Diagnostic.BY_PLACE).distinct().toList();
    }

    /** The same, with what can be run and is probably not meant. @param doubts paths are relative to the pipeline */
    public List<Diagnostic> diagnosticsWith(List<Problem> problems, List<Problem> doubts) {
        List<Diagnostic> all = new ArrayList<>(diagnosticsWith(problems));
        explain(doubts, SECTION, positions, main).forEach(doubt -> all.add(doubt.asWarning()));
        return all.stream().sorted(Diagnostic.BY_PLACE).distinct().toList();
    }

    private static Diagnostic unreadable(Path file, IOException e) {
        Diagnostic data = DataFile.found(file, "");
        if (data != null && Files.isRegularFile(file)) {
            return data;
        }
        if (e instanceof CharacterCodingException) {
            return Diagnostic.ofFile(file.toString(), "not-readable", "this file is not UTF-8 text", "save it as UTF-8");
        }
        if (file.toString().isEmpty()) {
            return Diagnostic.ofFile("nebula", "no-such-file", "the name of the pipeline file is empty", "name a file");
        }
        if (Files.isDirectory(file)) {
            return Diagnostic.ofFile(file.toString(), "not-readable", "this is a directory", "name a pipeline file in it");
        }
        if (e instanceof FileTooLargeException large) {
            return Diagnostic.ofFile(file.toString(), ConfigLimits.CODE, "this file has " + large.getReason(),
                    "name a pipeline file");
        }
        boolean there = Files.exists(file);
        if (there && !Files.isRegularFile(file)) {
            return Diagnostic.ofFile(file.toString(), "not-readable",
                    "this is a pipe or a device, and a pipeline file is read more than once", "save it as a file");
        }
        return Diagnostic.ofFile(file.toString(), there ? "not-readable" : "no-such-file",
                there ? "this file cannot be read" : "there is no such file",
                there ? "check its permissions"
                        : "the name is relative to the working directory, " + Path.of("").toAbsolutePath());
    }

    private static Config parse(SourceText main) {
        return ConfigFactory.parseFile(main.file().toFile(), ConfigParseOptions.defaults().setAllowMissing(false)
                .setSyntax(ConfigSyntax.CONF).setIncluder(new LocalIncluder(main.file())));
    }

    private static Config override(SourceText text, String setting, Scan scan, List<Diagnostic> refused) {
        ScanException failure = HoconScanner.tried(text, SECTION, scan);
        if (failure != null) {
            refused.add(failure.finding());
            return ConfigFactory.empty();
        }
        try {
            ConfigParseOptions local = ConfigParseOptions.defaults().setIncluder(new LocalIncluder(null));
            ConfigFactory.parseString(setting, local); // which refuses what only makes sense within the section
            return ConfigFactory.parseString(ConfigUtil.joinPath(SECTION) + " {\n" + setting + "\n}", local);
        } catch (ConfigException e) {
            refused.add(Diagnostic.error(text.valueSpan(), "", SyntaxFinding.CODE, SyntaxFinding.message(e), null));
            return ConfigFactory.empty();
        }
    }

    private static PipelineFile resolved(Config config, Scan scan, SourceText main, Map<String, String> environment) {
        List<Diagnostic> findings = new ArrayList<>(scan.findings());
        Secrets secrets = SecretValues.of(scan.substitutions(), environment, ConfigFactory.empty());
        Diagnostic exceeded = ConfigLimits.exceeded(scan);
        if (exceeded != null) {
            return new PipelineFile(scan, main, List.of(exceeded), null, null, Map.of(), secrets);
        }
        try {
            ConfigResolveOptions lenient = ConfigResolveOptions.defaults().setUseSystemEnvironment(false)
                    .setAllowUnresolved(true).appendResolver(new Environment(environment));
            Config known = config.resolve(lenient);
            List<Diagnostic> unresolved = known.isResolved() ? List.of() : unresolved(scan, environment);
            findings.addAll(unresolved);
            if (unresolved.isEmpty()) {
                Config all = config.resolve(lenient.setAllowUnresolved(false));
                return read(all, scan, main, findings, SecretValues.of(scan.substitutions(), environment, all));
            }
        } catch (ConfigException e) {
            findings.add(SyntaxFinding.of(e, scan, main));
        }
        return new PipelineFile(scan, main, findings, null, null, Map.of(), secrets);
    }

    private static List<Diagnostic> unresolved(Scan scan, Map<String, String> environment) {
        List<Diagnostic> findings = new ArrayList<>();
        for (Scan.Substitution substitution : scan.substitutions()) {
            String name = ConfigUtil.joinPath(substitution.target());
            if (!substitution.optional() && !environment.containsKey(name)
                    && !scan.positions().leadsSomewhere(substitution.target())) {
                findings.add(Diagnostic.error(substitution.place(), ConfigUtil.joinPath(substitution.path()),
                        "unresolved", "nothing says what ${" + name + "} is",
                        "set it in the environment or in this file, or write ${?" + name + "} to go without"));
            }
        }
        return findings;
    }

    private static PipelineFile read(Config config, Scan scan, SourceText main, List<Diagnostic> findings,
            Secrets secrets) {
        Config defaults = Defaults.load();
        ConfigObject nebula = section(config, "nebula");
        PipelineSection section = new PipelineSection(section(config, "nebula.pipeline")
                .withFallback(section(defaults, "nebula.pipeline")).toConfig().resolve().root().unwrapped(), name(main));
        Diagnostic none = SectionSearch.missing(config.root(), scan.positions(), main);
        if (none != null) {
            findings.add(none);
        } else {
            findings.addAll(explain(section.problems(), SECTION, scan.positions(), main));
            explain(section.doubts(), SECTION, scan.positions(), main).forEach(doubt -> findings.add(doubt.asWarning()));
        }
        findings.addAll(explain(KnownKeys.check(nebula.unwrapped(), section(defaults, "nebula").unwrapped()),
                SECTION.subList(0, 1), scan.positions(), main));
        boolean good = findings.stream().noneMatch(Diagnostic::isError);
        return new PipelineFile(scan, main, findings, good ? section.pipeline() : null,
                none == null ? section.draft() : null, config.root().unwrapped(), secrets);
    }

    private static ConfigObject section(Config config, String path) {
        ConfigValue value = config.hasPath(path) ? config.getValue(path) : null;
        return value instanceof ConfigObject section ? section : ConfigValueFactory.fromMap(Map.of());
    }

    private static String name(SourceText main) {
        String name = main.file().getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private static List<Diagnostic> explain(List<Problem> problems, List<String> root, Positions positions, SourceText main) {
        List<Diagnostic> findings = new ArrayList<>();
        for (Problem problem : problems) {
            List<String> path = new ArrayList<>(root);
            path.addAll(ProblemPath.split(problem.path()));
            findings.add(explain(problem, path, positions, main));
        }
        return findings;
    }

    private static Diagnostic explain(Problem problem, List<String> path, Positions positions, SourceText main) {
        Span place = positions.of(path, problem);
        Entry entry = positions.get(path);
        String name = path.get(path.size() - 1);
        boolean nothing = problem.code().equals("missing-key") && problem.message().equals("\"" + name + "\" is missing")
                && entry != null && entry.isSubstitution();
        return new Diagnostic(Diagnostic.Severity.ERROR, problem.code(),
                nothing ? problem.message() + ": " + entry.written() + " stands for nothing" : problem.message(),
                nothing ? "set it in the environment, or write " + name + " = … on the line before, for when it is not set"
                        : problem.advice(),
                ConfigUtil.joinPath(path), place, place == null ? main.name() : place.source().name());
    }
}
