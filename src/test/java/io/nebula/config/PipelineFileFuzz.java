package io.nebula.config;

import static io.nebula.fuzz.FuzzInput.check;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigSyntax;
import io.nebula.connector.DiscardSinkSpec;
import io.nebula.connector.GenerateSpec;
import io.nebula.engine.PipelineRun;
import io.nebula.fuzz.FuzzInput;
import io.nebula.pipeline.Pipeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Any text as a pipeline file, and any line after {@code --set} in it as an override: whatever it is, there is a pipeline
 * or an error, each finding inside a file, and syntax is refused exactly where the configuration library refuses it.
 */
public final class PipelineFileFuzz {
    private static final String OVERRIDE = "\n--set ";
    private static final Path FILE = file();

    private PipelineFileFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        String text = new String(new FuzzInput(data).rest(), StandardCharsets.UTF_8);
        List<String> parts = Arrays.asList(text.split(OVERRIDE));
        Files.writeString(FILE, parts.get(0));
        List<String> overrides = parts.subList(1, Math.min(parts.size(), 4));
        PipelineFile file = PipelineFile.load(FILE, overrides, Map.of("HOME", "/home/me"));
        inside(file.diagnostics());
        check(file.valid() == file.diagnostics().stream().noneMatch(Diagnostic::isError), "neither a pipeline nor an error");
        file.tests();
        boolean refused = file.diagnostics().stream().anyMatch(finding -> finding.code().equals("syntax"));
        boolean beyond = file.diagnostics().stream()
                .anyMatch(finding -> finding.code().equals("too-large") || finding.code().equals("include-cycle"));
        if (overrides.isEmpty() && !beyond) {
            check(refused == isRefused(), "the library and the scanner do not agree on the syntax");
        }
        if (file.valid()) {
            file.dispatcherSettings();
            Pipeline pipeline = file.pipeline();
            // others look for files
            if (pipeline.source() instanceof GenerateSpec && pipeline.sink() instanceof DiscardSinkSpec) {
                inside(file.diagnosticsWith(PipelineRun.problems(pipeline)));
            }
        }
    }

    private static boolean isRefused() {
        try {
            ConfigFactory.parseFile(FILE.toFile(), ConfigParseOptions.defaults().setSyntax(ConfigSyntax.CONF)
                    .setIncluder(new LocalIncluder(FILE)))
                    .resolve(ConfigResolveOptions.defaults().setAllowUnresolved(true).setUseSystemEnvironment(false));
            return false;
        } catch (ConfigException | StackOverflowError e) {
            // it has no limits of its own: what is refused before it is asked may be more than it bears
            return true;
        }
    }

    private static void inside(List<Diagnostic> findings) {
        for (Diagnostic finding : findings) {
            check(!finding.message().isBlank() && !finding.code().isBlank(), "says nothing: " + finding);
            if (finding.place() != null) {
                SourceText source = finding.place().source();
                int length = source.text().length();
                check(finding.place().start() >= 0 && finding.place().start() <= length
                        && finding.place().end() >= finding.place().start(), "outside: " + finding);
                check(finding.line() >= 1 && finding.column() >= 1 && finding.length() >= 1, "outside: " + finding);
                check(finding.column() <= finding.sourceLine().length() + 2, "behind its line: " + finding);
            }
        }
        Diagnostic.render(findings);
    }

    private static Path file() {
        try {
            Path directory = Files.createTempDirectory("nebula-fuzz");
            Path file = directory.resolve("pipeline.conf");
            file.toFile().deleteOnExit();
            directory.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
